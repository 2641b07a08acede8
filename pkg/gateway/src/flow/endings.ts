import type { Reason, ReasonCode } from '@release-risk/contract/rollback';
import { GATEWAY } from '../gatewayActor.ts';
import type { Change, Told } from './change.ts';
import { next, wordsOf } from './decisions.ts';
import type { RollbackRecord, StepRecord } from './rollbackRecord.ts';
import { withStep } from './stepChange.ts';

function ended(
  record: RollbackRecord,
  step: StepRecord | undefined,
  state: 'failed' | 'unknown',
  reason: Reason,
  now: number,
): Change {
  const more = { state, reasons: [reason], until: undefined, endedAt: now } as const;
  const told: Told = {
    kind: state,
    by: GATEWAY,
    text: `${step === undefined ? '' : `${step.id}: `}${wordsOf([reason])}`,
  };
  return {
    record:
      step === undefined
        ? next(record, now, more)
        : withStep(record, step.id, { state, problem: reason.text, endedAt: now }, more, now),
    told: [told],
    notice: 'trouble',
    // Somebody is called until somebody takes care.
    dueAt: now,
  };
}

export function stepFailed(
  record: RollbackRecord,
  step: StepRecord | undefined,
  now: number,
  code: ReasonCode,
  text: string,
): Change {
  return ended(record, step, 'failed', { code, text }, now);
}

/** It cannot be gone on with. Whether what was called happens all the same is not known, then. */
export function givenUp(
  record: RollbackRecord,
  step: StepRecord | undefined,
  now: number,
  code: ReasonCode,
  text: string,
): Change {
  const mayHappen = step !== undefined && step.calls > 0 && (step.state !== 'pending' || step.inDoubt);
  return mayHappen ? unknown(record, step, now, text) : stepFailed(record, step, now, code, text);
}

export function unknown(record: RollbackRecord, step: StepRecord, now: number, text: string): Change {
  return ended(record, step, 'unknown', { code: 'outcome_unknown', text }, now);
}

/** It cannot be worked on. What may have been sent is in doubt: a retry looks it up first. */
export function deadLetter(record: RollbackRecord, fault: string, now: number): Change {
  const inDoubt: readonly StepRecord['state'][] = ['triggering', 'triggered', 'verifying'];
  const steps = record.steps.map((step) =>
    step.kind !== 'recovery' && inDoubt.includes(step.state)
      ? { ...step, state: 'unknown' as const, problem: fault, endedAt: now }
      : step,
  );
  const text = `it cannot be worked on: ${fault}`;
  return {
    record: next(record, now, {
      state: 'dead_letter',
      steps,
      reasons: [{ code: 'step_failed', text }],
      until: undefined,
      decision: undefined,
      endedAt: now,
    }),
    told: [{ kind: 'dead_letter', by: GATEWAY, text }],
    notice: 'trouble',
    dueAt: now,
  };
}
