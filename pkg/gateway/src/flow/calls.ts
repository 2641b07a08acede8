import { GATEWAY } from '../gatewayActor.ts';
import type { Lookup, Searchable, Triggered } from '../adapters/adapter.ts';
import type { Change } from './change.ts';
import { stepFailed, unknown } from './endings.ts';
import { correlationOf } from './intent.ts';
import { type ReleasePolicy, timesOf } from './releasePolicy.ts';
import type { RollbackRecord, StepRecord } from './rollbackRecord.ts';
import { isOver, UNSURE_MS, withStep } from './stepChange.ts';
import { isUntouched } from './untouched.ts';

/** After the time of a call is over, this passes before its outcome is looked up: clocks and processes lag. */
export const SETTLE_MS = 2_000;
/** A call that certainly did not happen is sent so often at most. */
const MOST_CALLS = 5;
const LONGEST_WAIT_MS = 5 * 60_000;

/** Committed right before the call: from now on it may have happened. */
export function triggering(record: RollbackRecord, step: StepRecord, policy: ReleasePolicy, now: number): Change {
  const { callMs, doneMs } = timesOf(policy, step.id);
  const callEndsAt = now + callMs + SETTLE_MS;
  const changes = {
    state: 'triggering',
    calls: step.calls + 1,
    callEndsAt,
    deadline: step.deadline ?? now + doneMs,
    misses: 0,
    startedAt: step.startedAt ?? now,
    problem: undefined,
  } as const;
  const calledFor = [...new Set([...record.calledFor, step.target?.version ?? ''])];
  const text = `${step.id}: calls ${step.adapter} for ${step.target?.text ?? ''}`;
  return {
    record: withStep(record, step.id, changes, { state: 'triggering', calledFor, reasons: [], until: undefined }, now),
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
    deadline: step.deadline,
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
  const changes = { state: 'pending', callEndsAt: now + afterMs, inDoubt: step.inDoubt, problem: reason } as const;
  const waiting = withStep(record, step.id, changes, { state: 'intent_persisted' }, now);
  return {
    record: hasCalledNothing(waiting) ? { ...waiting, calledFor: [] } : waiting,
    told: [{ kind: 'not_sent', by: GATEWAY, text: `${step.id}: not sent yet, ${reason}`, data: { afterMs } }],
    notice: 'state',
    dueAt: now + afterMs,
  };
}

/** Neither in this attempt nor in an earlier one. */
function hasCalledNothing(record: RollbackRecord): boolean {
  return record.attempt === 1 && isUntouched(record);
}

/** The pipeline asked for time: undefined where it is over, or where the clock was set back since. */
export function askedForTime({ callEndsAt }: StepRecord, now: number): number | undefined {
  const isMeant = callEndsAt !== undefined && callEndsAt > now && callEndsAt <= now + LONGEST_WAIT_MS;
  return isMeant ? callEndsAt : undefined;
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
  if (found.kind === 'unsure') return lookAgain(record, step, 0, UNSURE_MS, found.reason, now);
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
    const everyMs = searchable.kind === 'after' ? searchable.everyMs : UNSURE_MS;
    return lookAgain(record, step, misses, everyMs, 'not found yet', now);
  }
  if (searchable.kind === 'idempotent') {
    return notYetSent(record, { ...step, inDoubt: true }, 'sent again: doing it twice is the same as once', 0, now);
  }
  return notYetSent(record, step, `looked up ${String(misses)} times and not there: it did not happen`, 0, now);
}

/** What a pipeline took is looked for so often before it counts as unknown. */
const MOST_DOUBTS = 6;
/** A person's retry waits so long for a pipeline that does not say what it knows. */
const RESUMING_MS = 5 * 60_000;

/**
 * A person retries a step whose outcome nobody knows: what happened after all is taken up, and otherwise the call is
 * sent anew, under the number of this attempt. Nobody knows how long ago it was made: listings may lag even now.
 */
export function resumed(
  record: RollbackRecord,
  step: StepRecord,
  policy: ReleasePolicy,
  searchable: Searchable,
  found: Lookup,
  now: number,
): Change {
  if (found.kind === 'found') {
    const anew = { ...step, deadline: now + timesOf(policy, step.id).doneMs };
    return triggered(record, anew, found, now, `found in ${step.adapter} after all`);
  }
  const waiting = { ...step, deadline: step.deadline ?? now + RESUMING_MS };
  if (found.kind === 'unsure') {
    if (isOver(waiting, now)) return unknown(record, step, now, found.reason);
    return lookAgain(record, waiting, 0, UNSURE_MS, found.reason, now);
  }
  if (searchable.kind === 'after' && step.misses + 1 < searchable.times) {
    return lookAgain(record, waiting, step.misses + 1, searchable.everyMs, 'not found yet', now);
  }
  const changes = {
    state: 'pending',
    correlationId: correlationOf(record, step.id),
    calls: 0,
    callEndsAt: undefined,
    deadline: undefined,
    misses: 0,
    problem: undefined,
  } as const;
  return {
    record: withStep(record, step.id, changes, { state: 'intent_persisted' }, now),
    told: [{ kind: 'resumed', by: GATEWAY, text: `${step.id}: the earlier call is not there, it is sent anew` }],
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
    record: withStep(record, step.id, { misses, problem: reason, deadline: step.deadline }, {}, now),
    told: [{ kind: 'looked_up', by: GATEWAY, text: `${step.id}: ${reason}, looked up again`, data: { misses } }],
    notice: 'state',
    dueAt: now + afterMs,
  };
}
