import { afterAll, beforeAll, describe } from 'vitest';
import { describeStore } from '../testing/describeStore.ts';
import { describeStoreCrashes } from '../testing/describeStoreCrashes.ts';
import { NO_POSTGRES, postgresBinaries, startPostgres, type RealPostgres } from '../testing/realPostgres.ts';
import { postgresUnderTest } from '../testing/postgresUnderTest.ts';

const binaries = postgresBinaries();

describe.skipIf(binaries === undefined)(binaries === undefined ? NO_POSTGRES : 'with a real PostgreSQL', () => {
  let server: RealPostgres;
  beforeAll(async () => {
    server = await startPostgres(binaries ?? '');
  }, 60_000);
  afterAll(() => server.close(), 60_000);

  const tested = postgresUnderTest(() => server);
  describeStore('the PostgreSQL store', tested);
  describeStoreCrashes('the PostgreSQL store', tested);
});
