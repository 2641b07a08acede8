import { createHash } from 'node:crypto';
import { z } from 'zod';
import { GatewayError } from '../errors.ts';
import type { Migration } from './migration.ts';
import { first } from './migrations/0001-first.ts';
import { sqliteQueue } from './migrations/0002-sqlite-queue.ts';
import { sqliteArrivals } from './migrations/0003-sqlite-arrivals.ts';
import { postgresAudit } from './migrations/0004-postgres-audit.ts';
import type { Sql } from './sql.ts';
import type { Store } from './store.ts';

/** Append only; the numbers of one database may have gaps. */
export const MIGRATIONS: Readonly<Record<Store['kind'], readonly Migration[]>> = {
  sqlite: [first, sqliteQueue, sqliteArrivals],
  postgres: [first, postgresAudit],
};

const appliedSchema = z.object({ number: z.number(), title: z.string(), checksum: z.string() });

/**
 * Applies what is missing, each in a transaction of its own; throws GatewayError GW301 where the database has other
 * migrations than these. `transaction` must keep other processes out until it ends.
 */
export async function migrate(
  migrations: readonly Migration[],
  transaction: (work: (sql: Sql) => Promise<void>) => Promise<void>,
  now: () => number,
): Promise<void> {
  await transaction(async (sql) => {
    await sql.run(
      `CREATE TABLE IF NOT EXISTS schema_migrations
         (number BIGINT PRIMARY KEY, title TEXT NOT NULL, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL)`,
    );
  });
  for (const migration of migrations) {
    await transaction(async (sql) => {
      const applied = await appliedMigrations(sql);
      refuseForeign(migrations, applied);
      if (applied.some(({ number }) => number === migration.number)) return;
      for (const statement of migration.statements) await sql.run(statement);
      await sql.run('INSERT INTO schema_migrations (number, title, checksum, applied_at) VALUES ($1, $2, $3, $4)', [
        migration.number,
        migration.title,
        checksum(migration),
        now(),
      ]);
    });
  }
}

async function appliedMigrations(sql: Sql): Promise<readonly z.output<typeof appliedSchema>[]> {
  const rows = await sql.all('SELECT number, title, checksum FROM schema_migrations ORDER BY number');
  return rows.map((row) => appliedSchema.parse(row));
}

function refuseForeign(migrations: readonly Migration[], applied: readonly z.output<typeof appliedSchema>[]): void {
  for (const { number, title, checksum: recorded } of applied) {
    const known = migrations.find((migration) => migration.number === number);
    const named = `migration ${number} (${title})`;
    if (known === undefined) {
      throw refusal(`it has ${named}, which this version does not know: it was written by a newer one`);
    }
    if (checksum(known) !== recorded) throw refusal(`its ${named} is not the one of this version`);
  }
}

function refusal(problem: string): GatewayError {
  return new GatewayError({ code: 'GW301', problem });
}

function checksum({ number, title, statements }: Migration): string {
  return createHash('sha256')
    .update(JSON.stringify([number, title, statements]))
    .digest('hex');
}
