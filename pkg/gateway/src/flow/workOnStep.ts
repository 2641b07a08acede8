import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import type { Adapter, Intent, Lookup, Triggered } from '../adapters/adapter.ts';
import { askedForTime, called, lookedUp, resumed, SETTLE_MS, triggering, waitsAnew } from './calls.ts';
import type { Change } from './change.ts';
import { commit, lookAgain, Outrun, withoutBeingOutrun } from './commit.ts';
import { decide, undecided, wordsOf } from './decisions.ts';
import { givenUp, stepFailed } from './endings.ts';
import { examine } from './examine.ts';
import { ownHolds } from './holdsNow.ts';
import { currentStep, intentOf } from './intent.ts';
import { look } from './look.ts';
import { judgedOf } from './judgedOf.ts';
import { type Obstacle, obstacleOf, stopped } from './obstacle.ts';
import type { FlowParts } from './parts.ts';
import { type Again, looking, progressed, recovered, recovering, verified } from './progress.ts';
import { timesOf } from './releasePolicy.ts';
import type { RollbackRecord, StepRecord } from './rollbackRecord.ts';
import type { Rules } from './rules.ts';
import { isUntouched } from './untouched.ts';

/** One step of one rollback, and what works on it. */
interface StepWork {
  readonly parts: FlowParts;
  readonly record: RollbackRecord;
  readonly step: StepRecord;
  readonly adapter: Adapter;
  readonly rules: Rules;
  readonly signal: AbortSignal;
}

/** A question to a pipeline may take this long. */
const LOOK_LIMIT_MS = 30_000;

/** Takes the step that is under way, or comes next, one state further. */
export async function workOnStep(
  parts: FlowParts,
  record: RollbackRecord,
  rules: Rules,
  signal: AbortSignal,
): Promise<void> {
  const step = currentStep(record);
  if (step === undefined) return;
  if (step.kind === 'recovery') return recover(parts, record, step, rules, signal);
  const adapter = parts.adapters.get(step.adapter);
  if (adapter === undefined) {
    const text = `the adapter "${step.adapter}" is not configured any more`;
    await commit(parts, record, givenUp(record, step, parts.clock.now(), 'step_failed', text));
    return;
  }
  await workOn({ parts, record, step, adapter, rules, signal });
}

async function workOn(work: StepWork): Promise<void> {
  const { parts, record, step, rules } = work;
  switch (step.state) {
    case 'pending':
      if (step.kind !== 'instances') return call(work);
      await commit(parts, record, looking(record, step, rules.policy, parts.clock.now()));
      return;
    case 'triggering':
      return lookUp(work);
    case 'unknown':
      return resume(work);
    case 'triggered':
      return follow(work);
    case 'verifying':
      return verify(work);
    case 'succeeded':
    case 'failed':
      return;
  }
}

/** The one place where something is sent: after the commit that says so, and never without it. */
async function call(work: StepWork): Promise<void> {
  const { parts, record, step, adapter, rules, signal } = work;
  const { clock, store, metrics } = parts;
  const { policy, sharedBy } = rules;
  const obstacle = await obstacleOf(parts, record, rules, signal);
  if (obstacle !== undefined) return stop(work, obstacle);
  // Whatever made it be looked at earlier, such as another alert: calls that are refused are counted.
  const notBefore = askedForTime(step, clock.now());
  if (notBefore !== undefined) return lookAgain(parts, record, notBefore);
  const committed = await commit(parts, record, triggering(record, step, policy, clock.now()), async (tx) => {
    // Whoever placed a hold before this commit was told that it holds.
    if ((await ownHolds(tx, record, sharedBy, clock.now())).length > 0) throw new Outrun(record.id);
  });
  const sent = currentStep(committed);
  const intent = sent && intentOf(committed, sent);
  if (sent === undefined || intent === undefined) {
    const text = 'it has no explicit target';
    await commit(parts, committed, stepFailed(committed, step, clock.now(), 'step_failed', text));
    return;
  }
  const leftMs = Math.min(timesOf(policy, sent.id).callMs, (sent.callEndsAt ?? 0) - SETTLE_MS - clock.now());
  // A process that slept through its own time sends nothing: somebody else may be looking the outcome up by now.
  if (leftMs <= 0) return;
  const answer = await withinTime(adapter.trigger(intent, limited(signal, leftMs)), signal);
  metrics.call(step.adapter, answer.kind);
  await withoutBeingOutrun(async () => {
    const present = await store.transaction((tx) => tx.rollback(record.id));
    const still = present && currentStep(present);
    // Whoever looked it up meanwhile knows at least as much.
    if (present === undefined || still?.id !== sent.id || still.state !== 'triggering' || still.calls !== sent.calls)
      return;
    await commit(parts, present, called(present, still, answer, clock.now()));
  });
}

/** Nothing is called now. What was not begun is judged anew; what was begun waits, or ends. */
async function stop({ parts, record, step, rules, signal }: StepWork, obstacle: Obstacle): Promise<void> {
  if (isUntouched(record)) {
    const { facts, guarded } = await examine(parts, undecided(record), rules, signal);
    await commit(parts, record, decide(facts.record, guarded, judgedOf(parts, facts)));
    return;
  }
  const change = stopped(record, step, obstacle, parts.clock.now());
  if (waitsForTheSame(record, change.record)) return lookAgain(parts, record, change.dueAt ?? parts.clock.now());
  await commit(parts, record, change);
}

/** It waits already, and for the same: that is nothing to tell anybody. */
function waitsForTheSame(before: RollbackRecord, { state, reasons }: RollbackRecord): boolean {
  return state === 'intent_persisted' && wordsOf(before.reasons) === wordsOf(reasons);
}

function limited(signal: AbortSignal, ms: number): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(ms)]);
}

async function withinTime(trigger: Promise<Triggered>, stopped: AbortSignal): Promise<Triggered> {
  try {
    return await trigger;
  } catch (error) {
    // Ended by the gateway stopping, or by the time of the call: either way it may have been sent.
    const reason = stopped.aborted ? 'the gateway was stopped meanwhile' : 'no answer in time';
    return { kind: 'unknown', reason: error instanceof Error && !isAbort(error) ? error.message : reason };
  }
}

function isAbort({ name }: Error): boolean {
  return name === 'AbortError' || name === 'TimeoutError';
}

/** Looks a call up by its correlation id, once nobody can be sending it any more. */
async function lookUp(work: StepWork): Promise<void> {
  const { parts, record, step, adapter } = work;
  const now = parts.clock.now();
  // Until its time is over the process that persisted the call may be sending it.
  if (step.state === 'triggering' && step.callEndsAt !== undefined && now < step.callEndsAt) {
    const anew = waitsAnew(record, step, step.callEndsAt, now);
    if (anew === undefined) return lookAgain(parts, record, step.callEndsAt);
    await commit(parts, record, anew);
    return;
  }
  const intent = intentOf(record, step);
  if (intent === undefined) return;
  const found = await find(work, intent);
  await commit(parts, record, lookedUp(record, step, adapter.searchable, found, parts.clock.now()));
}

/** A person retries a step in doubt. What the pipeline gave an id to happened, whether it lists it or not. */
async function resume(work: StepWork): Promise<void> {
  const { parts, record, step, rules, adapter } = work;
  const { externalId, url } = step;
  const found: Lookup =
    externalId === undefined ? await find(work, intentOf(record, step)) : { kind: 'found', externalId, url };
  await commit(parts, record, resumed(record, step, rules.policy, adapter.searchable, found, parts.clock.now()));
}

/** What a pipeline that can be searched knows of a call; others know nothing. */
async function find({ adapter, signal }: StepWork, intent: Intent | undefined): Promise<Lookup> {
  if (intent === undefined || adapter.searchable.kind !== 'after') return { kind: 'none' };
  return adapter.find(intent, limited(signal, LOOK_LIMIT_MS));
}

/** Without an id of the pipeline it is found by ours; where nothing can be found, whether it is live tells. */
async function follow(work: StepWork): Promise<void> {
  const { parts, record, step, adapter, signal } = work;
  const { externalId } = step;
  if (externalId === undefined) {
    if (adapter.searchable.kind === 'after') return lookUp(work);
    return commitOrLookAgain(work, progressed(record, step, { kind: 'succeeded' }, parts.clock.now()));
  }
  const intent = intentOf(record, step);
  if (intent === undefined) return;
  const progress = await adapter.status(intent, externalId, limited(signal, LOOK_LIMIT_MS));
  await commitOrLookAgain(work, progressed(record, step, progress, parts.clock.now()));
}

async function verify({ parts, record, step, adapter, signal }: StepWork): Promise<void> {
  const intent = intentOf(record, step);
  if (intent === undefined) return;
  const live = await adapter.verify(intent, step.externalId, limited(signal, LOOK_LIMIT_MS));
  const now = parts.clock.now();
  const change = verified(record, step, live, now);
  if ('again' in change) return lookAgain(parts, record, change.again);
  const deployment = live.kind === 'live' && step.kind === 'code' ? deploymentOf(record, step, now) : undefined;
  await commit(parts, record, change, async (tx) => {
    if (deployment !== undefined) await tx.putDeployment(deployment, record.identityKey);
  });
}

/** The last step asks no pipeline: the score tells. */
async function recover(
  parts: FlowParts,
  record: RollbackRecord,
  step: StepRecord,
  rules: Rules,
  signal: AbortSignal,
): Promise<void> {
  if (step.state === 'pending') {
    await commit(parts, record, recovering(record, rules.policy, parts.clock.now()));
    return;
  }
  const { assessment } = await look(parts, record, rules, signal);
  await commitOrLookAgain({ parts, record }, recovered(record, step, assessment, parts.clock.now()));
}

async function commitOrLookAgain(
  { parts, record }: Pick<StepWork, 'parts' | 'record'>,
  change: Change | Again,
): Promise<void> {
  if ('again' in change) await lookAgain(parts, record, change.again);
  else await commit(parts, record, change);
}

/**
 * What is live now is a deployment, too: of kind rollback, so that it is never rolled back by itself. A pipeline that
 * delivers its own record of it under another id does no harm: what began meanwhile is taken for the same.
 */
function deploymentOf(
  record: RollbackRecord,
  { target, correlationId, url, startedAt }: StepRecord,
  now: number,
): DeploymentRecord | undefined {
  if (target?.version === undefined) return undefined;
  return {
    apiVersion: 'releaserisk/deployment/v1',
    id: correlationId ?? record.id,
    labels: { ...record.labels },
    version: target.version,
    ...(record.version === '' ? {} : { previousVersion: record.version }),
    ...(url === undefined ? {} : { url }),
    startedAt: new Date(startedAt ?? record.updatedAt).toISOString(),
    finishedAt: new Date(now).toISOString(),
    outcome: 'succeeded',
    kind: 'rollback',
    migrations: 'none',
  };
}
