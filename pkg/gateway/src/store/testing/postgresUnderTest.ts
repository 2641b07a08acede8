import pg from 'pg';
import type { RealPostgres } from './realPostgres.ts';
import type { StoreUnderTest } from './storeUnderTest.ts';

/** Databases of a server that is running by the time they are asked for. */
export function postgresUnderTest(server: () => RealPostgres): StoreUnderTest {
  return {
    fresh: async () => ({ kind: 'postgres', connectionString: await server().createDatabase() }),
    async tamper(database, sql) {
      if (database.kind !== 'postgres') throw new Error('It is not PostgreSQL');
      const client = new pg.Client({ connectionString: database.connectionString });
      await client.connect();
      await client.query(sql);
      await client.end();
    },
  };
}
