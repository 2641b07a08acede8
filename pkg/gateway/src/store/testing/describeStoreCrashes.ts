import { describe, expect, it, vi } from 'vitest';
import { startStoreProcess } from './startStoreProcess.ts';
import { openDatabase, type StoreUnderTest } from './storeUnderTest.ts';

const FULL = process.env['RELEASE_RISK_FULL'] === '1';
const CYCLES = FULL ? 30 : 5;

/** What holds when processes are killed, and when several work on one database. */
export function describeStoreCrashes(name: string, tested: StoreUnderTest): void {
  describe(`${name}, killed and shared`, () => {
    it(
      `keeps every acknowledged delivery and the audit chain over ${CYCLES} times kill -9`,
      async () => {
        const database = await tested.fresh();
        const acked: string[] = [];
        const audited: string[] = [];
        for (let cycle = 0; cycle < CYCLES; cycle += 1) {
          const child = startStoreProcess(database, ['accept', `c${cycle}`]);
          await child.said('ready');
          await child.said('audit');
          await new Promise((resolve) => setTimeout(resolve, Math.random() * 150));
          await child.kill();
          const said = child.lines.filter((line) => line !== 'ready');
          audited.push(...said.filter((line) => line.startsWith('audit ')).map((line) => line.slice(6)));
          acked.push(...said.filter((line) => !line.startsWith('audit ')));
        }
        expect(acked.length).toBeGreaterThan(CYCLES * 10);
        const store = await openDatabase(database);
        try {
          const lost = await store.transaction(async (tx) => {
            const missing: string[] = [];
            for (const id of acked) if ((await tx.delivery(id)) === undefined) missing.push(id);
            for (const id of audited)
              if ((await tx.audit(id, { first: 1, newest: 0 })).first.length === 0) missing.push(`audit ${id}`);
            return missing;
          });
          expect(lost).toEqual([]);
          expect(await store.firstBrokenAudit()).toBeUndefined();
          expect((await store.counts()).deliveriesWaiting).toBeGreaterThanOrEqual(acked.length);
        } finally {
          await store.close();
        }
      },
      CYCLES * 20_000,
    );

    it('lets one of 3 processes with 10,000 identical deliveries each have it new, once', async () => {
      const database = await tested.fresh();
      await (await openDatabase(database)).close();
      const children = [1, 2, 3].map(() => startStoreProcess(database, ['identical', '10000']));
      await Promise.all(children.map((child) => child.ended()));
      const answers = children.map(({ lines }) => lines.at(-1));
      expect(answers.sort()).toEqual(['new 0', 'new 0', 'new 1']);
      const store = await openDatabase(database);
      expect((await store.counts()).jobsDue).toBe(1);
      await store.close();
    }, 60_000);

    it('gives the job of a killed process to another after the lease', async () => {
      const database = await tested.fresh();
      const store = await openDatabase(database, { leaseMs: 1500 });
      await store.transaction((tx) => tx.schedule({ kind: 'rollback', id: 'r1' }, Date.now()));
      const child = startStoreProcess(database, ['hang']);
      await child.said('took r1');
      const taken: string[] = [];
      const stop = await store.work(
        async ({ id }) => {
          taken.push(id);
        },
        { concurrency: 2 },
      );
      await store.transaction((tx) => tx.schedule({ kind: 'rollback', id: 'r2' }, Date.now()));
      await vi.waitFor(async () => expect((await store.counts()).jobsDue).toBeLessThan(2), 5000);
      // While it lives it keeps its job, however long that takes.
      await new Promise((resolve) => setTimeout(resolve, 2500));
      expect(taken).not.toContain('r1');
      const killedAt = performance.now();
      await child.kill();
      await vi.waitFor(() => expect(taken).toContain('r1'), { timeout: 8000, interval: 20 });
      expect(performance.now() - killedAt).toBeGreaterThan(500);
      await stop();
      expect((await store.counts()).jobsDue).toBe(0);
      await store.close();
    }, 30_000);
  });
}
