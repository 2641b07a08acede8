import { canRetry } from '@release-risk/contract/gatewayApi';
import { hasCallsToCome, hasEnded, isUnderWay, type Rollback } from '@release-risk/contract/rollback';

/** What a person can do about a rollback. */
export type Act = 'approve' | 'reject' | 'retry' | 'hold' | 'acknowledge' | 'note';

const NEEDS_NOBODY: readonly Rollback['state'][] = ['succeeded', 'suppressed', 'rejected'];

/** What can be done about it in its state, the most pressing first. */
export function possibleActs(rollback: Rollback): readonly Act[] {
  const { state, decision, acknowledgedBy, steps } = rollback;
  const acts: Act[] = [];
  if (decision !== null) acts.push('approve', 'reject');
  if (canRetry(rollback)) acts.push('retry');
  if (!hasEnded(state) && (!isUnderWay(state) || hasCallsToCome(steps))) acts.push('hold');
  if (acknowledgedBy === null && !NEEDS_NOBODY.includes(state)) acts.push('acknowledge');
  acts.push('note');
  return acts;
}
