import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import type { Hold } from '@release-risk/contract/hold';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  StoreUnavailable,
  type AuditEntry,
  type Delivery,
  type Job,
  type OutboxMessage,
  type Store,
} from '../store.ts';
import { storedRollback } from './storedRollback.ts';
import { openDatabase, type Database, type OpenOptions, type StoreUnderTest } from './storeUnderTest.ts';

const GRACE = { kind: 'person', id: 'grafana:7', name: 'Grace' } as const;
const HOSTILE = `'"; DROP TABLE audit; -- \u0000 \ud800 \u2028 %_ 🚀`;
const LATER = { timeout: 8000, interval: 5 };

const delivery = (id: string): Delivery => ({ id, source: 'grafana', receivedAt: 5, body: '{"alerts":["ä🚀"]}' });
const entry = (text: string, change: Partial<AuditEntry> = {}): AuditEntry => ({
  rollbackId: 'rb-1',
  at: 7,
  kind: 'note',
  by: GRACE,
  text,
  data: { b: 1, a: { d: [1, null], c: 'x' } },
  ...change,
});
const hold = (id: string, from: number, until: number): Hold => ({
  id,
  labels: { service: 'lead-bot' },
  reason: 'freeze',
  by: GRACE,
  from: new Date(from).toISOString(),
  until: new Date(until).toISOString(),
  source: 'gateway',
});
const deployment = (id: string, minute: number, change: Partial<DeploymentRecord> = {}): DeploymentRecord => ({
  apiVersion: 'releaserisk/deployment/v1',
  id,
  labels: { service: 'lead-bot' },
  version: `1.${minute}`,
  startedAt: new Date(minute * 60_000).toISOString(),
  kind: 'deploy',
  migrations: 'none',
  ...change,
});
const message = (id: string, change: Partial<OutboxMessage> = {}): OutboxMessage => ({
  id,
  rollbackId: 'rb-1',
  channel: 'slack',
  kind: 'asked',
  state: 'waiting',
  attempts: 0,
  problem: undefined,
  createdAt: 1,
  sentAt: undefined,
  ...change,
});
const whole = { first: 1_000, newest: 0 };
const job = (id: string): Job => ({ kind: 'rollback', id });

/** What every store keeps to. */
export function describeStore(name: string, tested: StoreUnderTest): void {
  describe(name, () => {
    let database: Database;
    let store: Store;
    const stores: Store[] = [];

    const open = async (options?: OpenOptions): Promise<Store> => {
      const opened = await openDatabase(database, options);
      stores.push(opened);
      return opened;
    };
    beforeEach(async () => {
      database = await tested.fresh();
      store = await open();
    });
    afterEach(async () => {
      await Promise.all(stores.splice(0).map((each) => each.close()));
    });

    describe('deliveries', () => {
      it('are new once, also within one call and across calls of one moment', async () => {
        const answers = await Promise.all([
          store.accept([delivery('a'), delivery('b'), delivery('a')]),
          store.accept([delivery('b'), delivery('c')]),
          store.accept([]),
        ]);
        expect(answers.map((fresh) => [...fresh].sort())).toEqual([['a', 'b'], ['c'], []]);
        expect(await store.accept([delivery('a'), delivery('d')])).toEqual(new Set(['d']));
      });

      it('are new to one of several processes', async () => {
        const other = await open();
        const answers = await Promise.all(
          Array.from({ length: 40 }, (_, index) =>
            (index % 2 === 0 ? store : other).accept([delivery(`x${index % 4}`)]),
          ),
        );
        expect(answers.flatMap((fresh) => [...fresh]).sort()).toEqual(['x0', 'x1', 'x2', 'x3']);
      });

      it('are read as they came, and are worked on once', async () => {
        await store.accept([delivery('a')]);
        expect(await store.transaction((tx) => tx.delivery('a'))).toEqual(delivery('a'));
        expect(await store.transaction((tx) => tx.delivery('b'))).toBeUndefined();
        expect((await store.counts()).deliveriesWaiting).toBe(1);
        const seen: Job[] = [];
        const stop = await store.work(
          async (each) => {
            seen.push(each);
            await store.transaction((tx) => tx.endDelivery(each.id, HOSTILE, 9));
          },
          { concurrency: 2 },
        );
        await vi.waitFor(async () => expect((await store.counts()).deliveriesWaiting).toBe(0), LATER);
        await store.accept([delivery('a')]);
        await stop();
        expect(seen).toEqual([{ kind: 'delivery', id: 'a' }]);
      });

      it('do not suffer for one beside them that cannot be stored', async () => {
        const bad = { ...delivery('bad'), receivedAt: Number.MAX_VALUE };
        const [good] = await Promise.allSettled([store.accept([delivery('good')]), store.accept([bad])]);
        expect(good).toEqual({ status: 'fulfilled', value: new Set(['good']) });
      });
    });

    describe('rollbacks', () => {
      it('come back as they were put', async () => {
        const record = storedRollback({ labels: { service: HOSTILE, [HOSTILE]: '' }, service: HOSTILE });
        expect(await store.transaction((tx) => tx.addRollback(record))).toBe(true);
        expect(await store.transaction((tx) => tx.rollback('rb-1'))).toEqual(record);
        expect(await store.transaction((tx) => tx.rollback('rb-2'))).toBeUndefined();
      });

      it.each([
        ['the same id', { id: 'rb-1', version: '2' }, false],
        ['the same identity, version and sequence', { id: 'rb-2' }, false],
        ['another sequence', { id: 'rb-2', sequence: 2 }, true],
        ['another version', { id: 'rb-2', version: '' }, true],
        ['another identity', { id: 'rb-2', identityKey: 'service=other' }, true],
      ])('with %s: added %s', async (_, change, added) => {
        await store.transaction((tx) => tx.addRollback(storedRollback()));
        const answer = await store.transaction(async (tx) => {
          const first = await tx.addRollback(storedRollback(change));
          // A key that is taken does not spoil the transaction.
          await tx.putFact('after', 'yes');
          return first;
        });
        expect(answer).toBe(added);
        expect(await store.transaction((tx) => tx.fact('after'))).toBe('yes');
      });

      it('are added once by many at a time', async () => {
        const other = await open();
        const answers = await Promise.all(
          Array.from({ length: 20 }, (_, index) =>
            (index % 2 === 0 ? store : other).transaction((tx) =>
              tx.addRollback(storedRollback({ id: `rb-${index}` })),
            ),
          ),
        );
        expect(answers.filter(Boolean)).toHaveLength(1);
      });

      it('are replaced by one of many who read the same revision', async () => {
        const other = await open();
        await store.transaction((tx) => tx.addRollback(storedRollback()));
        const answers = await Promise.all(
          Array.from({ length: 20 }, (_, index) =>
            (index % 2 === 0 ? store : other).transaction((tx) =>
              tx.replaceRollback(storedRollback({ revision: 2, target: `by ${index}` }), 1),
            ),
          ),
        );
        expect(answers.filter(Boolean)).toHaveLength(1);
        const stored = await store.transaction((tx) => tx.rollback('rb-1'));
        expect(stored).toMatchObject({ revision: 2, target: `by ${answers.indexOf(true)}` });
      });

      it('are not replaced under a revision that does not grow, nor where there is none', async () => {
        await store.transaction((tx) => tx.addRollback(storedRollback()));
        await expect(store.transaction((tx) => tx.replaceRollback(storedRollback(), 1))).rejects.toThrow(RangeError);
        const missing = storedRollback({ id: 'rb-9', revision: 2 });
        expect(await store.transaction((tx) => tx.replaceRollback(missing, 1))).toBe(false);
      });

      it('are found by state, identity and labels, newest first, page by page', async () => {
        await store.transaction(async (tx) => {
          for (let index = 1; index <= 6; index += 1) {
            await tx.addRollback(
              storedRollback({
                id: `rb-${index}`,
                sequence: index,
                createdAt: 1_000 + Math.floor(index / 2),
                state: index % 2 === 0 ? 'succeeded' : 'received',
                identityKey: index > 3 ? HOSTILE : 'a',
                labels: { service: index > 3 ? HOSTILE : 'a', tier: 'gold' },
              }),
            );
          }
        });
        const ids = async (filter: Parameters<Parameters<Parameters<Store['transaction']>[0]>[0]['rollbacks']>[0]) =>
          (await store.transaction((tx) => tx.rollbacks(filter))).map(({ id }) => id.slice(3)).join('');
        expect(await ids({ limit: 10 })).toBe('654321');
        expect(await ids({ limit: 2, before: 'rb-4' })).toBe('32');
        expect(await ids({ limit: 10, states: ['succeeded'] })).toBe('642');
        expect(await ids({ limit: 10, states: [] })).toBe('');
        expect(await ids({ limit: 10, states: ['succeeded', 'received'], identityKey: HOSTILE })).toBe('654');
        expect(await ids({ limit: 10, labels: { service: HOSTILE, tier: 'gold' } })).toBe('654');
        expect(await ids({ limit: 10, labels: { service: 'a', tier: 'silver' } })).toBe('');
        expect(await ids({ limit: 10, before: 'nobody' })).toBe('');
        expect(await ids({ limit: 0 })).toBe('');
        await store.transaction((tx) =>
          tx.replaceRollback(storedRollback({ id: 'rb-1', revision: 2, labels: { tier: 'silver' } }), 1),
        );
        expect(await ids({ limit: 10, labels: { tier: 'silver' } })).toBe('1');
        expect(await ids({ limit: 10, labels: { service: 'a' } })).toBe('32');
      });
    });

    describe('a transaction', () => {
      it('leaves nothing behind when it fails', async () => {
        const failed = store.transaction(async (tx) => {
          await tx.addRollback(storedRollback());
          await tx.addAudit(entry('never'));
          await tx.addMessage(message('m'), 0);
          await tx.schedule(job('r'), 0);
          await tx.putFact('f', 'v');
          throw new Error('no');
        });
        await expect(failed).rejects.toThrow('no');
        const left = await store.transaction(async (tx) => [
          await tx.rollback('rb-1'),
          await tx.message('m'),
          await tx.fact('f'),
          ...(await tx.audit(undefined, whole)).first,
        ]);
        expect(left).toEqual([undefined, undefined, undefined]);
        expect((await store.counts()).jobsDue).toBe(0);
      });

      it('cannot be used after its end', async () => {
        const escaped = await store.transaction(async (tx) => tx);
        await expect(escaped.fact('f')).rejects.toThrow('has ended');
        await expect(escaped.addAudit(entry('late'))).rejects.toThrow('has ended');
      });

      it('goes through beside many others, of several processes', async () => {
        const other = await open();
        await Promise.all(
          Array.from({ length: 20 }, (_, index) =>
            (index % 2 === 0 ? store : other).transaction(async (tx) => {
              // Two that take the same in opposite order: one of them has to give way and come again.
              await tx.putFact(`${Math.floor(index / 2)}-${index % 2}`, String(index));
              await tx.addAudit(entry(String(index)));
              await tx.putFact(`${Math.floor(index / 2)}-${(index + 1) % 2}`, String(index));
            }),
          ),
        );
        expect((await store.transaction((tx) => tx.audit('rb-1', whole))).first).toHaveLength(20);
      });
    });

    describe('deployments', () => {
      it('are created, updated, or unchanged', async () => {
        const put = (record: DeploymentRecord, key = 'k') => store.transaction((tx) => tx.putDeployment(record, key));
        expect(await put(deployment('d', 1))).toBe('created');
        expect(await put(deployment('d', 1))).toBe('unchanged');
        expect(await put(deployment('d', 1, { outcome: 'succeeded' }))).toBe('updated');
        expect(await put(deployment('d', 1, { outcome: 'succeeded' }), 'other')).toBe('updated');
        expect(await store.transaction((tx) => tx.deployments('k', 5))).toEqual([]);
      });

      it('are read newest first, and the newest of each identity', async () => {
        await store.transaction(async (tx) => {
          for (const [id, minute, key] of [
            ['a1', 1, 'a'],
            ['a3', 3, 'a'],
            ['a2', 2, 'a'],
            [`b1${HOSTILE}`, 1, HOSTILE],
            ['c1', 1, 'c'],
            ['c2', 2, 'c'],
          ] as const) {
            await tx.putDeployment(deployment(id, minute), key);
          }
        });
        const ids = (records: readonly DeploymentRecord[]) => records.map(({ id }) => id);
        expect(ids(await store.transaction((tx) => tx.deployments('a', 2)))).toEqual(['a3', 'a2']);
        const newest = async (minute: number) =>
          ids(await store.transaction((tx) => tx.newestDeployments(minute * 60_000))).sort();
        expect(await newest(0)).toEqual(['a3', `b1${HOSTILE}`, 'c2']);
        expect(await newest(2)).toEqual(['a3', 'c2']);
        expect(await newest(4)).toEqual([]);
      });

      it('are forgotten when they are old, but for the newest fifty of each identity', async () => {
        let made = 0;
        const make = (key: string, from: number, count: number) =>
          store.transaction(async (tx) => {
            for (let minute = from; minute < from + count; minute += 1)
              await tx.putDeployment(deployment(`d${(made += 1)}`, minute), key);
          });
        const kept = async (key: string) =>
          (await store.transaction((tx) => tx.deployments(key, 1_000))).map(({ version }) => Number(version.slice(2)));
        const OLD = 1_000;
        await make('all old', 0, 300);
        await make('some old', OLD - 60, 120);
        await make('few, and old', 0, 50);
        await make(HOSTILE, 0, 51);
        // All of the same moment: by their ids then.
        await store.transaction(async (tx) => {
          for (let index = 0; index < 60; index += 1) await tx.putDeployment(deployment(`s${index}`, 5), 'at once');
        });
        await store.forget({ deliveriesBefore: 0, rollbacksBefore: OLD * 60_000 });
        const down = (from: number, count: number) => Array.from({ length: count }, (_, index) => from - index);
        expect(await kept('all old')).toEqual(down(299, 50));
        expect(await kept('some old')).toEqual(down(OLD + 59, 60));
        expect(await kept('few, and old')).toEqual(down(49, 50));
        expect(await kept(HOSTILE)).toEqual(down(50, 50));
        expect(await kept('at once')).toHaveLength(50);
      });
    });

    it('holds once it is placed, also by a clock that is ahead, to the last moment, unless ended before', async () => {
      await store.transaction(async (tx) => {
        await tx.addHold(hold('h', 1_000, 2_000));
        await tx.addHold(hold('h', 0, 9_000));
      });
      const at = (time: number) => store.transaction((tx) => tx.holds(time));
      const end = (id: string, time: number) => store.transaction((tx) => tx.endHold(id, time));
      expect(await at(999)).toHaveLength(1);
      expect(await at(1_000)).toEqual([hold('h', 1_000, 2_000)]);
      expect(await at(2_000)).toEqual([]);
      expect(await end('h', 2_000)).toBe(false);
      expect(await end('nobody', 1_500)).toBe(false);
      expect(await end('h', 1_500)).toBe(true);
      expect(await end('h', 1_600)).toBe(false);
      expect(await at(1_499)).toHaveLength(1);
      expect(await at(1_500)).toEqual([]);
    });

    describe('the audit log', () => {
      it('is numbered without gaps, also when many write', async () => {
        const other = await open();
        await Promise.all(
          Array.from({ length: 20 }, (_, index) =>
            (index % 2 === 0 ? store : other).transaction(async (tx) => {
              await tx.addAudit(entry(`${index} a`));
              await tx.addAudit(entry(HOSTILE, { rollbackId: undefined }));
              await tx.addAudit(entry(`${index} c`, { data: { nothing: undefined, text: HOSTILE } }));
            }),
          ),
        );
        const all = (await store.transaction((tx) => tx.audit(undefined, whole))).first;
        expect(all.map(({ number }) => number)).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
        expect(new Set(all.map(({ hash }) => hash)).size).toBe(60);
        expect((await store.transaction((tx) => tx.audit('rb-1', whole))).first).toHaveLength(40);
        expect(await store.firstBrokenAudit()).toBeUndefined();
      });

      it('gives back what was written, also within the transaction', async () => {
        const within = await store.transaction(async (tx) => {
          await tx.addAudit(entry(HOSTILE));
          return tx.audit('rb-1', whole);
        });
        expect(within).toEqual({
          first: [{ ...entry(HOSTILE), number: 1, hash: expect.stringMatching(/^[0-9a-f]{64}$/) }],
          leftOut: 0,
          newest: [],
        });
        expect(await store.transaction((tx) => tx.audit('rb-1', whole))).toEqual(within);
      });

      it.each([
        [{ first: 2, newest: 3 }, ['0', '1'], 5, ['7', '8', '9']],
        [{ first: 2, newest: 8 }, ['0', '1'], 0, ['2', '3', '4', '5', '6', '7', '8', '9']],
        [{ first: 2, newest: 7 }, ['0', '1'], 1, ['3', '4', '5', '6', '7', '8', '9']],
        [{ first: 10, newest: 1 }, ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'], 0, []],
        [{ first: 9, newest: 0 }, ['0', '1', '2', '3', '4', '5', '6', '7', '8'], 1, []],
        [{ first: 0, newest: 2 }, [], 8, ['8', '9']],
      ])('gives the beginning and the end of a story of ten lines, %j', async (most, first, leftOut, newest) => {
        await store.transaction(async (tx) => {
          for (let index = 0; index < 10; index += 1) {
            await tx.addAudit(entry(String(index)));
            await tx.addAudit(entry('of another', { rollbackId: 'rb-2' }));
          }
        });
        const story = await store.transaction((tx) => tx.audit('rb-1', most));
        const texts = (lines: readonly AuditEntry[]) => lines.map(({ text }) => text);
        expect([texts(story.first), story.leftOut, texts(story.newest)]).toEqual([first, leftOut, newest]);
        const all = await store.transaction((tx) => tx.audit(undefined, most));
        expect(all.first.length + all.leftOut + all.newest.length).toBe(20);
      });

      it.each([
        ['a changed text', "UPDATE audit SET entry = replace(entry, 'three', 'thr33') WHERE number = 3", 3],
        ['what is no JSON', "UPDATE audit SET entry = '{' WHERE number = 3", 3],
        ['a changed hash', "UPDATE audit SET hash = 'a' WHERE number = 2", 2],
        ['an entry of another rollback', "UPDATE audit SET rollback_id = 'rb-2' WHERE number = 4", 4],
        ['a removed entry', 'DELETE FROM audit WHERE number = 3', 3],
        ['a removed first entry', 'DELETE FROM audit WHERE number = 1', 1],
        ['a removed last entry', 'DELETE FROM audit WHERE number = 5', 5],
        [
          'a changed order',
          'UPDATE audit SET number = 99 WHERE number = 2; UPDATE audit SET number = 2 WHERE number = 3; UPDATE audit SET number = 3 WHERE number = 99',
          2,
        ],
        [
          'a gap that is closed',
          'DELETE FROM audit WHERE number = 3; UPDATE audit SET number = number - 1 WHERE number = 4; UPDATE audit SET number = 4 WHERE number = 5',
          3,
        ],
        [
          'a head that goes back',
          'UPDATE audit_head SET number = 4, hash = (SELECT hash FROM audit WHERE number = 4)',
          5,
        ],
        ['a head of another end', "UPDATE audit_head SET hash = 'b'", 5],
        ['a head that is gone', 'DELETE FROM audit_head', 1],
        ['everything gone', 'DELETE FROM audit', 1],
      ])('shows %s', async (_, sql, broken) => {
        await store.transaction(async (tx) => {
          for (const text of ['one', 'two', 'three', 'four', 'five']) await tx.addAudit(entry(text));
        });
        expect(await store.firstBrokenAudit()).toBeUndefined();
        await tested.tamper(database, sql);
        expect(await store.firstBrokenAudit()).toBe(broken);
      });

      it('is walked over its pages', async () => {
        await store.transaction(async (tx) => {
          for (let index = 0; index < 1_203; index += 1) await tx.addAudit(entry(String(index)));
        });
        expect(await store.firstBrokenAudit()).toBeUndefined();
        await tested.tamper(database, "UPDATE audit SET hash = 'a' WHERE number = 1100");
        expect(await store.firstBrokenAudit()).toBe(1100);
      });
    });

    it('enqueues a message once, and schedules its job with it', async () => {
      const add = (each: OutboxMessage) => store.transaction((tx) => tx.addMessage(each, 0));
      expect(await add(message(HOSTILE.replace('\0', ''), { problem: HOSTILE }))).toBe(true);
      expect(await add(message('m'))).toBe(true);
      expect(await add(message('m', { kind: 'other' }))).toBe(false);
      expect(await store.transaction((tx) => tx.message('m'))).toEqual(message('m'));
      expect(await store.counts()).toMatchObject({ messagesWaiting: 2, jobsDue: 2 });
      const sent = message('m', { state: 'sent', attempts: 1, sentAt: 8, problem: HOSTILE });
      await store.transaction((tx) => tx.replaceMessage(sent));
      expect(await store.transaction((tx) => tx.message('m'))).toEqual(sent);
      expect((await store.counts()).messagesWaiting).toBe(1);
    });

    it('keeps threads and facts, the last of each', async () => {
      await store.transaction(async (tx) => {
        await tx.putThread('rb-1', 'slack', { ts: '1' });
        await tx.putThread('rb-1', 'slack', { ts: HOSTILE });
        await tx.putFact('f', 'old');
        await tx.putFact('f', HOSTILE);
      });
      expect(await store.transaction((tx) => tx.thread('rb-1', 'slack'))).toEqual({ ts: HOSTILE });
      expect(await store.transaction((tx) => tx.thread('rb-1', 'mail'))).toEqual({});
      expect(await store.transaction((tx) => tx.fact('f'))).toBe(HOSTILE);
      expect(await store.transaction((tx) => tx.fact('g'))).toBeUndefined();
    });

    describe('the queue', () => {
      const schedule = (each: Job, dueAt: number) => store.transaction((tx) => tx.schedule(each, dueAt));

      it('runs a job once, however often it was scheduled', async () => {
        for (let index = 0; index < 5; index += 1) await schedule(job('r'), Date.now() - index);
        const seen: string[] = [];
        const stop = await store.work(async ({ id }) => void seen.push(id), { concurrency: 4 });
        await vi.waitFor(async () => expect((await store.counts()).jobsDue).toBe(0), LATER);
        await schedule(job('last'), 0);
        await vi.waitFor(() => expect(seen).toContain('last'), LATER);
        await stop();
        expect(seen).toEqual(['r', 'last']);
      });

      it('runs a job when it is due, moved by the last call', async () => {
        const started = Date.now();
        await schedule(job('r'), started + 60_000);
        const seen: number[] = [];
        const stop = await store.work(async () => void seen.push(Date.now() - started), { concurrency: 1 });
        await schedule(job('r'), started + 400);
        await vi.waitFor(() => expect(seen).toHaveLength(1), LATER);
        await stop();
        expect(seen[0]).toBeGreaterThanOrEqual(395);
        expect(seen[0]).toBeLessThan(2_000);
      });

      it('picks a delivery up without waiting for a poll', async () => {
        const taken = new Map<string, number>();
        const stop = await store.work(async ({ id }) => void taken.set(id, performance.now()), { concurrency: 2 });
        const waits: number[] = [];
        for (let index = 0; index < 21; index += 1) {
          await store.accept([delivery(`d${index}`)]);
          const acked = performance.now();
          await vi.waitFor(() => expect(taken.has(`d${index}`)).toBe(true), { timeout: 3000, interval: 1 });
          waits.push((taken.get(`d${index}`) ?? Infinity) - acked);
        }
        await stop();
        expect(waits.sort((a, b) => a - b)[10]).toBeLessThan(50);
      });

      it('runs a job again that was scheduled while it ran, never twice at a time', async () => {
        let now = 0;
        let most = 0;
        let runs = 0;
        const stop = await store.work(
          async ({ id }) => {
            if (id !== 'r') return;
            runs += 1;
            most = Math.max(most, (now += 1));
            if (runs === 1) {
              for (let index = 0; index < 4; index += 1) await schedule(job('r'), 0);
              await schedule(job('other'), 0);
              await new Promise((resolve) => setTimeout(resolve, 100));
            }
            now -= 1;
          },
          { concurrency: 4 },
        );
        await schedule(job('r'), 0);
        await vi.waitFor(() => expect(runs).toBeGreaterThan(1), LATER);
        await vi.waitFor(async () => expect((await store.counts()).jobsDue).toBe(0), LATER);
        await stop();
        expect({ most, runs }).toEqual({ most: 1, runs: 2 });
      });

      it('never gives one job to two processes', async () => {
        const other = await open();
        const running = new Set<string>();
        const runs = new Map<string, number>();
        let overlaps = 0;
        const handler = async ({ id }: Job) => {
          if (running.has(id)) overlaps += 1;
          running.add(id);
          runs.set(id, (runs.get(id) ?? 0) + 1);
          if ((runs.get(id) ?? 0) < 3) await store.transaction((tx) => tx.schedule(job(id), 0));
          await new Promise((resolve) => setTimeout(resolve, 1));
          running.delete(id);
        };
        for (let index = 0; index < 30; index += 1) await schedule(job(`r${index}`), 0);
        const stops = await Promise.all([store, other].map((each) => each.work(handler, { concurrency: 4 })));
        await vi.waitFor(async () => expect((await store.counts()).jobsDue).toBe(0), { timeout: 20_000, interval: 20 });
        await Promise.all(stops.map((stop) => stop()));
        expect(overlaps).toBe(0);
        expect([...runs.values()].every((count) => count === 3)).toBe(true);
        expect(runs.size).toBe(30);
      });

      it('runs a job again that failed, after a rest, and tells what went wrong', async () => {
        const problems: unknown[] = [];
        const troubled = await open({ onProblem: (problem) => problems.push(problem) });
        const times: number[] = [];
        const stop = await troubled.work(
          async () => {
            times.push(performance.now());
            if (times.length < 3) throw new Error(`attempt ${times.length}`);
          },
          { concurrency: 1 },
        );
        await schedule(job('r'), 0);
        await vi.waitFor(() => expect(times).toHaveLength(3), { timeout: 15_000, interval: 20 });
        await stop();
        const [first = 0, second = 0, third = 0] = times;
        expect(second - first).toBeGreaterThan(240);
        expect(third - second).toBeGreaterThan(490);
        expect(problems.map(String)).toEqual(expect.arrayContaining(['Error: attempt 1', 'Error: attempt 2']));
        expect((await store.counts()).jobsDue).toBe(0);
      });

      it('ends what has begun and begins nothing more when it is stopped', async () => {
        const seen: string[] = [];
        let end = (): void => undefined;
        const stop = await store.work(
          async ({ id }) => {
            seen.push(`began ${id}`);
            await new Promise<void>((resolve) => (end = resolve));
            seen.push(`ended ${id}`);
          },
          { concurrency: 1 },
        );
        await schedule(job('a'), 0);
        await vi.waitFor(() => expect(seen).toEqual(['began a']), LATER);
        await schedule(job('b'), 0);
        const stopped = stop();
        end();
        await stopped;
        expect(seen).toEqual(['began a', 'ended a']);
        expect((await store.counts()).jobsDue).toBe(1);
      });

      it('takes ids of any length and kind', async () => {
        const ids = ['x'.repeat(3_000), `${HOSTILE.replace('\0', '').replace('\ud800', '')}`];
        for (const id of ids) await schedule(job(id), 0);
        const seen: string[] = [];
        const stop = await store.work(async ({ id }) => void seen.push(id), { concurrency: 2 });
        await vi.waitFor(() => expect(seen).toHaveLength(2), LATER);
        await stop();
        expect(seen.sort()).toEqual(ids.sort());
      });
    });

    it('counts what waits, and since when', async () => {
      expect(await store.counts()).toEqual({
        deliveriesWaiting: 0,
        jobsDue: 0,
        oldestDueMs: 0,
        messagesWaiting: 0,
        rollbacksByState: {},
      });
      await store.accept([delivery('a')]);
      await store.transaction(async (tx) => {
        await tx.addRollback(storedRollback());
        await tx.addRollback(storedRollback({ id: 'rb-2', version: '2', state: 'unknown' }));
        await tx.schedule(job('later'), Date.now() + 60_000);
      });
      await vi.waitFor(async () => expect((await store.counts()).oldestDueMs).toBeGreaterThan(10), LATER);
      expect(await store.counts()).toMatchObject({
        deliveriesWaiting: 1,
        jobsDue: 1,
        rollbacksByState: { received: 1, unknown: 1 },
      });
    });

    it('forgets what is old and over, and keeps what is under way and the audit log', async () => {
      await store.accept(Array.from({ length: 450 }, (_, index) => delivery(`d${index}`)));
      await store.transaction(async (tx) => {
        for (let index = 0; index < 449; index += 1)
          await tx.endDelivery(`d${index}`, 'handled', 100 + (index % 2) * 900);
        for (const [id, state, endedAt] of [
          ['old', 'succeeded', 100],
          ['new', 'succeeded', 5_000],
          ['under-way', 'triggering', undefined],
          ['waiting', 'awaiting_approval', undefined],
        ] as const) {
          await tx.addRollback(storedRollback({ id, version: id, state, endedAt, createdAt: 50 }));
          await tx.addMessage(message(`m-${id}`, { rollbackId: id }), 0);
          await tx.putThread(id, 'slack', { ts: '1' });
          await tx.addAudit(entry(id, { rollbackId: id }));
        }
        await tx.addHold(hold('past', 0, 10));
        await tx.addHold(hold('present', 0, 9_000));
      });
      await store.forget({ deliveriesBefore: 1_000, rollbacksBefore: 1_000 });
      await store.transaction(async (tx) => {
        expect((await tx.rollbacks({ limit: 9 })).map(({ id }) => id).sort()).toEqual(['new', 'under-way', 'waiting']);
        expect(await tx.rollbacks({ limit: 9, labels: { service: 'lead-bot' } })).toHaveLength(3);
        expect([await tx.delivery('d0'), await tx.message('m-old'), await tx.thread('old', 'slack')]).toEqual([
          undefined,
          undefined,
          {},
        ]);
        expect(await tx.delivery('d1')).toBeDefined();
        expect(await tx.delivery('d449')).toBeDefined();
        expect(await tx.message('m-new')).toBeDefined();
        expect(await tx.holds(5)).toHaveLength(1);
        expect((await tx.audit('old', whole)).first).toHaveLength(1);
      });
      expect(await store.firstBrokenAudit()).toBeUndefined();
    });

    it('has no problem, until it is closed', async () => {
      expect(await store.problem()).toBeUndefined();
      await store.close();
      expect(await store.problem()).toMatch(/cannot commit/);
      await expect(store.accept([delivery('a')])).rejects.toThrow(StoreUnavailable);
      await expect(store.transaction((tx) => tx.fact('f'))).rejects.toThrow(StoreUnavailable);
    });

    describe('its tables', () => {
      it('are made once by many who start at the same time, and hold what was put', async () => {
        database = await tested.fresh();
        const many = await Promise.all([open(), open(), open(), open()]);
        await many[0].accept([delivery('a')]);
        expect(await many[3].accept([delivery('a')])).toEqual(new Set());
      });

      it.each([
        [
          'a newer version wrote',
          "INSERT INTO schema_migrations VALUES (999, 'future', 'x', 0)",
          'migration 999 (future)',
        ],
        ['somebody has changed', "UPDATE schema_migrations SET checksum = 'x' WHERE number = 1", 'is not the one'],
      ])('are refused where %s them', async (_, sql, problem) => {
        await tested.tamper(database, sql);
        await expect(open()).rejects.toMatchObject({ code: 'GW301', message: expect.stringContaining(problem) });
      });
    });
  });
}
