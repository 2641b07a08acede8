import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import { hasEnded } from '@release-risk/contract/rollback';
import type { Adapter, Triggered } from '../adapters/adapter.ts';
import { canonicalJson } from '../canonicalJson.ts';
import { GATEWAY } from '../gatewayActor.ts';
import type { Change } from './change.ts';
import { commitChange, withoutBeingOutrun, Outrun } from './commit.ts';
import { decide, expired, type Judged, learned, next, suppressed } from './decisions.ts';
import { enriched } from './enrich.ts';
import { type Facts, replaced } from './guards.ts';
import { concernsAny, examine, type Examined, rulesOfRecord } from './judge.ts';
import { type StoreTransaction, StoreUnavailable } from '../store/store.ts';
import type { FlowParts } from './parts.ts';
import type { RollbackRecord, StepRecord } from './rollbackRecord.ts';
import {
  type Again,
  called,
  callMsOf,
  currentStep,
  givenUp,
  deadLetter,
  intended,
  intentOf,
  lookedUp,
  looking,
  progressed,
  recovered,
  recovering,
  resumed,
  SETTLE_MS,
  stepFailed,
  stepsToCome,
  triggering,
  verified,
  waitsAnew,
} from './steps.ts';

type Rules = NonNullable<ReturnType<typeof rulesOfRecord>>;

/** Where the model of a rollback is gone, it is looked for again after this, and for so long. */
const MODEL_GONE_MS = 60_000;
const MODEL_STAYS_AWAY_MS = 60 * 60_000;
const MODEL_GONE = 'its model is not known here any more';

/**
 * Takes one rollback one state further: does what its state asks for, then commits what came of it. Rejects only where
 * the store or the process fails. Whatever is outrun by somebody else's change is done anew upon what is there then:
 * not every change has a job of its own.
 */
export async function advance(parts: FlowParts, id: string, signal: AbortSignal): Promise<void> {
  try {
    await withoutBeingOutrun(() => advanceOnce(parts, id, signal));
    parts.faults.delete(id);
  } catch (error) {
    if (error instanceof StoreUnavailable || error instanceof Outrun || signal.aborted) throw error;
    const faults = (parts.faults.get(id) ?? 0) + 1;
    parts.faults.set(id, faults);
    if (faults < MOST_FAULTS) throw error;
    parts.faults.delete(id);
    await bury(parts, id, error instanceof Error ? error.message : String(error));
  }
}

/** So often in a row the work on a rollback may fail by a fault of ours; then it is left to a person. */
const MOST_FAULTS = 8;

async function bury(parts: FlowParts, id: string, fault: string): Promise<void> {
  await withoutBeingOutrun(async () => {
    const record = await parts.store.transaction((tx) => tx.rollback(id));
    if (record !== undefined && !hasEnded(record.state)) {
      await commit(parts, record, deadLetter(record, fault, parts.clock.now()));
    }
  });
}

async function advanceOnce(parts: FlowParts, id: string, signal: AbortSignal): Promise<void> {
  const record = await parts.store.transaction((tx) => tx.rollback(id));
  if (record === undefined) return;
  if (hasEnded(record.state)) return escalate(parts, record, record.endedAt ?? record.updatedAt, undefined);
  const rules = rulesOfRecord(parts, record);
  if (rules === undefined) return withoutModel(parts, record);
  await advanceBy(parts, record, rules, signal);
}

/** Nothing can be judged. That is told, and counted from the moment it was told: a gateway may begin without models. */
async function withoutModel(parts: FlowParts, record: RollbackRecord): Promise<void> {
  const now = parts.clock.now();
  parts.log.warn({ rollback: record.id, model: record.model }, 'The model of a rollback is not known here');
  if (record.state === 'awaiting_approval' && record.until !== undefined && record.until <= now) {
    await commit(parts, record, expired(record, now));
    return;
  }
  if (!record.reasons.some(({ text }) => text === MODEL_GONE)) {
    const reasons = [...record.reasons, { code: 'not_evaluated', text: MODEL_GONE } as const];
    await commit(parts, record, {
      record: next(record, now, { reasons }),
      told: [{ kind: 'model_gone', by: GATEWAY, text: `The model ${record.model} is not known here any more` }],
      notice: 'state',
      dueAt: now + MODEL_GONE_MS,
    });
    return;
  }
  if (now - record.updatedAt < MODEL_STAYS_AWAY_MS || record.state === 'awaiting_approval') {
    return lookAgain(parts, record, now + MODEL_GONE_MS);
  }
  await commit(parts, record, givenUp(record, currentStep(record), now, 'not_evaluated', MODEL_GONE));
}

async function advanceBy(parts: FlowParts, record: RollbackRecord, rules: Rules, signal: AbortSignal): Promise<void> {
  switch (record.state) {
    case 'received':
      return enrich(parts, record, rules, signal);
    case 'enriched':
      return judge(parts, record, rules, signal);
    case 'deferred':
      return judge(parts, record, rules, signal);
    case 'awaiting_approval':
      return wait(parts, record, rules, signal);
    case 'approved':
      return intend(parts, record, rules, signal);
    case 'intent_persisted':
    case 'triggering':
    case 'triggered':
    case 'verifying':
      return step(parts, record, rules, signal);
    default:
      return;
  }
}

/** Commits a change together with what else belongs to it, and counts what it ended. */
async function commit(
  parts: FlowParts,
  record: RollbackRecord,
  change: Change,
  also?: (tx: StoreTransaction) => Promise<unknown>,
): Promise<RollbackRecord> {
  const written = await parts.store.transaction(async (tx) => {
    await also?.(tx);
    return commitChange(parts, tx, record, change);
  });
  parts.log.info(
    { rollback: record.id, service: record.service, state: written.state, reasons: written.reasons },
    change.told[0].text,
  );
  if (hasEnded(written.state)) parts.metrics.ended(written.state);
  return written;
}

async function lookAgain(parts: FlowParts, record: RollbackRecord, at: number): Promise<void> {
  await parts.store.transaction((tx) => scheduleLook(tx, record, at));
}

/**
 * Rejects with {@link Outrun} where the record was changed since it was read: a later look must not take the place of
 * the job of that change. It is read after the job was put there, so that of two at once the change is the last.
 */
async function scheduleLook(tx: StoreTransaction, { id, revision }: RollbackRecord, at: number): Promise<void> {
  await tx.schedule({ kind: 'rollback', id }, at);
  if ((await tx.rollback(id))?.revision !== revision) throw new Outrun(id);
}

async function enrich(parts: FlowParts, record: RollbackRecord, rules: Rules, signal: AbortSignal): Promise<void> {
  const { facts } = await examine(parts, record, rules, signal);
  const { explore } = await parts.linksOf(rules.model, record.labels, facts.assessment, signal);
  await commit(parts, record, enriched(facts.record, facts.assessment, explore, parts.clock.now()));
}

async function judge(parts: FlowParts, record: RollbackRecord, rules: Rules, signal: AbortSignal): Promise<void> {
  const examined = await examine(parts, record, rules, signal);
  const { facts, guarded } = examined;
  const change = decide(facts.record, guarded, judgedOf(parts, facts));
  // Waiting on for the same reasons is nothing to tell anybody.
  if (change.record.state === 'deferred' && record.state === 'deferred' && sameReasons(change.record, record)) {
    return lookAgain(parts, record, change.dueAt ?? facts.now);
  }
  await commit(parts, record, change);
}

function judgedOf(parts: FlowParts, { now, policy, assessment, plan, record }: Facts): Judged {
  const isPlanned = plan.kind === 'planned';
  return {
    now,
    policy,
    assessment,
    target: isPlanned ? plan.version : undefined,
    steps: isPlanned ? stepsToCome(record, policy, plan.steps) : record.steps,
    nonce: parts.newNonce(),
  };
}

function sameReasons(one: RollbackRecord, other: RollbackRecord): boolean {
  return one.reasons.map(({ code }) => code).join() === other.reasons.map(({ code }) => code).join();
}

/** Somebody has to decide. What needs no decision any more is not left to them: it recovered, or was replaced. */
async function wait(parts: FlowParts, record: RollbackRecord, rules: Rules, signal: AbortSignal): Promise<void> {
  const { facts, guarded } = await examine(parts, record, rules, signal);
  const { now } = facts;
  if (guarded.kind === 'suppress') {
    await commit(parts, record, decide(record, guarded, judgedOf(parts, facts)));
    return;
  }
  if (record.until !== undefined && record.until <= now) {
    await commit(parts, record, expired(record, now));
    return;
  }
  if (isKnownBetter(record, facts.record)) {
    await commit(parts, record, learned(facts.record, guarded, judgedOf(parts, facts)));
    return;
  }
  const until = record.until ?? now + rules.policy.approvalMs;
  await escalate(parts, record, until - rules.policy.approvalMs, until);
}

function isKnownBetter({ deployment: before }: RollbackRecord, { deployment: now }: RollbackRecord): boolean {
  return now.id !== null && canonicalJson(now) !== canonicalJson(before);
}

/** Calls people, and then others, until somebody takes care of it. `since`: when somebody was needed first. */
async function escalate(
  parts: FlowParts,
  record: RollbackRecord,
  since: number,
  until: number | undefined,
): Promise<void> {
  const { messages, lookAt } = parts.notices.ofEscalation(record, since, parts.clock.now());
  const next = Math.min(lookAt ?? Infinity, until ?? Infinity);
  if (messages.length === 0 && next === Infinity) return;
  await parts.store.transaction(async (tx) => {
    for (const { message, dueAt } of messages) await tx.addMessage(message, dueAt);
    if (next < Infinity) await scheduleLook(tx, record, next);
  });
}

/** Names every target and persists it, unless the world changed since the decision. */
async function intend(parts: FlowParts, record: RollbackRecord, rules: Rules, signal: AbortSignal): Promise<void> {
  const examined = await examine(parts, record, rules, signal);
  const { plan, now } = examined.facts;
  const stopped = stoppedBy(parts, record, examined);
  if (stopped !== undefined) {
    await commit(parts, record, stopped);
    return;
  }
  if (plan.kind === 'unanswered' && now - (record.decidedAt ?? now) < rules.policy.approvalMs) {
    return lookAgain(parts, record, now + UNANSWERED_MS);
  }
  if (plan.kind !== 'planned') {
    await commit(parts, record, stepFailed(record, undefined, now, 'target_unknown', plan.reason));
    return;
  }
  await commitIntent(parts, record, intended(record, rules.policy, plan.steps, now), examined.concerned);
}

/** A hold that came while the targets were named counts: whoever placed it was told that it holds. */
async function commitIntent(
  parts: FlowParts,
  record: RollbackRecord,
  change: Change,
  concerned: Examined['concerned'],
): Promise<void> {
  await commit(parts, record, change, async (tx) => {
    const holds = await tx.holds(parts.clock.now());
    if (holds.some((hold) => concernsAny(hold, concerned))) throw new Outrun(record.id);
  });
}

const UNANSWERED_MS = 10_000;

/**
 * Between the decision and the intent somebody may have deployed another version, or placed a hold. What the gateway
 * decided itself is judged anew by all guards; what a person decided stands, but for these two.
 */
function stoppedBy(parts: FlowParts, record: RollbackRecord, { facts, guarded }: Examined): Change | undefined {
  if (record.approvedBy?.kind !== 'person') {
    return guarded.kind === 'act' ? undefined : decide(record, guarded, judgedOf(parts, facts));
  }
  if (replaced(record, facts.newest)) {
    const text = `${facts.newest?.version ?? ''} was deployed after it`;
    return suppressed(next(record, facts.now, {}), facts.now, [{ code: 'superseded', text }]);
  }
  const undecided = { ...record, approvedBy: undefined, decidedAt: undefined };
  // Such as a silence, of which whoever approved may not have known: somebody is asked anew when it has ended.
  if (facts.holds.length > 0 && (guarded.kind === 'defer' || guarded.kind === 'suppress')) {
    return decide(undecided, guarded, judgedOf(parts, facts));
  }
  const other = otherTargets(record, facts);
  if (other === undefined) return undefined;
  return decide(undecided, { kind: 'ask', reasons: [{ code: 'target_unknown', text: other }] }, judgedOf(parts, facts));
}

/** What would come back now, where that is not what whoever approved was shown. */
function otherTargets({ steps }: RollbackRecord, { record, policy, plan }: Facts): string | undefined {
  if (plan.kind !== 'planned') return undefined;
  const shown = targetsOf(steps);
  const now = targetsOf(stepsToCome(record, policy, plan.steps));
  return shown === '' || shown === now ? undefined : `what would come back is another than it was: ${now}`;
}

function targetsOf(steps: readonly StepRecord[]): string {
  return steps.flatMap(({ id, target }) => (target === undefined ? [] : [`${id}: ${target.text}`])).join('; ');
}

async function step(parts: FlowParts, record: RollbackRecord, rules: Rules, signal: AbortSignal): Promise<void> {
  const current = currentStep(record);
  const now = parts.clock.now();
  if (current === undefined) return;
  if (current.kind === 'recovery') return recover(parts, record, current, rules, signal);
  const adapter = parts.adapters.get(current.adapter);
  if (adapter === undefined) {
    await commit(
      parts,
      record,
      givenUp(record, current, now, 'step_failed', `the adapter "${current.adapter}" is not configured any more`),
    );
    return;
  }
  switch (current.state) {
    case 'pending':
      return current.kind === 'instances'
        ? void (await commit(parts, record, looking(record, current, rules.policy, now)))
        : call(parts, record, current, adapter, rules, signal);
    case 'triggering':
      return lookUp(parts, record, current, adapter, signal);
    case 'unknown':
      return resume(parts, record, current, adapter, signal);
    case 'triggered':
      return triggeredStep(parts, record, current, adapter, signal);
    case 'verifying':
      return verify(parts, record, current, adapter, signal);
    case 'succeeded':
    case 'failed':
      return;
  }
}

/** Without an id of the pipeline it is found by ours; where nothing can be found, whether it is live tells. */
async function triggeredStep(
  parts: FlowParts,
  record: RollbackRecord,
  current: StepRecord,
  adapter: Adapter,
  signal: AbortSignal,
): Promise<void> {
  const { externalId } = current;
  if (externalId !== undefined) return follow(parts, record, current, externalId, adapter, signal);
  if (adapter.searchable.kind === 'after') return lookUp(parts, record, current, adapter, signal);
  await commitOrLookAgain(parts, record, progressed(record, current, { kind: 'succeeded' }, parts.clock.now()));
}

/** The one place where something is sent: after the commit that says so, and never without it. */
async function call(
  parts: FlowParts,
  record: RollbackRecord,
  current: StepRecord,
  adapter: Adapter,
  { policy }: Rules,
  signal: AbortSignal,
): Promise<void> {
  const committed = await commit(parts, record, triggering(record, current, policy, parts.clock.now()));
  const sent = currentStep(committed);
  const intent = sent && intentOf(committed, sent);
  if (sent === undefined || intent === undefined) {
    await commit(
      parts,
      committed,
      stepFailed(committed, current, parts.clock.now(), 'step_failed', 'it has no explicit target'),
    );
    return;
  }
  const leftMs = Math.min(callMsOf(policy, sent), (sent.callEndsAt ?? 0) - SETTLE_MS - parts.clock.now());
  // A process that slept through its own time sends nothing: somebody else may be looking the outcome up by now.
  if (leftMs <= 0) return;
  const answer = await withinTime(adapter.trigger(intent, limited(signal, leftMs)), signal);
  parts.metrics.call(current.adapter, answer.kind);
  await withoutBeingOutrun(async () => {
    const present = await parts.store.transaction((tx) => tx.rollback(record.id));
    const still = present && currentStep(present);
    // Whoever looked it up meanwhile knows at least as much.
    if (present === undefined || still?.id !== sent.id || still.state !== 'triggering' || still.calls !== sent.calls)
      return;
    await commit(parts, present, called(present, still, answer, parts.clock.now()));
  });
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

const LOOK_LIMIT_MS = 30_000;

async function lookUp(
  parts: FlowParts,
  record: RollbackRecord,
  current: StepRecord,
  adapter: Adapter,
  signal: AbortSignal,
): Promise<void> {
  const now = parts.clock.now();
  // Until its time is over the process that persisted the call may be sending it.
  const mayBeSending = current.state === 'triggering' && current.callEndsAt !== undefined;
  const callEndsAt = current.callEndsAt ?? 0;
  if (mayBeSending && now < callEndsAt) {
    const anew = waitsAnew(record, current, callEndsAt, now);
    return anew === undefined ? lookAgain(parts, record, callEndsAt) : void (await commit(parts, record, anew));
  }
  const intent = intentOf(record, current);
  if (intent === undefined) return;
  const { searchable } = adapter;
  const found =
    searchable.kind === 'after'
      ? await adapter.find(intent, limited(signal, LOOK_LIMIT_MS))
      : ({ kind: 'none' } as const);
  await commit(parts, record, lookedUp(record, current, searchable, found, parts.clock.now()));
}

async function resume(
  parts: FlowParts,
  record: RollbackRecord,
  current: StepRecord,
  adapter: Adapter,
  signal: AbortSignal,
): Promise<void> {
  const intent = intentOf(record, current);
  const found =
    intent !== undefined && adapter.searchable.kind === 'after'
      ? await adapter.find(intent, limited(signal, LOOK_LIMIT_MS))
      : ({ kind: 'none' } as const);
  await commit(parts, record, resumed(record, current, found, parts.clock.now()));
}

async function follow(
  parts: FlowParts,
  record: RollbackRecord,
  current: StepRecord,
  externalId: string,
  adapter: Adapter,
  signal: AbortSignal,
): Promise<void> {
  const intent = intentOf(record, current);
  if (intent === undefined) return;
  const progress = await adapter.status(intent, externalId, limited(signal, LOOK_LIMIT_MS));
  await commitOrLookAgain(parts, record, progressed(record, current, progress, parts.clock.now()));
}

async function verify(
  parts: FlowParts,
  record: RollbackRecord,
  current: StepRecord,
  adapter: Adapter,
  signal: AbortSignal,
): Promise<void> {
  const intent = intentOf(record, current);
  if (intent === undefined) return;
  const live = await adapter.verify(intent, current.externalId, limited(signal, LOOK_LIMIT_MS));
  const change = verified(record, current, live, parts.clock.now());
  if ('again' in change) return lookAgain(parts, record, change.again);
  const deployment =
    live.kind === 'live' && current.kind === 'code' ? deploymentOf(record, current, parts.clock.now()) : undefined;
  await commit(parts, record, change, async (tx) => {
    if (deployment !== undefined) await tx.putDeployment(deployment, record.identityKey);
  });
}

async function recover(
  parts: FlowParts,
  record: RollbackRecord,
  current: StepRecord,
  { model, policy, sharedBy }: Rules,
  signal: AbortSignal,
): Promise<void> {
  const now = parts.clock.now();
  if (current.state === 'pending') {
    await commit(parts, record, recovering(record, policy, now));
    return;
  }
  const { facts } = await examine(parts, record, { model, policy, sharedBy }, signal);
  await commitOrLookAgain(parts, record, recovered(record, current, facts.assessment, parts.clock.now()));
}

async function commitOrLookAgain(parts: FlowParts, record: RollbackRecord, change: Change | Again): Promise<void> {
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
