import type { Decision } from '@release-risk/contract/gatewayApi';
import type { Rollback } from '@release-risk/contract/rollback';
import { spokenMoment } from '../arguments/moment.ts';
import { CliError } from '../errors.ts';
import { stateWords } from './stateWords.ts';

/**
 * What has to be sent back with a decision about this rollback. `revision` is the one that was looked at, where the
 * caller says it. Throws RR618 where nobody has to decide, or something changed since.
 */
export function decidable(rollback: Rollback, revision: number | undefined): Pick<Decision, 'nonce' | 'revision'> {
  const { id, decision, approvedBy, updatedAt } = rollback;
  const look = `Look at it: release-risk rollback show ${id}`;
  if (decision === null) {
    const by = approvedBy === null ? '' : `, approved by ${approvedBy.name}`;
    const at = spokenMoment(Date.parse(updatedAt));
    throw new CliError({
      code: 'RR618',
      id,
      problem: `waits for nobody's decision: ${stateWords(rollback)}${by}, ${at}`,
      hint: look,
    });
  }
  if (revision !== undefined && revision !== decision.revision) {
    const problem = `is at revision ${decision.revision} by now, not at ${revision}`;
    throw new CliError({ code: 'RR618', id, problem, hint: look });
  }
  return decision;
}
