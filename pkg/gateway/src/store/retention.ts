import { hasEnded, ROLLBACK_STATES } from '@release-risk/contract/rollback';
import { z } from 'zod';
import type { Sql } from './sql.ts';
import { DEPLOYMENTS_KEPT, type Retention } from './store.ts';

/** So many at a time, so that nobody waits long for a transaction of this. */
const BATCH = 200;

const ENDED = ROLLBACK_STATES.filter(hasEnded)
  .map((state) => `'${state}'`)
  .join(', ');

const idRow = z.object({ id: z.string() });
const identityRow = z.object({ identity_key: z.string().nullable() });

/** Deletes what is old enough, batch by batch, each in a transaction of its own. The audit log is kept. */
export async function forget(
  retention: Retention,
  transaction: <T>(work: (sql: Sql) => Promise<T>) => Promise<T>,
): Promise<void> {
  await untilDone(() => transaction((sql) => forgetDeliveries(sql, retention.deliveriesBefore)));
  await untilDone(() => transaction((sql) => forgetRollbacks(sql, retention.rollbacksBefore)));
  await untilDone(() => transaction((sql) => forgetHolds(sql, retention.rollbacksBefore)));
  await forgetDeployments(retention.rollbacksBefore, transaction);
}

/** Goes from identity to identity by their index, some in each transaction. */
async function forgetDeployments(
  before: number,
  transaction: <T>(work: (sql: Sql) => Promise<T>) => Promise<T>,
): Promise<void> {
  let next: string | undefined = '';
  while (next !== undefined) {
    const from: string = next;
    next = await transaction((sql) => forgetDeploymentsFrom(sql, from, before));
  }
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
  let gone = 0;
  for (const row of rows) {
    const { id } = idRow.parse(row);
    // Again by state: a person may have begun another attempt since.
    if ((await sql.run(`DELETE FROM rollbacks WHERE id = $1 AND state IN (${ENDED})`, [id])) === 0) continue;
    gone += 1;
    for (const table of ['rollback_labels', 'messages', 'threads']) {
      await sql.run(`DELETE FROM ${table} WHERE rollback_id = $1`, [id]);
    }
  }
  return gone;
}

function forgetHolds(sql: Sql, before: number): Promise<number> {
  return sql.run('DELETE FROM holds WHERE id IN (SELECT id FROM holds WHERE until_at < $1 LIMIT $2)', [before, BATCH]);
}

/** Resolves with the identity to go on with. */
async function forgetDeploymentsFrom(sql: Sql, from: string, before: number): Promise<string | undefined> {
  let identity = await identityFrom(sql, '>=', from);
  let gone = 0;
  for (let seen = 0; identity !== undefined && seen < BATCH; seen += 1) {
    gone += await forgetDeploymentsOf(sql, identity, before, BATCH - gone);
    if (gone >= BATCH) return identity;
    identity = await identityFrom(sql, '>', identity);
  }
  return identity;
}

async function identityFrom(sql: Sql, above: '>' | '>=', from: string): Promise<string | undefined> {
  const [row] = await sql.all(
    `SELECT MIN(identity_key) AS identity_key FROM deployments WHERE identity_key ${above} $1`,
    [from],
  );
  return identityRow.parse(row).identity_key ?? undefined;
}

function forgetDeploymentsOf(sql: Sql, identity: string, before: number, most: number): Promise<number> {
  return sql.run(
    `DELETE FROM deployments WHERE id IN (
       SELECT id FROM deployments WHERE identity_key = $1 AND started_at < $2 AND (started_at, id) < (
         SELECT started_at, id FROM deployments WHERE identity_key = $1
         ORDER BY started_at DESC, id DESC LIMIT 1 OFFSET ${DEPLOYMENTS_KEPT - 1}
       ) LIMIT $3)`,
    [identity, before, most],
  );
}
