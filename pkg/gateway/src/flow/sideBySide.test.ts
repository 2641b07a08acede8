import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../store/store.ts';
import { postgresUnderTest } from '../store/testing/postgresUnderTest.ts';
import { NO_POSTGRES, postgresBinaries, type RealPostgres, startPostgres } from '../store/testing/realPostgres.ts';
import { storedRollback } from '../store/testing/storedRollback.ts';
import { openDatabase } from '../store/testing/storeUnderTest.ts';
import { next } from './decisions.ts';
import { isOvertaken } from './past.ts';

const binaries = postgresBinaries();
const ROUNDS = 20;

describe.skipIf(binaries === undefined)(binaries === undefined ? NO_POSTGRES : 'Side by side in PostgreSQL', () => {
  let server: RealPostgres;
  let store: Store;
  beforeAll(async () => {
    server = await startPostgres(binaries ?? '');
    store = await openDatabase(await postgresUnderTest(() => server).fresh());
  }, 60_000);
  afterAll(async () => {
    await store.close();
    await server.close();
  }, 60_000);

  it('of two intents of one service one sees the other', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const both = ['1', '2'].map((version) =>
        storedRollback({
          id: `${String(round)}-${version}`,
          identityKey: `service-${String(round)}`,
          version,
          state: 'approved',
          endedAt: undefined,
        }),
      );
      for (const record of both) await store.transaction((tx) => tx.addRollback(record));
      const intend = (record: (typeof both)[number]) =>
        store.transaction(async (tx) => {
          if (await isOvertaken(tx, record)) return false;
          return tx.replaceRollback(next(record, 1, { state: 'intent_persisted' }), record.revision);
        });
      const begun = await Promise.all(both.map(intend));
      expect([round, begun.filter(Boolean)]).toEqual([round, [true]]);
    }
  });
});
