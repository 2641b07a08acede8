import type { Rollback } from '@release-risk/contract/rollback';
import type { Clock } from '@release-risk/query/transport';
import { oneLine } from '@release-risk/model/oneLine';
import type { RollbackRecord } from '../flow/rollbackRecord.ts';
import { GATEWAY } from '../gatewayActor.ts';
import type { AuditEntry, OutboxMessage, Store, StoreTransaction } from '../store/store.ts';
import { needsSomebody } from './message.ts';
import { NOTICE_KINDS, type Notice, type NoticeKind, type Notifier, type Sent } from './notifier.ts';
import { lease, leaseHeldBy, withoutLease } from './threadLease.ts';
import { waitBefore } from './redelivery.ts';

export interface DeliveryParts {
  readonly store: Store;
  /** By the name of the channel. */
  readonly notifiers: ReadonlyMap<string, Notifier>;
  readonly viewOf: (record: RollbackRecord) => Rollback;
  /** Address of a rollback's page for people. */
  readonly pageOf: (rollbackId: string) => string | undefined;
  readonly clock: Clock;
  /** 0 <= x < 1 */
  readonly random: () => number;
  readonly log: { warn(facts: object, message: string): void };
  readonly metrics: { delivered(channel: string, outcome: Sent['kind'] | 'given up'): void };
}

/** How often, and for how long, one message is tried. */
export const MOST_ATTEMPTS = 40;
export const LONGEST_TRIED_MS = 24 * 3_600_000;
const LONGEST_REASON = 500;
/** `team was told ...`: what a message is about, for the story. */
const TOLD_WHAT: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ask: 'that somebody has to decide',
    started: 'that it began',
    ended: 'how it ended',
    trouble: 'that a person is needed',
    escalate: 'that nobody has taken care of it',
    state: 'how it stands',
  } satisfies Record<NoticeKind, string>),
);
/** Another message of the same rollback is on its way to the same channel: soon it is through. */
const BUSY_MS = 1000;

type Prepared =
  | { readonly kind: 'over' }
  | { readonly kind: 'orphan'; readonly message: OutboxMessage }
  | { readonly kind: 'ready'; readonly message: OutboxMessage; readonly notice: Notice };

/**
 * Works on one message of the outbox: reads it and its rollback as it stands now, sends, and writes what became of it.
 * No transaction is open while it sends. Messages of one rollback go to one channel one after the other, whichever
 * process sends them. What cannot be delivered is tried again with growing distance, and in the end written down.
 * Rejects where the store cannot commit, or `signal` aborts; then it is sent again under the same id.
 */
export async function deliverNotice(parts: DeliveryParts, messageId: string, signal: AbortSignal): Promise<void> {
  const prepared = await parts.store.transaction((tx) => prepare(parts, tx, messageId));
  if (prepared.kind === 'over') return;
  const outcome: Sent =
    prepared.kind === 'orphan'
      ? { kind: 'refused', reason: `there is no channel "${prepared.message.channel}", or no rollback to tell of` }
      : await send(parts, prepared.notice, prepared.message.channel, signal);
  const ended = await parts.store.transaction((tx) => settle(parts, tx, prepared.message, outcome));
  parts.metrics.delivered(prepared.message.channel, ended);
  if (outcome.kind !== 'sent') {
    const { channel, rollbackId } = prepared.message;
    parts.log.warn(
      { channel, rollback: rollbackId, outcome: ended, reason: outcome.reason },
      'A message was not delivered',
    );
  }
}

async function prepare(parts: DeliveryParts, tx: StoreTransaction, messageId: string): Promise<Prepared> {
  const message = await tx.message(messageId);
  if (message?.state !== 'waiting') return { kind: 'over' };
  const record = await tx.rollback(message.rollbackId);
  const kind = NOTICE_KINDS.find((known) => known === message.kind);
  if (record === undefined || kind === undefined || !parts.notifiers.has(message.channel)) {
    return { kind: 'orphan', message };
  }
  const now = parts.clock.now();
  if (isOvertaken(kind, record)) {
    await tx.replaceMessage({ ...message, state: 'refused', problem: 'overtaken: nobody is asked any more' });
    return { kind: 'over' };
  }
  const thread = await tx.thread(record.id, message.channel);
  if (kind === 'state' && isNoNews(record, thread)) {
    await tx.replaceMessage({ ...message, state: 'refused', problem: 'no news: this channel never heard of it' });
    return { kind: 'over' };
  }
  const holder = leaseHeldBy(thread, now);
  if (holder !== undefined && holder !== message.id) {
    await tx.schedule({ kind: 'notice', id: message.id }, now + BUSY_MS);
    return { kind: 'over' };
  }
  await tx.putThread(record.id, message.channel, lease(thread, message.id, now));
  return { kind: 'ready', message, notice: noticeOf(parts, message.id, kind, record, thread) };
}

/** What calls somebody, and came to be sent only after nobody is needed for it: other messages tell how it went on. */
function isOvertaken(kind: NoticeKind, { state, acknowledgedBy }: RollbackRecord): boolean {
  if (kind === 'ask') return state !== 'awaiting_approval';
  return kind === 'escalate' && (acknowledgedBy !== undefined || !needsSomebody(state));
}

/** It came to nothing, and this channel was never told that it could come to something. What was observed is news. */
function isNoNews({ state, reasons }: RollbackRecord, thread: Readonly<Record<string, string>>): boolean {
  const isObserved = reasons.some(({ code }) => code === 'observe_mode');
  return state === 'suppressed' && !isObserved && Object.keys(withoutLease(thread)).length === 0;
}

function noticeOf(
  { viewOf, pageOf }: DeliveryParts,
  id: string,
  kind: NoticeKind,
  record: RollbackRecord,
  thread: Readonly<Record<string, string>>,
): Notice {
  return { id, kind, rollback: viewOf(record), thread: withoutLease(thread), page: pageOf(record.id) };
}

async function send(parts: DeliveryParts, notice: Notice, channel: string, signal: AbortSignal): Promise<Sent> {
  const notifier = parts.notifiers.get(channel);
  if (notifier === undefined) return { kind: 'refused', reason: `there is no channel "${channel}"` };
  try {
    return await notifier.send(notice, signal);
  } catch (error) {
    signal.throwIfAborted();
    // A fault of ours: it must neither be lost nor be tried for ever.
    return { kind: 'later', afterMs: undefined, reason: error instanceof Error ? error.message : String(error) };
  }
}

async function settle(
  parts: DeliveryParts,
  tx: StoreTransaction,
  before: OutboxMessage,
  outcome: Sent,
): Promise<Sent['kind'] | 'given up'> {
  const now = parts.clock.now();
  const message = { ...before, attempts: before.attempts + 1 };
  const { rollbackId, channel } = message;
  const thread = withoutLease(await tx.thread(rollbackId, channel));
  if (outcome.kind === 'sent') {
    await tx.putThread(rollbackId, channel, outcome.thread);
    await tx.replaceMessage({ ...message, state: 'sent', problem: undefined, sentAt: now });
    await keepTicket(tx, rollbackId, outcome.thread['url'], now);
    if (message.kind !== 'state')
      await tx.addAudit(
        told(message, now, 'notified', `${channel} was told ${TOLD_WHAT.get(message.kind) ?? message.kind}`),
      );
    return 'sent';
  }
  await tx.putThread(rollbackId, channel, thread);
  const problem = oneLine(outcome.reason, LONGEST_REASON);
  if (outcome.kind === 'refused') {
    await tx.replaceMessage({ ...message, state: 'refused', problem });
    await tx.addAudit(told(message, now, 'not notified', `${channel} was not told: ${problem}`));
    return 'refused';
  }
  const wait = waitBefore(message.attempts, outcome.afterMs, parts.random());
  if (message.attempts >= MOST_ATTEMPTS || now + wait > message.createdAt + LONGEST_TRIED_MS) {
    await tx.replaceMessage({ ...message, state: 'given up', problem });
    const text = `${channel} was not told, after ${String(message.attempts)} attempts: ${problem}`;
    await tx.addAudit(told(message, now, 'not notified', text));
    return 'given up';
  }
  await tx.replaceMessage({ ...message, problem });
  await tx.schedule({ kind: 'notice', id: message.id }, now + wait);
  return 'later';
}

function told(
  { rollbackId, id, channel, kind, attempts }: OutboxMessage,
  at: number,
  what: string,
  text: string,
): AuditEntry {
  return { rollbackId, at, kind: what, by: GATEWAY, text, data: { message: id, channel, kind, attempts } };
}

/** The ticket's address belongs to the rollback: everybody else shows it. */
async function keepTicket(
  tx: StoreTransaction,
  rollbackId: string,
  url: string | undefined,
  now: number,
): Promise<void> {
  if (url === undefined) return;
  const record = await tx.rollback(rollbackId);
  if (record === undefined || record.links.ticket !== null) return;
  const links = { ...record.links, ticket: url };
  const changed = { ...record, links, revision: record.revision + 1, updatedAt: Math.max(now, record.updatedAt) };
  await tx.replaceRollback(changed, record.revision);
}
