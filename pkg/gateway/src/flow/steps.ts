import type { Reason, ReasonCode } from '@release-risk/contract/rollback';
import type { Intent, Live, Lookup, Progress, Searchable, Triggered } from '../adapters/adapter.ts';
import { GATEWAY } from '../gatewayActor.ts';
import type { Change, Told } from './change.ts';
import { next, wordsOf } from './decisions.ts';
import type { PlannedStep } from './guards.ts';
import type { ReleasePolicy } from './releasePolicy.ts';
import type { Assessment, RollbackRecord, StepRecord, Target } from './rollbackRecord.ts';

/** How often things that are under way are looked at, in milliseconds. */
const LOOK_MS = { status: 5_000, live: 5_000, unsure: 10_000, recovery: 15_000 } as const;
/** After the time of a call is over, this passes before its outcome is looked up: clocks and processes lag. */
export const SETTLE_MS = 2_000;
/** A call that certainly did not happen is sent so often at most. */
const MOST_CALLS = 5;
const LONGEST_WAIT_MS = 5 * 60_000;

/** The steps that are to come, with their targets: what people see before they decide. Nothing of it can be sent. */
export function stepsToCome(
  record: RollbackRecord,
  policy: ReleasePolicy,
  planned: readonly PlannedStep[],
): readonly StepRecord[] {
  const steps = policy.steps.flatMap(({ id, kind, adapter }): StepRecord[] => {
    const previous = record.steps.find((step) => step.id === id);
    // What was seen once may be otherwise by now, and the database comes after it.
    if (previous?.state === 'succeeded' && kind !== 'instances') return [previous];
    // Whether an earlier attempt happened after all is looked up before anything new is sent.
    if (previous?.state === 'unknown') return [{ ...previous, deadline: undefined, misses: 0, endedAt: undefined }];
    const target = isKept(previous) ? previous?.target : planned.find((step) => step.id === id)?.target;
    // What has nothing to bring back is no step of this rollback.
    if (target === undefined) return [];
    return [{ ...EMPTY_STEP, id, kind, adapter, target }];
  });
  return [...steps, { ...EMPTY_STEP, id: 'recovery', kind: 'recovery', adapter: 'score' }];
}

/** A step of an earlier attempt whose target stands: nothing new is planned for it. */
export function isKept(step: StepRecord | undefined): boolean {
  return step?.state === 'succeeded' || step?.state === 'unknown';
}

/** Every explicit target and correlation id, committed before anything is called. */
export function intended(
  record: RollbackRecord,
  policy: ReleasePolicy,
  planned: readonly PlannedStep[],
  now: number,
): Change {
  const steps = stepsToCome(record, policy, planned).map((step) =>
    step.kind === 'recovery' || step.state !== 'pending'
      ? step
      : { ...step, correlationId: correlationOf(record, step.id) },
  );
  const targets = steps.flatMap(({ id, target }) => (target === undefined ? [] : [`${id}: ${target.text}`])).join('; ');
  return {
    record: next(record, now, { state: 'intent_persisted', steps, reasons: [], until: undefined }),
    told: [{ kind: 'intent_persisted', by: GATEWAY, text: `Targets: ${targets}`, data: { steps } }],
    notice: 'started',
    dueAt: now,
  };
}

const EMPTY_STEP = {
  state: 'pending',
  target: undefined,
  correlationId: undefined,
  externalId: undefined,
  url: undefined,
  calls: 0,
  callEndsAt: undefined,
  deadline: undefined,
  inDoubt: false,
  misses: 0,
  startedAt: undefined,
  endedAt: undefined,
  problem: undefined,
} as const;

/** The step that is under way or comes next. */
export function currentStep({ steps }: RollbackRecord): StepRecord | undefined {
  return steps.find(({ state }) => state !== 'succeeded');
}

/** What a call of this step is made of. Undefined where nothing explicit was persisted: then nothing is ever sent. */
export function intentOf(record: RollbackRecord, step: StepRecord): Intent | undefined {
  const { target, correlationId } = step;
  if (target === undefined || correlationId === undefined) return undefined;
  return {
    rollbackId: record.id,
    correlationId,
    service: record.service,
    labels: record.labels,
    badVersion: record.version,
    target,
    reason: record.assessment?.sentence ?? record.alert.summary,
    approvedBy: record.approvedBy?.name ?? GATEWAY.name,
  };
}

function withStep(
  record: RollbackRecord,
  id: string,
  changes: Partial<StepRecord>,
  more: Partial<RollbackRecord>,
  now: number,
): RollbackRecord {
  const steps = record.steps.map((step) => (step.id === id ? { ...step, ...changes } : step));
  return next(record, now, { ...more, steps });
}

/** How long the call of a step may take, in milliseconds. */
export function callMsOf(policy: ReleasePolicy, { id }: StepRecord): number {
  return policy.steps.find((step) => step.id === id)?.callMs ?? 30_000;
}

/** Committed right before the call: from now on it may have happened. */
export function triggering(record: RollbackRecord, step: StepRecord, policy: ReleasePolicy, now: number): Change {
  const { doneMs = 900_000 } = policy.steps.find(({ id }) => id === step.id) ?? {};
  const callEndsAt = now + callMsOf(policy, step) + SETTLE_MS;
  const changes = {
    state: 'triggering',
    calls: step.calls + 1,
    callEndsAt,
    deadline: step.deadline ?? now + doneMs,
    misses: 0,
    startedAt: step.startedAt ?? now,
    problem: undefined,
  } as const;
  const text = `${step.id}: calls ${step.adapter} for ${step.target?.text ?? ''}`;
  return {
    record: withStep(record, step.id, changes, { state: 'triggering' }, now),
    told: [{ kind: 'triggering', by: GATEWAY, text, data: { correlationId: step.correlationId } }],
    notice: 'state',
    // Whoever finds it then looks the outcome up; it never calls again by itself.
    dueAt: callEndsAt,
  };
}

/** What the call answered. */
export function called(record: RollbackRecord, step: StepRecord, answer: Triggered, now: number): Change {
  switch (answer.kind) {
    case 'accepted':
      return triggered(record, step, answer, now, `${step.adapter} took it`);
    case 'rejected':
      if (step.inDoubt) return unknown(record, step, now, `${step.adapter} refused to do it again: ${answer.reason}`);
      return stepFailed(record, step, now, 'refused', `${step.adapter} refused: ${answer.reason}`);
    case 'later':
      return notYetSent(record, step, answer.reason, Math.min(answer.afterMs, LONGEST_WAIT_MS), now);
    case 'unknown':
      return inDoubt(record, step, answer.reason, now);
  }
}

function triggered(
  record: RollbackRecord,
  step: StepRecord,
  found: { readonly externalId: string | undefined; readonly url: string | undefined },
  now: number,
  text: string,
): Change {
  const changes = {
    state: 'triggered',
    externalId: found.externalId ?? step.externalId,
    url: found.url ?? step.url,
    problem: undefined,
    inDoubt: false,
    misses: 0,
  } as const;
  const links = { ...record.links, pipeline: found.url ?? record.links.pipeline };
  return {
    record: withStep(record, step.id, changes, { state: 'triggered', links }, now),
    told: [{ kind: 'triggered', by: GATEWAY, text: `${step.id}: ${text}`, data: { externalId: changes.externalId } }],
    notice: 'state',
    dueAt: now,
  };
}

function notYetSent(record: RollbackRecord, step: StepRecord, reason: string, afterMs: number, now: number): Change {
  if (step.calls >= MOST_CALLS || isOver(step, now)) {
    if (step.inDoubt) return unknown(record, step, now, `${step.adapter} cannot be called any more: ${reason}`);
    return stepFailed(record, step, now, 'step_failed', `${step.adapter} could not be called: ${reason}`);
  }
  const changes = { state: 'pending', callEndsAt: undefined, inDoubt: step.inDoubt, problem: reason } as const;
  return {
    record: withStep(record, step.id, changes, { state: 'intent_persisted' }, now),
    told: [{ kind: 'not_sent', by: GATEWAY, text: `${step.id}: not sent yet, ${reason}`, data: { afterMs } }],
    notice: 'state',
    dueAt: now + afterMs,
  };
}

function inDoubt(record: RollbackRecord, step: StepRecord, reason: string, now: number): Change {
  const changes = { problem: reason, callEndsAt: now + SETTLE_MS } as const;
  return {
    record: withStep(record, step.id, changes, { state: 'triggering' }, now),
    told: [
      {
        kind: 'in_doubt',
        by: GATEWAY,
        text: `${step.id}: whether it happened is not known (${reason}); it is looked up`,
      },
    ],
    notice: 'state',
    dueAt: now + SETTLE_MS,
  };
}

/** A clock that is behind the one of the last change by more than this was set back. */
const CLOCK_STEP_MS = 5_000;

/**
 * The clock was set back since the call was committed, or it is that of another machine: what was left of its time is
 * waited for from now on. Undefined where the clock went on, and where this was done.
 */
export function waitsAnew(
  record: RollbackRecord,
  step: StepRecord,
  callEndsAt: number,
  now: number,
): Change | undefined {
  const leftMs = callEndsAt - record.updatedAt;
  if (leftMs <= 0 || now >= record.updatedAt - CLOCK_STEP_MS) return undefined;
  return {
    record: withStep(record, step.id, { callEndsAt: now + leftMs }, {}, now),
    told: [{ kind: 'clock_back', by: GATEWAY, text: `${step.id}: the clock was set back, its time is counted anew` }],
    notice: 'state',
    dueAt: now + leftMs,
  };
}

/** What looking the correlation id up brought, for a call whose outcome nobody knows. */
export function lookedUp(
  record: RollbackRecord,
  step: StepRecord,
  searchable: Searchable,
  found: Lookup,
  now: number,
): Change {
  if (found.kind === 'found') return triggered(record, step, found, now, `found in ${step.adapter}`);
  if (searchable.kind === 'never') {
    return unknown(record, step, now, `${step.adapter} cannot be searched for ${step.correlationId ?? ''}`);
  }
  if (isOver(step, now)) {
    const reason = found.kind === 'unsure' ? found.reason : 'it was not found';
    return unknown(record, step, now, `it could not be found out in time: ${reason}`);
  }
  if (found.kind === 'unsure') return lookAgain(record, step, 0, LOOK_MS.unsure, found.reason, now);
  if (searchable.kind === 'idempotent' && step.calls >= MOST_CALLS) {
    return unknown(
      record,
      step,
      now,
      `${step.adapter} was called ${String(step.calls)} times and never answered clearly`,
    );
  }
  const misses = step.misses + 1;
  // What was accepted is never sent again, whatever the listing says.
  if (step.state === 'triggered' && misses >= MOST_DOUBTS) {
    return unknown(record, step, now, `${step.adapter} took it and does not list it`);
  }
  const enough = searchable.kind === 'idempotent' ? 1 : searchable.times;
  if (misses < enough || step.state === 'triggered') {
    const everyMs = searchable.kind === 'after' ? searchable.everyMs : LOOK_MS.unsure;
    return lookAgain(record, step, misses, everyMs, 'not found yet', now);
  }
  if (searchable.kind === 'idempotent') {
    return notYetSent(record, { ...step, inDoubt: true }, 'sent again: doing it twice is the same as once', 0, now);
  }
  return notYetSent(record, step, `looked up ${String(misses)} times and not there: it did not happen`, 0, now);
}

/** Looked up so often without an answer before a person's retry gives up. */
const MOST_DOUBTS = 6;

/**
 * A person retries a step whose outcome nobody knows: what happened after all is taken up, and otherwise the call is
 * sent anew, under the number of this attempt.
 */
export function resumed(record: RollbackRecord, step: StepRecord, found: Lookup, now: number): Change {
  if (found.kind === 'found') return triggered(record, step, found, now, `found in ${step.adapter} after all`);
  if (found.kind === 'unsure' && step.misses + 1 >= MOST_DOUBTS) return unknown(record, step, now, found.reason);
  if (found.kind === 'unsure') {
    return {
      record: withStep(record, step.id, { misses: step.misses + 1 }, { state: 'intent_persisted' }, now),
      told: [{ kind: 'looked_up', by: GATEWAY, text: `${step.id}: ${found.reason}, looked up again` }],
      notice: 'state',
      dueAt: now + LOOK_MS.unsure,
    };
  }
  const changes = {
    state: 'pending',
    correlationId: correlationOf(record, step.id),
    calls: 0,
    callEndsAt: undefined,
    misses: 0,
  } as const;
  return {
    record: withStep(record, step.id, changes, { state: 'intent_persisted' }, now),
    told: [{ kind: 'resumed', by: GATEWAY, text: `${step.id}: the earlier call is not there, it is sent anew` }],
    notice: 'state',
    dueAt: now,
  };
}

function correlationOf({ id, attempt }: RollbackRecord, step: string): string {
  return `rr-${id}-${step}-${String(attempt)}`;
}

/** A step that calls nothing: it only looks whether something is so. */
export function looking(record: RollbackRecord, step: StepRecord, policy: ReleasePolicy, now: number): Change {
  const { doneMs = 900_000 } = policy.steps.find(({ id }) => id === step.id) ?? {};
  const changes = { state: 'verifying', startedAt: now, deadline: now + doneMs } as const;
  return {
    record: withStep(record, step.id, changes, { state: 'verifying' }, now),
    told: [{ kind: 'verifying', by: GATEWAY, text: `${step.id}: does anything bad still run?` }],
    notice: 'state',
    dueAt: now,
  };
}

function lookAgain(
  record: RollbackRecord,
  step: StepRecord,
  misses: number,
  afterMs: number,
  reason: string,
  now: number,
): Change {
  return {
    record: withStep(record, step.id, { misses, problem: reason }, {}, now),
    told: [{ kind: 'looked_up', by: GATEWAY, text: `${step.id}: ${reason}, looked up again`, data: { misses } }],
    notice: 'state',
    dueAt: now + afterMs,
  };
}

function isOver({ deadline }: StepRecord, now: number): boolean {
  return deadline !== undefined && now > deadline;
}

/** How far the pipeline is. Undefined where nothing changed that is worth a line: it is looked at again. */
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
        ? stepFailed(record, step, now, 'step_failed', `${step.adapter} did not end in time`)
        : { again: now + LOOK_MS.status, problem: progress.note };
    case 'unsure':
      return isOver(step, now)
        ? unknown(record, step, now, `${step.adapter} does not say how it went: ${progress.reason}`)
        : { again: now + LOOK_MS.unsure, problem: progress.reason };
  }
}

/** Looked at again at this moment; nothing is written down but, perhaps, why. */
export interface Again {
  readonly again: number;
  readonly problem: string | undefined;
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

function ended(
  record: RollbackRecord,
  step: StepRecord | undefined,
  state: 'failed' | 'unknown',
  reason: Reason,
  now: number,
): Change {
  const more = { state, reasons: [reason], endedAt: now } as const;
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

function unknown(record: RollbackRecord, step: StepRecord, now: number, text: string): Change {
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

/** A target as one text. */
export function versionOf(targets: readonly (Target | undefined)[]): string | undefined {
  return targets.find((target) => target?.version !== undefined)?.version;
}
