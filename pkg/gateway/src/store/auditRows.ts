import { z } from 'zod';
import { follows, type AuditHead, type AuditRow } from './auditChain.ts';
import type { Sql, SqlRow } from './sql.ts';

const headRow = z.object({ number: z.number(), hash: z.string() });
const auditRow = z.object({
  number: z.number(),
  rollback_id: z.string().nullable(),
  entry: z.string(),
  hash: z.string(),
});

/** The end of the log, locked until the transaction ends: nobody else can stand behind the same entry. */
export async function auditHead(sql: Sql): Promise<AuditHead> {
  const [row] = await sql.all('UPDATE audit_head SET number = number WHERE id = 1 RETURNING number, hash');
  return headRow.parse(row);
}

export async function putAuditRows(sql: Sql, rows: readonly AuditRow[], head: AuditHead): Promise<void> {
  for (const { number, rollbackId, entry, hash } of rows) {
    await sql.run('INSERT INTO audit (number, rollback_id, entry, hash) VALUES ($1, $2, $3, $4)', [
      number,
      rollbackId,
      entry,
      hash,
    ]);
  }
  await sql.run('UPDATE audit_head SET number = $1, hash = $2 WHERE id = 1', [head.number, head.hash]);
}

/** Of one rollback, or all, oldest first. */
export async function auditRowsOf(
  sql: Sql,
  rollbackId: string | undefined,
  after: number,
  limit: number,
): Promise<readonly AuditRow[]> {
  const columns = 'SELECT number, rollback_id, entry, hash FROM audit';
  const rows =
    rollbackId === undefined
      ? await sql.all(`${columns} WHERE number > $1 ORDER BY number LIMIT $2`, [after, limit])
      : await sql.all(`${columns} WHERE rollback_id = $3 AND number > $1 ORDER BY number LIMIT $2`, [
          after,
          limit,
          rollbackId,
        ]);
  return rows.map(readRow);
}

const PAGE = 500;

/**
 * The number of the first entry that is wrong, missing or not accounted for. Reads a page in each transaction, so
 * that the log may be long and others go on writing.
 */
export async function firstBroken(
  read: <T>(work: (sql: Sql) => Promise<T>) => Promise<T>,
): Promise<number | undefined> {
  const end = await read(endOfLog);
  if (end === undefined) return 1;
  let last: AuditHead = { number: 0, hash: '0'.repeat(64) };
  while (last.number < end.head.number) {
    const from = last.number;
    const rows = await read((sql) => auditRowsOf(sql, undefined, from, Math.min(PAGE, end.head.number - from)));
    if (rows.length === 0) return last.number + 1;
    for (const row of rows) {
      if (!follows(last, row)) return last.number + 1;
      last = row;
    }
  }
  if (last.hash !== end.head.hash) return last.number;
  return end.highest > end.head.number ? end.head.number + 1 : undefined;
}

async function endOfLog(sql: Sql): Promise<{ readonly head: AuditHead; readonly highest: number } | undefined> {
  const [row] = await sql.all(
    `SELECT h.number AS number, h.hash AS hash, (SELECT COALESCE(MAX(a.number), 0) FROM audit AS a) AS highest
     FROM audit_head AS h WHERE h.id = 1`,
  );
  return row && { head: headRow.parse(row), highest: z.object({ highest: z.number() }).parse(row).highest };
}

function readRow(row: SqlRow): AuditRow {
  const { number, rollback_id: rollbackId, entry, hash } = auditRow.parse(row);
  return { number, rollbackId, entry, hash };
}
