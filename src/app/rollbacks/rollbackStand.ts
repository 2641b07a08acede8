import { isPaused, type Rollback, type RollbackState, type StepState } from '@release-risk/contract/rollback';
import type { Tone } from '../../risk/view/tones.ts';

/** What a state is at a glance; each has a shape, and words of its own. */
export type Stand = 'looking' | 'waiting' | 'asking' | 'working' | 'done' | 'stopped' | 'unknown' | 'failed';

const STAND_OF_STATE: Readonly<Record<RollbackState, Stand>> = {
  received: 'looking',
  enriched: 'looking',
  deferred: 'waiting',
  awaiting_approval: 'asking',
  approved: 'working',
  intent_persisted: 'working',
  triggering: 'working',
  triggered: 'working',
  verifying: 'working',
  succeeded: 'done',
  suppressed: 'stopped',
  rejected: 'stopped',
  expired: 'stopped',
  unknown: 'unknown',
  failed: 'failed',
  dead_letter: 'failed',
};

/** What a rollback is at a glance. */
export function standOf(rollback: Pick<Rollback, 'state' | 'reasons'>): Stand {
  return isPaused(rollback) ? 'waiting' : STAND_OF_STATE[rollback.state];
}

export const STAND_OF_STEP: Readonly<Record<StepState, Stand>> = {
  pending: 'waiting',
  triggering: 'working',
  triggered: 'working',
  verifying: 'working',
  succeeded: 'done',
  failed: 'failed',
  unknown: 'unknown',
};

export const TONE_OF_STAND: Readonly<Record<Stand, Tone>> = {
  looking: 'quiet',
  waiting: 'quiet',
  asking: 'warning',
  working: 'unknown',
  done: 'good',
  stopped: 'quiet',
  unknown: 'bad',
  failed: 'bad',
};
