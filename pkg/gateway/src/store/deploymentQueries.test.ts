import Libsql from 'libsql';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { MIGRATIONS } from './migrate.ts';
import type { Sql, SqlRow, SqlValue } from './sql.ts';
import { SqlTransaction } from './sqlTransaction.ts';
import { NO_POSTGRES, postgresBinaries, startPostgres, type RealPostgres } from './testing/realPostgres.ts';

interface Asked {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

/** What a scrape asks the database. */
async function askedByScrape(): Promise<Asked> {
  const asked: Asked[] = [];
  const sql: Sql = {
    all: async (text, values = []) => {
      asked.push({ text, values });
      return [];
    },
    run: async () => 0,
  };
  const nothing = async () => undefined;
  await new SqlTransaction(sql, nothing, nothing).newestDeployments(0);
  const [only] = asked;
  if (only === undefined || asked.length > 1) throw new Error('A scrape asks one thing');
  return only;
}

const IDENTITIES = 20;
const EACH = 500;
const FILL = `INSERT INTO deployments (id, identity_key, started_at, record)
  WITH RECURSIVE n (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < ${IDENTITIES * EACH - 1})
  SELECT 'd' || n, 'identity ' || (n % ${IDENTITIES}), n, '{}' FROM n`;

describe('the newest deployment of each identity', () => {
  it('is found by an index alone in SQLite', async () => {
    const database = new Libsql(':memory:');
    for (const { statements } of MIGRATIONS.sqlite) for (const statement of statements) database.exec(statement);
    database.exec(FILL);
    const { text, values } = await askedByScrape();
    const prepared = (statement: string) => database.prepare(statement.replaceAll('$', '?'));
    const rows = prepared(text).all([...values]) as readonly SqlRow[];
    expect(rows).toHaveLength(IDENTITIES);
    const plan = (prepared(`EXPLAIN QUERY PLAN ${text}`).all([...values]) as { readonly detail: string }[])
      .map(({ detail }) => detail)
      .filter((detail) => !/\bi$|identities/.test(detail));
    const reads = plan.filter((detail) => /^(SEARCH|SCAN)/.test(detail) && !detail.includes('CONSTANT'));
    expect(reads.length).toBeGreaterThan(3);
    for (const read of reads) expect(read).toMatch(/^SEARCH \w+ USING .*INDEX/);
    expect(plan.filter((detail) => detail.includes('TEMP B-TREE'))).toEqual([]);
  });

  const binaries = postgresBinaries();
  describe.skipIf(binaries === undefined)(`in PostgreSQL ${binaries === undefined ? NO_POSTGRES : ''}`, () => {
    let server: RealPostgres;
    beforeAll(async () => {
      server = await startPostgres(binaries ?? '');
    }, 60_000);
    afterAll(() => server.close());

    it('costs a few rows for each identity, however many deployments there are', async () => {
      const client = new pg.Client({ connectionString: await server.createDatabase() });
      await client.connect();
      try {
        for (const { statements } of MIGRATIONS.postgres)
          for (const statement of statements) await client.query(statement);
        await client.query(FILL);
        await client.query('ANALYZE deployments');
        const { text, values } = await askedByScrape();
        expect((await client.query(text, [...values])).rows).toHaveLength(IDENTITIES);
        const { rows } = await client.query(`EXPLAIN (ANALYZE, FORMAT JSON) ${text}`, [...values]);
        const read = rowsRead(planRow.parse(rows[0])['QUERY PLAN'][0]?.Plan);
        expect(read).toBeGreaterThanOrEqual(IDENTITIES);
        expect(read).toBeLessThanOrEqual(5 * IDENTITIES);
      } finally {
        await client.end();
      }
    });
  });
});

interface Plan {
  readonly 'Relation Name'?: string | undefined;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly Plans?: readonly Plan[] | undefined;
}

const planSchema: z.ZodType<Plan> = z.object({
  'Relation Name': z.string().optional(),
  'Actual Rows': z.number(),
  'Actual Loops': z.number(),
  get Plans() {
    return z.array(planSchema).optional();
  },
});
const planRow = z.object({ 'QUERY PLAN': z.array(z.object({ Plan: planSchema })) });

/** Rows of the table that the server touched. */
function rowsRead(plan: Plan | undefined): number {
  if (plan === undefined) return 0;
  const own = plan['Relation Name'] === 'deployments' ? plan['Actual Rows'] * plan['Actual Loops'] : 0;
  return (plan.Plans ?? []).reduce((sum, below) => sum + rowsRead(below), own);
}
