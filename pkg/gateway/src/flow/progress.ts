import { GATEWAY } from '../gatewayActor.ts';
import type { Live, Progress } from '../adapters/adapter.ts';
import type { Change } from './change.ts';
import { stepFailed, unknown } from './endings.ts';
import { type ReleasePolicy, timesOf } from './releasePolicy.ts';
import type { Assessment, RollbackRecord, StepRecord } from './rollbackRecord.ts';
import { isOver, UNSURE_MS, withStep } from './stepChange.ts';

/** How often things that are under way are looked at, in milliseconds. */
const LOOK_MS = { status: 5_000, live: 5_000, recovery: 15_000 } as const;

/** Looked at again at this moment; nothing is written down but, perhaps, why. */
export interface Again {
  readonly again: number;
  readonly problem: string | undefined;
}

/** A step that calls nothing: it only looks whether something is so. */
export function looking(record: RollbackRecord, step: StepRecord, policy: ReleasePolicy, now: number): Change {
  const { doneMs } = timesOf(policy, step.id);
  const changes = { state: 'verifying', startedAt: now, deadline: now + doneMs } as const;
  return {
    record: withStep(record, step.id, changes, { state: 'verifying' }, now),
    told: [{ kind: 'verifying', by: GATEWAY, text: `${step.id}: does anything bad still run?` }],
    notice: 'state',
    dueAt: now,
  };
}

/** How far the pipeline is. Where nothing changed that is worth a line it is only looked at again. */
export function progressed(record: RollbackRecord, step: StepRecord, progress: Progress, now: number): Change | Again {
  switch (progress.kind) {
    case 'succeeded':
      return {
        record: withStep(record, step.id, { state: 'verifying', problem: undefined }, { state: 'verifying' }, now),
        told: [{ kind: 'verifying', by: GATEWAY, text: `${step.id}: ${step.adapter} is done, is the target live?` }],
        notice: 'state',
        dueAt: now,
      };
    case 'failed':
      return stepFailed(record, step, now, 'step_failed', `${step.adapter} failed: ${progress.reason}`);
    case 'running':
      return isOver(step, now)
        ? unknown(record, step, now, `${step.adapter} did not end in time, and may still be at it`)
        : { again: now + LOOK_MS.status, problem: progress.note };
    case 'unsure':
      return isOver(step, now)
        ? unknown(record, step, now, `${step.adapter} does not say how it went: ${progress.reason}`)
        : { again: now + UNSURE_MS, problem: progress.reason };
  }
}

/** Whether the target is live. */
export function verified(record: RollbackRecord, step: StepRecord, live: Live, now: number): Change | Again {
  switch (live.kind) {
    case 'live': {
      const isCode = step.kind === 'code' || step.kind === 'instances';
      const more = { state: 'intent_persisted', ...(isCode ? { liveAt: now } : {}) } as const;
      return {
        record: withStep(record, step.id, { state: 'succeeded', endedAt: now, problem: undefined }, more, now),
        told: [{ kind: 'live', by: GATEWAY, text: `${step.id}: ${step.target?.text ?? 'it'} is live` }],
        notice: 'state',
        dueAt: now,
      };
    }
    case 'never':
      return stepFailed(record, step, now, 'not_live', live.reason);
    case 'notYet':
    case 'unsure':
      if (!isOver(step, now)) return { again: now + LOOK_MS.live, problem: live.reason };
      return live.kind === 'unsure'
        ? unknown(record, step, now, `whether the target is live is not known: ${live.reason}`)
        : stepFailed(record, step, now, 'not_live', `the target is not live: ${live.reason}`);
  }
}

/** The last step: the score has to calm down. */
export function recovering(record: RollbackRecord, policy: ReleasePolicy, now: number): Change {
  const changes = { state: 'verifying', startedAt: now, deadline: now + policy.recoveryMs } as const;
  return {
    record: withStep(record, 'recovery', changes, { state: 'verifying', liveAt: record.liveAt ?? now }, now),
    told: [{ kind: 'recovering', by: GATEWAY, text: 'Everything is back; the score has to calm down' }],
    notice: 'state',
    dueAt: now,
  };
}

export function recovered(
  record: RollbackRecord,
  step: StepRecord,
  assessment: Assessment,
  now: number,
): Change | Again {
  if (assessment.recovered) {
    const changes = { state: 'succeeded', endedAt: now, problem: undefined } as const;
    // What it was rolled back for stays its assessment: the report tells of that.
    const more = { state: 'succeeded', recoveredAt: now, endedAt: now, reasons: [] } as const;
    return {
      record: withStep(record, step.id, changes, more, now),
      told: [{ kind: 'succeeded', by: GATEWAY, text: `Rolled back and recovered: ${assessment.sentence}` }],
      notice: 'ended',
      dueAt: undefined,
    };
  }
  const why = assessment.problem ?? assessment.sentence;
  if (!isOver(step, now)) return { again: now + LOOK_MS.recovery, problem: why };
  return stepFailed(record, step, now, 'not_recovered', `the target is live, and the score did not calm down: ${why}`);
}
