import { hasEnded } from '@release-risk/contract/rollback';
import { canonicalJson } from '../canonicalJson.ts';
import { GATEWAY } from '../gatewayActor.ts';
import { StoreUnavailable } from '../store/store.ts';
import type { Change } from './change.ts';
import { commit, lookAgain, Outrun, scheduleLook, withoutBeingOutrun } from './commit.ts';
import { decide, expired, learned, next, undecided } from './decisions.ts';
import { deadLetter, givenUp, stepFailed } from './endings.ts';
import { enriched } from './enrich.ts';
import { examine, type Examined } from './examine.ts';
import { type Facts, inTheWay } from './guards.ts';
import { ownHolds } from './holdsNow.ts';
import { currentStep, intended, stepsToCome, targetsOf } from './intent.ts';
import { look } from './look.ts';
import { judgedOf } from './judgedOf.ts';
import type { FlowParts } from './parts.ts';
import { isOvertaken } from './past.ts';
import type { RollbackRecord } from './rollbackRecord.ts';
import { type Rules, rulesOfRecord } from './rules.ts';
import { workOnStep } from './workOnStep.ts';

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
      return workOnStep(parts, record, rules, signal);
    default:
      return;
  }
}

async function enrich(parts: FlowParts, record: RollbackRecord, rules: Rules, signal: AbortSignal): Promise<void> {
  const { record: known, assessment } = await look(parts, record, rules, signal);
  const { explore } = await parts.linksOf(rules.model, record.labels, assessment, signal);
  await commit(parts, record, enriched(known, assessment, explore, parts.clock.now()));
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
  await commitIntent(parts, record, intended(record, rules.policy, plan.steps, now), rules.sharedBy);
}

/**
 * A hold that came while the targets were named counts: whoever placed it was told that it holds. So does another
 * rollback of the service that was begun meanwhile.
 */
async function commitIntent(
  parts: FlowParts,
  record: RollbackRecord,
  change: Change,
  sharedBy: string | undefined,
): Promise<void> {
  await commit(parts, record, change, async (tx) => {
    const isSecond = await isOvertaken(tx, record);
    const holds = await ownHolds(tx, record, sharedBy, parts.clock.now());
    if (isSecond || holds.length > 0) throw new Outrun(record.id);
  });
}

const UNANSWERED_MS = 10_000;

/**
 * Between the decision and the intent somebody may have deployed another version, or placed a hold. What the gateway
 * decided itself is judged anew by all guards; what a person decided stands, but for what others do or decided, and
 * for targets that this person was not shown.
 */
function stoppedBy(parts: FlowParts, record: RollbackRecord, { facts, guarded }: Examined): Change | undefined {
  const anew = undecided(record);
  if (record.approvedBy?.kind !== 'person') {
    return guarded.kind === 'act' ? undefined : decide(anew, guarded, judgedOf(parts, facts));
  }
  // Of a silence whoever approved may not have known: somebody is asked anew when it has ended.
  const obstacle = inTheWay(facts);
  if (obstacle?.kind === 'suppress') return decide(record, obstacle, judgedOf(parts, facts));
  if (obstacle !== undefined) return decide(anew, obstacle, judgedOf(parts, facts));
  const other = otherTargets(record, facts);
  if (other === undefined) return undefined;
  return decide(anew, { kind: 'ask', reasons: [{ code: 'target_unknown', text: other }] }, judgedOf(parts, facts));
}

/** What would come back now, where that is not what whoever approved was shown. */
function otherTargets({ steps }: RollbackRecord, { record, policy, plan }: Facts): string | undefined {
  if (plan.kind !== 'planned') return undefined;
  const shown = targetsOf(steps);
  const now = targetsOf(stepsToCome(record, policy, plan.steps));
  if (shown === now) return undefined;
  return shown === ''
    ? `what comes back is known only now: ${now}`
    : `what would come back is another than it was: ${now}`;
}
