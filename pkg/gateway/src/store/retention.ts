import { hasEnded, ROLLBACK_STATES } from '@release-risk/contract/rollback';
import { z } from 'zod';
import type { Sql } from './sql.ts';
import type { Retention } from './store.ts';

/** So many at a time, so that nobody waits long for a transaction of this. */
const BATCH = 200;

const ENDED = ROLLBACK_STATES.filter(hasEnded)
  .map((state) => `'${state}'`)
  .join(', ');

const idRow = z.object({ id: z.string() });

/** Deletes what is old enough, batch by batch, each in a transaction of its own. The audit log is kept. */
export async function forget(
  retention: Retention,
  transaction: <T>(work: (sql: Sql) => Promise<T>) => Promise<T>,
): Promise<void> {
  await untilDone(() => transaction((sql) => forgetDeliveries(sql, retention.deliveriesBefore)));
  await untilDone(() => transaction((sql) => forgetRollbacks(sql, retention.rollbacksBefore)));
  await untilDone(() => transaction((sql) => forgetHolds(sql, retention.rollbacksBefore)));
}

async function untilDone(batch: () => Promise<number>): Promise<void> {
  while ((await batch()) >= BATCH);
}

function forgetDeliveries(sql: Sql, before: number): Promise<number> {
  return sql.run(
    'DELETE FROM deliveries WHERE id IN (SELECT id FROM deliveries WHERE ended_at < $1 ORDER BY ended_at LIMIT $2)',
    [before, BATCH],
  );
}

async function forgetRollbacks(sql: Sql, before: number): Promise<number> {
  const rows = await sql.all(
    `SELECT id FROM rollbacks
     WHERE state IN (${ENDED}) AND created_at < $1 AND COALESCE(ended_at, created_at) < $1 LIMIT $2`,
    [before, BATCH],
  );
  const ids = rows.map((row) => idRow.parse(row).id);
  if (ids.length === 0) return 0;
  const among = `IN (${ids.map((_, index) => `$${index + 1}`).join(', ')})`;
  // Again by state: a person may have begun another attempt since.
  const gone = await sql.all(`DELETE FROM rollbacks WHERE id ${among} AND state IN (${ENDED}) RETURNING id`, ids);
  for (const row of gone) {
    const { id } = idRow.parse(row);
    for (const table of ['rollback_labels', 'messages', 'threads']) {
      await sql.run(`DELETE FROM ${table} WHERE rollback_id = $1`, [id]);
    }
  }
  return gone.length;
}

function forgetHolds(sql: Sql, before: number): Promise<number> {
  return sql.run('DELETE FROM holds WHERE id IN (SELECT id FROM holds WHERE until_at < $1 LIMIT $2)', [before, BATCH]);
}
