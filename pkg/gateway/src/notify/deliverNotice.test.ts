import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RollbackRecord } from '../flow/rollbackRecord.ts';
import { viewOf } from '../flow/view.ts';
import { openSqliteStore } from '../store/sqlite/sqliteStore.ts';
import type { OutboxMessage, Store } from '../store/store.ts';
import { storedRollback } from '../store/testing/storedRollback.ts';
import { deliverNotice, LONGEST_TRIED_MS, MOST_ATTEMPTS, type DeliveryParts } from './deliverNotice.ts';
import type { Notice, Notifier, Sent } from './notifier.ts';

const START = Date.UTC(2026, 10, 24, 10, 12);
const SENT: Sent = { kind: 'sent', thread: { ts: '1.0' } };

let folder: string;
let store: Store;
let now: number;
let sent: Notice[];
let outcomes: (Sent | (() => Promise<Sent>))[];
let delivered: [string, string][];
let warned: object[];

const notifier: Notifier = {
  kind: 'fake',
  async send(notice) {
    sent.push(notice);
    const outcome = outcomes.shift() ?? SENT;
    return typeof outcome === 'function' ? outcome() : outcome;
  },
};

const partsOf = (): DeliveryParts => ({
  store,
  notifiers: new Map([['team', notifier]]),
  viewOf: (record) => viewOf(record, null),
  pageOf: (id) => `https://grafana.example.com/a/releaserisk-app/rollbacks/${id}`,
  clock: { now: () => now, sleep: () => Promise.resolve() },
  random: () => 0.5,
  log: { warn: (facts) => void warned.push(facts) },
  metrics: { delivered: (channel, outcome) => void delivered.push([channel, outcome]) },
});

const deliver = (id = 'rb-1:team:ended-1', signal = new AbortController().signal) =>
  deliverNotice(partsOf(), id, signal);

async function enqueued(change: Partial<OutboxMessage> = {}): Promise<string> {
  const message: OutboxMessage = {
    id: 'rb-1:team:ended-1',
    rollbackId: 'rb-1',
    channel: 'team',
    kind: 'ended',
    state: 'waiting',
    attempts: 0,
    problem: undefined,
    createdAt: now,
    sentAt: undefined,
    ...change,
  };
  await store.transaction((tx) => tx.addMessage(message, now));
  return message.id;
}

const message = (id = 'rb-1:team:ended-1') => store.transaction((tx) => tx.message(id));
const threadOf = () => store.transaction((tx) => tx.thread('rb-1', 'team'));
const auditTexts = async () =>
  (await store.transaction((tx) => tx.audit('rb-1', { first: 100, newest: 0 }))).first.map(({ text }) => text);
const keep = (change: Partial<RollbackRecord> = {}) =>
  store.transaction((tx) => tx.addRollback(storedRollback({ createdAt: START, updatedAt: START, ...change })));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'notices-'));
  now = START;
  [sent, outcomes, delivered, warned] = [[], [], [], []];
  store = await openSqliteStore({ file: join(folder, 'gateway.db'), now: () => now, random: () => 0.5 });
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

describe('a message of the outbox', () => {
  it('is sent with the rollback as it stands now, and that is written down', async () => {
    await keep({ state: 'failed' });
    await enqueued();
    await deliver();
    expect(sent[0]).toMatchObject({
      id: 'rb-1:team:ended-1',
      kind: 'ended',
      rollback: { id: 'rb-1', state: 'failed' },
      thread: {},
      page: 'https://grafana.example.com/a/releaserisk-app/rollbacks/rb-1',
    });
    expect(await message()).toMatchObject({ state: 'sent', attempts: 1, sentAt: START });
    expect(await threadOf()).toEqual({ ts: '1.0' });
    expect(await auditTexts()).toEqual(['team was told how it ended']);
    expect(delivered).toEqual([['team', 'sent']]);
  });

  it('that was sent is not sent again', async () => {
    await keep();
    await enqueued();
    await deliver();
    await deliver();
    expect(sent).toHaveLength(1);
  });

  it('hands what the last one was sent as to the next', async () => {
    await keep();
    await enqueued();
    await enqueued({ id: 'second' });
    await deliver();
    await deliver('second');
    expect(sent[1]?.thread).toEqual({ ts: '1.0' });
  });

  it('that only brings something up to date leaves no line in the story', async () => {
    await keep();
    await enqueued({ kind: 'state' });
    await deliver();
    expect(await auditTexts()).toEqual([]);
  });

  it.each(['gone', 'fax'])('to a channel that is no longer configured is refused: %s', async (channel) => {
    await keep();
    await enqueued({ channel });
    await deliver();
    expect(await message()).toMatchObject({ state: 'refused' });
    expect(await auditTexts()).toEqual([expect.stringContaining(`no channel "${channel}"`)]);
  });

  it('that nobody knows is nothing to do', async () => {
    await deliver('unknown');
    expect(delivered).toEqual([]);
  });

  it('holds no transaction open while it is sent', async () => {
    await keep();
    await enqueued();
    outcomes.push(async () => {
      await store.transaction((tx) => tx.putFact('meanwhile', 'written'));
      return SENT;
    });
    await deliver();
    expect(await store.transaction((tx) => tx.fact('meanwhile'))).toBe('written');
    expect(await message()).toMatchObject({ state: 'sent' });
  });

  it('keeps the address of the ticket with the rollback, once', async () => {
    await keep();
    await enqueued();
    await enqueued({ id: 'second' });
    outcomes.push({ kind: 'sent', thread: { key: 'OPS-7', url: 'https://jira.example.com/browse/OPS-7' } });
    outcomes.push({ kind: 'sent', thread: { key: 'OPS-8', url: 'https://jira.example.com/browse/OPS-8' } });
    await deliver();
    await deliver('second');
    const record = await store.transaction((tx) => tx.rollback('rb-1'));
    expect(record).toMatchObject({ revision: 2, links: { ticket: 'https://jira.example.com/browse/OPS-7' } });
    expect(record?.decision).toEqual({ nonce: 'n', revision: 1 });
  });
});

describe('a message that could not be sent', () => {
  it('is tried again with growing distance, never before it was asked for', async () => {
    await keep();
    await enqueued();
    for (const afterMs of [undefined, undefined, 90_000, 1e12])
      outcomes.push({ kind: 'later', afterMs, reason: 'busy' });
    const due: number[] = [];
    const parts = partsOf();
    const watched: Store = {
      ...storeOf(store),
      transaction: (work) => store.transaction((tx) => work(watching(tx, (at) => due.push(at - now)))),
    };
    for (let attempt = 0; attempt < 4; attempt++) {
      await deliverNotice({ ...parts, store: watched }, 'rb-1:team:ended-1', new AbortController().signal);
    }
    expect(due).toEqual([2000, 4000, 90_000, 3_600_000]);
    expect(await message()).toMatchObject({ state: 'waiting', attempts: 4, problem: 'busy' });
    expect(await auditTexts()).toEqual([]);
  });

  it('is refused for good where the other side says so', async () => {
    await keep();
    await enqueued();
    outcomes.push({ kind: 'refused', reason: 'channel_not_found\r\nBcc: x' });
    await deliver();
    expect(await message()).toMatchObject({ state: 'refused', problem: 'channel_not_found Bcc: x' });
    expect(await auditTexts()).toEqual(['team was not told: channel_not_found Bcc: x']);
    expect(warned).toHaveLength(1);
  });

  it.each([
    ['after as many attempts as are enough', { attempts: MOST_ATTEMPTS - 1 }, 0],
    ['after a day', { attempts: 3 }, LONGEST_TRIED_MS],
  ])('is given up %s, and the story says so', async (_, change, later) => {
    await keep();
    await enqueued(change);
    now += later;
    outcomes.push({ kind: 'later', afterMs: undefined, reason: 'no answer' });
    await deliver();
    expect(await message()).toMatchObject({ state: 'given up', problem: 'no answer' });
    expect(await auditTexts()).toEqual([expect.stringMatching(/^team was not told, after \d+ attempts: no answer$/)]);
    expect(delivered).toEqual([['team', 'given up']]);
  });

  it('by a fault of ours is neither lost nor endless', async () => {
    await keep();
    await enqueued();
    outcomes.push(() => Promise.reject(new TypeError('x is undefined')));
    await deliver();
    expect(await message()).toMatchObject({ state: 'waiting', attempts: 1, problem: 'x is undefined' });
  });

  it('because the gateway stops is sent again under the same id', async () => {
    await keep();
    await enqueued();
    const stop = new AbortController();
    outcomes.push(() => {
      stop.abort(new Error('shutting down'));
      return Promise.reject(new Error('aborted'));
    });
    await expect(deliver(undefined, stop.signal)).rejects.toThrow('shutting down');
    expect(await message()).toMatchObject({ state: 'waiting', attempts: 0 });
    await deliver();
    expect(sent.map(({ id }) => id)).toEqual(['rb-1:team:ended-1', 'rb-1:team:ended-1']);
    expect(await message()).toMatchObject({ state: 'sent' });
  });
});

describe('two messages of one rollback to one channel', () => {
  it('go one after the other, whoever sends them', async () => {
    await keep();
    await enqueued();
    await enqueued({ id: 'second' });
    outcomes.push(async () => {
      await deliver('second');
      expect(sent).toHaveLength(1);
      return SENT;
    });
    await deliver();
    expect(await message('second')).toMatchObject({ state: 'waiting', attempts: 0 });
    await deliver('second');
    expect(sent.map(({ id, thread }) => [id, thread])).toEqual([
      ['rb-1:team:ended-1', {}],
      ['second', { ts: '1.0' }],
    ]);
  });

  it('do not wait for ever for a process that died', async () => {
    await keep();
    await enqueued();
    await enqueued({ id: 'second' });
    const stop = new AbortController();
    outcomes.push(() => {
      stop.abort(new Error('killed'));
      return Promise.reject(new Error('killed'));
    });
    await expect(deliver(undefined, stop.signal)).rejects.toThrow('killed');
    await deliver('second');
    expect(sent).toHaveLength(1);
    now += 6 * 60_000;
    await deliver('second');
    expect(sent).toHaveLength(2);
  });
});

describe('a call to somebody', () => {
  it.each<[string, OutboxMessage['kind'], Partial<RollbackRecord>]>([
    ['the question was decided meanwhile', 'ask', { state: 'approved' }],
    [
      'somebody takes care',
      'escalate',
      { state: 'awaiting_approval', acknowledgedBy: { kind: 'person', id: 'grafana:7', name: 'Grace' } },
    ],
    ['it ended well', 'escalate', { state: 'succeeded' }],
  ])('is not made any more where %s', async (_, kind, change) => {
    await keep(change);
    await enqueued({ kind });
    await deliver();
    expect(sent).toEqual([]);
    expect(await message()).toMatchObject({ state: 'refused', problem: expect.stringContaining('overtaken') });
  });

  it.each<[OutboxMessage['kind'], RollbackRecord['state']]>([
    ['ask', 'awaiting_approval'],
    ['escalate', 'awaiting_approval'],
    ['escalate', 'unknown'],
  ])('is made for %s while it is %s', async (kind, state) => {
    await keep({ state });
    await enqueued({ kind });
    await deliver();
    expect(sent).toHaveLength(1);
  });
});

describe('the queue', () => {
  it('delivers by itself, again after what passes', async () => {
    await keep();
    outcomes.push({ kind: 'later', afterMs: undefined, reason: 'busy' });
    await store.close();
    store = await openSqliteStore({ file: join(folder, 'gateway.db'), now: () => (now += 1500), random: () => 0.5 });
    const stopped = await store.work(async (job, signal) => deliverNotice(partsOf(), job.id, signal), {
      concurrency: 2,
    });
    await enqueued();
    await expect.poll(async () => (await message())?.state, { interval: 20, timeout: 10_000 }).toBe('sent');
    await stopped();
    expect(sent).toHaveLength(2);
  });
});

type Transaction = Parameters<Parameters<Store['transaction']>[0]>[0];

/** Methods of a class do not survive a spread. */
function storeOf(inner: Store): Omit<Store, 'transaction'> {
  return {
    kind: inner.kind,
    accept: (deliveries) => inner.accept(deliveries),
    work: (handler, options) => inner.work(handler, options),
    counts: () => inner.counts(),
    forget: (retention) => inner.forget(retention),
    firstBrokenAudit: () => inner.firstBrokenAudit(),
    problem: () => inner.problem(),
    close: () => inner.close(),
  };
}

function watching(tx: Transaction, scheduled: (at: number) => void): Transaction {
  return new Proxy(tx, {
    get(target, name) {
      if (name === 'schedule') {
        return (job: Parameters<Transaction['schedule']>[0], at: number) => {
          scheduled(at);
          return target.schedule(job, at);
        };
      }
      const member: unknown = Reflect.get(target, name);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}

describe('What came to nothing', () => {
  const recovered = { state: 'suppressed', reasons: [{ code: 'recovered', text: 'calm' }] } as const;

  it.each([
    ['is no news to a channel that never heard of it', recovered, {}, 0],
    ['is told where it was told of before', recovered, { ts: '1.0' }, 1],
    [
      'is told of what was only observed',
      { state: 'suppressed', reasons: [{ code: 'observe_mode', text: 'otherwise: rolled back' }] } as const,
      {},
      1,
    ],
  ])('%s', async (_, record, thread, messages) => {
    await keep(record);
    await store.transaction((tx) => tx.putThread('rb-1', 'team', thread));
    await deliver(await enqueued({ kind: 'state' }));
    expect(sent).toHaveLength(messages);
    expect((await message())?.state).toBe(messages === 0 ? 'refused' : 'sent');
  });
});
