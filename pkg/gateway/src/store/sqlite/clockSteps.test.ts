import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { openSqliteStore } from './sqliteStore.ts';

const directory = mkdtempSync(join(tmpdir(), 'rr-sqlite-clock-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('a clock that is set back', () => {
  it('lets nothing wait for longer than it was to', async () => {
    let back = 0;
    const store = await openSqliteStore({
      file: join(directory, 'store.db'),
      now: () => Date.now() - back,
      random: Math.random,
    });
    const worked: string[] = [];
    const rest = await store.work(async ({ id }) => void worked.push(id), { concurrency: 2 });
    await store.transaction(async (tx) => {
      await tx.schedule({ kind: 'rollback', id: 'soon' }, Date.now() + 1500);
      await tx.schedule({ kind: 'rollback', id: 'later' }, Date.now() + 60_000);
    });
    back = 600_000;
    await vi.waitFor(() => expect(worked).toEqual(['soon']), 10_000);
    await rest();
    await store.close();
  });

  it('keeps nothing waiting that arrived before', async () => {
    let back = 0;
    const store = await openSqliteStore({
      file: join(directory, 'arrived.db'),
      now: () => Date.now() - back,
      random: Math.random,
    });
    await store.accept([{ id: 'a', source: 'grafana', receivedAt: Date.now(), body: '{}' }]);
    back = 600_000;
    expect(await store.counts()).toMatchObject({ deliveriesWaiting: 1, jobsDue: 1, oldestDueMs: 0 });
    const worked: string[] = [];
    const rest = await store.work(async ({ id }) => void worked.push(id), { concurrency: 2 });
    await vi.waitFor(() => expect(worked).toEqual(['a']), 5000);
    await rest();
    expect(await store.counts()).toMatchObject({ deliveriesWaiting: 0, jobsDue: 0 });
    await store.close();
  });
});
