import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import type { AnswerOf } from '@release-risk/contract/gatewayApi';
import type { Hold, NewHold } from '@release-risk/contract/hold';
import {
  type Actor,
  hasCallsToCome,
  hasEnded,
  isUnderWay,
  OPEN_STATES,
  type Rollback,
  type RollbackDetail,
  type RollbackState,
} from '@release-risk/contract/rollback';
import type { Identity, RiskModel } from '@release-risk/model/model';
import { GatewayError } from '../errors.ts';
import { GATEWAY } from '../gatewayActor.ts';
import type { Operations } from '../http/operations.ts';
import { deliveryIdOf } from '../intake/deliveryId.ts';
import type { Alert } from '../intake/alert.ts';
import type { Delivery, StoreTransaction } from '../store/store.ts';
import type { Change, Told } from './change.ts';
import { notReplaced } from './alerted.ts';
import { addAudit, commitChange, withoutBeingOutrun } from './commit.ts';
import { next } from './decisions.ts';
import { deployedLabels, identityKeyOf } from './identityKey.ts';
import { holdsRelease } from './holdsRelease.ts';
import type { FlowParts } from './parts.ts';
import * as persons from './persons.ts';
import type { RollbackRecord } from './rollbackRecord.ts';
import { rulesOfRecord } from './rules.ts';
import { isUntouched } from './untouched.ts';
import { verdictOf } from './verdictOf.ts';
import { detailOf, SHOWN_OF_STORY } from './view.ts';

/** What the operations need beside the flow. */
export interface OperationParts extends FlowParts {
  readonly models: () => readonly RiskModel[];
  readonly view: (record: RollbackRecord) => Rollback;
  readonly report: (detail: RollbackDetail, format: 'markdown' | 'html') => string;
  readonly reconcileSoon: () => void;
  readonly newId: () => string;
  readonly problems: () => Promise<readonly string[]>;
  /** Ends the process's requests. */
  readonly stopped: AbortSignal;
}

/** The operations behind the routes. */
export function flowOperations(parts: OperationParts): Operations {
  const { store, clock, view } = parts;
  return {
    accept: (source, alerts) => acceptAlerts(parts, source, alerts),
    reconcileSoon: parts.reconcileSoon,
    putDeployment: (record) => putDeployment(parts, record),
    deployments: (labels, limit) => store.transaction((tx) => tx.deployments(keyOf(parts, labels), limit)),
    async rollbacks({ state, labels, limit, before }) {
      const states = state === undefined ? undefined : state === 'open' ? OPEN_STATES : [state];
      const found = await store.transaction((tx) =>
        tx.rollbacks({
          labels,
          // One more tells whether there are others.
          limit: limit + 1,
          ...(states === undefined ? {} : { states }),
          ...(before === undefined ? {} : { before }),
        }),
      );
      const shown = found.slice(0, limit);
      return { rollbacks: shown.map(view), next: found.length > limit ? (shown.at(-1)?.id ?? null) : null };
    },
    rollback: (id) => detail(parts, id),
    async report(id, format) {
      const found = await detail(parts, id);
      return parts.report(found, format);
    },
    approve: (id, decision, by, knownAs) =>
      decideUpon(parts, id, (record, now, holds) =>
        unlessHeld(parts, record, persons.approve(record, decision, by, now, knownAs), holds),
      ),
    reject: (id, decision, by) => decideUpon(parts, id, (record, now) => persons.reject(record, decision, by, now)),
    acknowledge: (id, note, by) => decideUpon(parts, id, (record, now) => persons.acknowledge(record, note, by, now)),
    async note(id, text, by) {
      await store.transaction(async (tx) => {
        await found(tx, id);
        await addAudit(tx, id, { kind: 'note', by, text }, clock.now());
      });
      return detail(parts, id);
    },
    retry: (id, wanted, by, knownAs) =>
      decideUpon(parts, id, (record, now) => persons.retry(record, wanted, by, now, knownAs)),
    holds: () => store.transaction((tx) => tx.holds(clock.now())),
    hold: (wanted, by) => hold(parts, wanted, by),
    endHold: (id, by) => endHold(parts, id, by),
    verdict: (asked) => verdictOf(parts, asked),
    problems: parts.problems,
  };
}

/** Takes alerts in, each a delivery of its own, and resolves once they are on disk. */
export async function acceptAlerts(
  { store, clock }: Pick<FlowParts, 'store' | 'clock'>,
  source: Delivery['source'],
  alerts: readonly Alert[],
): Promise<AnswerOf<'grafanaAlerts'>> {
  const receivedAt = clock.now();
  const added = await store.accept(
    alerts.map((alert) => ({ id: deliveryIdOf(alert), source, receivedAt, body: JSON.stringify(alert) })),
  );
  return { accepted: added.size, known: alerts.length - added.size };
}

/** Labels beyond those that the model knows a service by do not tell deployments apart. */
function keyOf(parts: OperationParts, labels: Identity): string {
  const model = modelOfLabels(parts, labels);
  if (model === undefined) return identityKeyOf(labels);
  const identity = Object.fromEntries(model.identity.labels.map((label) => [label, labels[label] ?? '']));
  return identityKeyOf(deployedLabels(identity, parts.rulesOf(model, identity).sharedBy));
}

/** Of several that could be meant the one that tells services apart best. */
function modelOfLabels(parts: OperationParts, labels: Identity): RiskModel | undefined {
  const able = parts.models().filter(({ identity }) => identity.labels.every((label) => labels[label] !== undefined));
  return able.reduce<RiskModel | undefined>(
    (best, one) => (best === undefined || one.identity.labels.length > best.identity.labels.length ? one : best),
    undefined,
  );
}

async function putDeployment(
  parts: OperationParts,
  record: DeploymentRecord,
): Promise<'created' | 'updated' | 'unchanged'> {
  const { store, clock } = parts;
  const identityKey = keyOf(parts, record.labels);
  const put = () =>
    store.transaction(async (tx) => {
      const written = await tx.putDeployment(record, identityKey);
      if (written === 'unchanged') return written;
      const text = `Deployment ${record.id} of ${record.version} ${record.outcome ?? 'began'}`;
      await addAudit(tx, undefined, { kind: 'deployment', by: GATEWAY, text, data: { record } }, clock.now());
      // What waits may be about another version now, or learn which deployment it is about.
      for (const { id } of await tx.rollbacks({ identityKey, states: ['deferred', 'awaiting_approval'], limit: 50 })) {
        await tx.schedule({ kind: 'rollback', id }, clock.now());
      }
      if (record.outcome === 'failed') await judgeReplacedAnew(parts, tx, identityKey, record.version);
      return written;
    });
  return withoutBeingOutrun(put);
}

async function judgeReplacedAnew(
  parts: OperationParts,
  tx: StoreTransaction,
  identityKey: string,
  version: string,
): Promise<void> {
  for (const record of await tx.rollbacks({ identityKey, states: ['suppressed'], limit: 50 })) {
    const change = notReplaced(record, version, parts.clock.now());
    if (change !== undefined) await commitChange(parts, tx, record, change);
  }
}

async function found(tx: StoreTransaction, id: string): Promise<RollbackRecord> {
  const record = await tx.rollback(id);
  if (record === undefined) throw new GatewayError({ code: 'GW104', what: `rollback "${id.slice(0, 40)}"` });
  return record;
}

async function detail({ store, view }: OperationParts, id: string): Promise<RollbackDetail> {
  return store.transaction(async (tx) => {
    const record = await found(tx, id);
    return detailOf(view(record), await tx.audit(id, SHOWN_OF_STORY));
  });
}

/** Whoever commits first wins; the others are told what it is now. */
async function decideUpon(
  parts: OperationParts,
  id: string,
  make: (record: RollbackRecord, now: number, holds: readonly Hold[]) => Change,
): Promise<Rollback> {
  const { store, clock, view, metrics } = parts;
  const written = await withoutBeingOutrun(() =>
    store.transaction(async (tx) => {
      const now = clock.now();
      const record = await found(tx, id);
      return commitChange(parts, tx, record, make(record, now, await tx.holds(now)));
    }),
  );
  if (hasEnded(written.state)) metrics.ended(written.state);
  return view(written);
}

function unlessHeld(parts: OperationParts, record: RollbackRecord, change: Change, holds: readonly Hold[]): Change {
  const holding = holds.find((one) => concernsRecord(parts, one, record));
  if (holding === undefined) return change;
  throw new GatewayError({
    code: 'GW105',
    problem: `${holding.by.name} holds it until ${holding.until}: ${holding.reason}`,
    remedy: 'End the hold first.',
  });
}

function concernsRecord(parts: OperationParts, hold: Hold, record: RollbackRecord): boolean {
  return holdsRelease(hold, record.labels, rulesOfRecord(parts, record)?.sharedBy);
}

async function hold(parts: OperationParts, { labels, reason, until }: NewHold, by: Actor): Promise<Hold> {
  const { store, clock, newId } = parts;
  const now = clock.now();
  if (Date.parse(until) <= now) throw new GatewayError({ code: 'GW101', problem: 'until: is in the past' });
  const made: Hold = { id: newId(), labels, reason, by, from: new Date(now).toISOString(), until, source: 'gateway' };
  const place = () =>
    store.transaction(async (tx) => {
      await tx.addHold(made);
      await tellHeld(parts, tx, made, { kind: 'held', by, text: `Held until ${until}: ${reason}` }, now);
    });
  await withoutBeingOutrun(place);
  return made;
}

async function endHold(parts: OperationParts, id: string, by: Actor): Promise<readonly Hold[]> {
  const { store, clock } = parts;
  const end = () =>
    store.transaction(async (tx) => {
      const now = clock.now();
      const ending = (await tx.holds(now)).find((one) => one.id === id);
      if (ending === undefined || !(await tx.endHold(id, now))) {
        throw new GatewayError({ code: 'GW104', what: `hold "${id.slice(0, 40)}" now` });
      }
      const text = `The hold ended early: ${ending.reason}`;
      await tellHeld(parts, tx, ending, { kind: 'hold_ended', by, text }, now);
      return tx.holds(now);
    });
  return withoutBeingOutrun(end);
}

/** Every rollback that a hold concerns tells of it and is judged again. */
async function tellHeld(
  parts: OperationParts,
  tx: StoreTransaction,
  held: Hold,
  line: { readonly kind: string; readonly by: Actor; readonly text: string },
  now: number,
): Promise<void> {
  const data = { hold: held };
  const concerned = (await openRollbacks(tx)).filter((record) => concernsRecord(parts, held, record));
  if (concerned.length === 0) await addAudit(tx, undefined, { ...line, data }, now);
  for (const record of concerned) {
    const told: Told = { ...line, text: `${line.text}${lateness(record)}`, data };
    if (ALREADY_CALLED.includes(record.state)) {
      await addAudit(tx, record.id, told, now);
    } else if (isUnderWay(record.state)) {
      // Of a call that looked for holds before, and of this one, whichever commits second is outrun and looks again.
      await commitChange(parts, tx, record, {
        record: next(record, now, {}),
        told: [told],
        notice: undefined,
        dueAt: now,
      });
    } else {
      await addAudit(tx, record.id, told, now);
      await tx.schedule({ kind: 'rollback', id: record.id }, now);
    }
  }
}

/** However many there are: whoever places a hold is told of each that it holds. */
async function openRollbacks(tx: StoreTransaction): Promise<readonly RollbackRecord[]> {
  const open: RollbackRecord[] = [];
  for (;;) {
    const last = open.at(-1);
    const page = await tx.rollbacks({ states: OPEN_STATES, limit: OPEN_AT_ONCE, ...(last && { before: last.id }) });
    open.push(...page);
    if (page.length < OPEN_AT_ONCE) return open;
  }
}

const OPEN_AT_ONCE = 200;

/** A pipeline is at it, or was. */
const ALREADY_CALLED: readonly RollbackState[] = ['triggering', 'triggered', 'verifying'];

/** What a hold cannot stop any more. */
function lateness(record: RollbackRecord): string {
  if (!isUnderWay(record.state) || isUntouched(record)) return '';
  return hasCallsToCome(record.steps) ? ' (what was called already goes on)' : ' (everything was called already)';
}
