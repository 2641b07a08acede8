import { hasEnded, isPaused, isUnderWay, type Rollback, type RollbackState } from '@release-risk/contract/rollback';
import { plain } from '@release-risk/model/plainText';
import type { Style } from '../terminal/style.ts';

const WORDS: Readonly<Record<RollbackState, string>> = {
  received: 'received',
  enriched: 'being judged',
  deferred: 'waits for a guard to end',
  awaiting_approval: 'waits for approval',
  approved: 'approved',
  intent_persisted: 'about to be triggered',
  triggering: 'being triggered',
  triggered: 'pipeline at work',
  verifying: 'being verified',
  succeeded: 'succeeded',
  suppressed: 'nothing to do',
  rejected: 'rejected',
  expired: 'expired',
  unknown: 'outcome unknown',
  failed: 'failed',
  dead_letter: 'could not be worked on',
};

/** How far it is, as people say it. */
export function stateWords(rollback: Pick<Rollback, 'state' | 'reasons'>): string {
  return isPaused(rollback) ? 'waits before its next call' : WORDS[rollback.state];
}

/** The same with mark and colour. */
export function stateBadge(style: Style, rollback: Pick<Rollback, 'state' | 'reasons'>): string {
  const { marks } = style;
  const { state } = rollback;
  const words = stateWords(rollback);
  if (state === 'succeeded' || state === 'suppressed') return style.green(`${marks.green} ${words}`);
  if (state === 'awaiting_approval') return style.yellow(`${marks.yellow} ${words}`);
  if (isUnderWay(state)) return style.cyan(`${marks.pointer} ${words}`);
  return hasEnded(state) ? style.red(`${marks.red} ${words}`) : style.cyan(`${marks.missing} ${words}`);
}

/** Which version goes and which comes back: `1.478.0 -> 1.477.0`. */
export function versionsText({ deployment, target }: Pick<Rollback, 'deployment' | 'target'>): string {
  return `${plain(deployment.version ?? 'unknown version')} -> ${plain(target ?? 'unknown target')}`;
}
