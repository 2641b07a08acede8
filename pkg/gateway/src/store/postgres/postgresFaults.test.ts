import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { StoreUnavailable, type Delivery } from '../store.ts';
import { NO_POSTGRES, postgresBinaries, startPostgres, type RealPostgres } from '../testing/realPostgres.ts';
import { postgresUnderTest } from '../testing/postgresUnderTest.ts';
import { openDatabase } from '../testing/storeUnderTest.ts';

const binaries = postgresBinaries();
const delivery = (id: string): Delivery => ({ id, source: 'grafana', receivedAt: 5, body: '{}' });

// A server with few databases: after a crash it looks at every file.
describe.skipIf(binaries === undefined)(binaries === undefined ? NO_POSTGRES : 'a PostgreSQL with faults', () => {
  let server: RealPostgres;
  beforeAll(async () => {
    server = await startPostgres(binaries ?? '');
  }, 60_000);
  afterAll(() => server.close(), 60_000);

  const tested = postgresUnderTest(() => server);

  it('refuses a server that forgets what it has acknowledged', async () => {
    const database = await tested.fresh();
    const name = new URL(database.kind === 'postgres' ? database.connectionString : '').pathname.slice(1);
    await tested.tamper(database, `ALTER DATABASE ${name} SET synchronous_commit = off`);
    await expect(openDatabase(database)).rejects.toMatchObject({
      code: 'GW301',
      message: expect.stringContaining('synchronous_commit'),
    });
  });

  it('keeps the job of a process whose connections were cut, and says nothing of a lost lease', async () => {
    const database = await tested.fresh();
    const store = await openDatabase(database, { leaseMs: 3000 });
    const other = await openDatabase(database, { leaseMs: 3000 });
    const runs: AbortSignal[] = [];
    let end = (): void => undefined;
    const handler = async (_: unknown, signal: AbortSignal) => {
      runs.push(signal);
      await new Promise<void>((resolve) => (end = resolve));
    };
    const stops = await Promise.all([store, other].map((each) => each.work(handler, { concurrency: 1 })));
    await store.accept([delivery('a')]);
    await vi.waitFor(() => expect(runs).toHaveLength(1), 5000);
    await tested.tamper(
      database,
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
    await new Promise((resolve) => setTimeout(resolve, 4500));
    expect(runs.map(({ aborted }) => aborted)).toEqual([false]);
    end();
    await vi.waitFor(async () => expect((await store.counts()).jobsDue).toBe(0), 10_000);
    await Promise.all(stops.map((stop) => stop()));
    expect(runs).toHaveLength(1);
    await store.close();
    await other.close();
  }, 40_000);

  it('says that it is unavailable while the server is gone, and goes on by itself afterwards', async () => {
    const store = await openDatabase(await tested.fresh());
    const seen = new Set<string>();
    const stop = await store.work(async ({ id }) => void seen.add(id), { concurrency: 2 });
    await store.accept([delivery('before')]);
    await vi.waitFor(() => expect(seen).toContain('before'), 5000);
    await server.stop('immediate');
    await expect(store.accept([delivery('during')])).rejects.toThrow(StoreUnavailable);
    await expect(store.transaction((tx) => tx.fact('f'))).rejects.toThrow(StoreUnavailable);
    expect(await store.problem()).toMatch(/cannot commit/);
    await server.start();
    await vi.waitFor(async () => expect(await store.problem()).toBeUndefined(), { timeout: 10_000, interval: 50 });
    expect(await store.accept([delivery('after')])).toEqual(new Set(['after']));
    await vi.waitFor(() => expect(seen).toContain('after'), { timeout: 15_000, interval: 20 });
    await stop();
    await store.close();
  }, 40_000);

  it('keeps every acknowledged delivery while the server crashes again and again', async () => {
    const store = await openDatabase(await tested.fresh());
    const acked: string[] = [];
    let going = true;
    let refused = 0;
    const side = async (name: number) => {
      for (let index = 0; going; index += 1) {
        const id = `s${name}-${index}`;
        await store.accept([delivery(id)]).then(
          () => acked.push(id),
          async (error: unknown) => {
            expect(error).toBeInstanceOf(StoreUnavailable);
            refused += 1;
            await new Promise((resolve) => setTimeout(resolve, 5));
          },
        );
      }
    };
    const sides = [0, 1, 2, 3].map(side);
    for (let crash = 0; crash < 3; crash += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100 + Math.random() * 200));
      await server.restart();
    }
    going = false;
    await Promise.all(sides);
    expect(refused).toBeGreaterThan(0);
    await vi.waitFor(async () => expect(await store.problem()).toBeUndefined(), 5000);
    const lost = await store.transaction(async (tx) => {
      const missing: string[] = [];
      for (const id of acked) if ((await tx.delivery(id)) === undefined) missing.push(id);
      return missing;
    });
    expect(lost).toEqual([]);
    expect((await store.counts()).deliveriesWaiting).toBeGreaterThanOrEqual(acked.length);
    await store.close();
  }, 40_000);
});
