import { z } from 'zod';
import { chainedRow, follows, type AuditHead, type AuditRow } from './auditChain.ts';
import type { Sql, SqlRow } from './sql.ts';
import type { AuditEnds, AuditEntry } from './store.ts';

const COLUMNS = 'SELECT number, rollback_id, entry, hash FROM audit';
const countRow = z.object({ count: z.number() });
const headRow = z.object({ number: z.number(), hash: z.string() });
const auditRow = z.object({
  number: z.number(),
  rollback_id: z.string().nullable(),
  entry: z.string(),
  hash: z.string(),
});

/** Puts entries behind the end of the log, in a transaction that keeps all others out. */
export async function appendAudit(sql: Sql, entries: readonly AuditEntry[]): Promise<void> {
  const [row] = await sql.all('SELECT number, hash FROM audit_head WHERE id = 1');
  let head: AuditHead = headRow.parse(row);
  for (const entry of entries) {
    const { number, rollbackId, entry: text, hash } = chainedRow(head, entry);
    await sql.run('INSERT INTO audit (number, rollback_id, entry, hash) VALUES ($1, $2, $3, $4)', [
      number,
      rollbackId,
      text,
      hash,
    ]);
    head = { number, hash };
  }
  await sql.run('UPDATE audit_head SET number = $1, hash = $2 WHERE id = 1', [head.number, head.hash]);
}

/** Both oldest first, and how many are between them. */
export async function auditEndsOf(
  sql: Sql,
  rollbackId: string | undefined,
  { first: mostFirst, newest: mostNewest }: AuditEnds,
): Promise<{ readonly first: readonly AuditRow[]; readonly leftOut: number; readonly newest: readonly AuditRow[] }> {
  const of = rollbackId === undefined ? '' : 'rollback_id = $3 AND';
  const values = rollbackId === undefined ? [] : [rollbackId];
  const first = (
    await sql.all(`${COLUMNS} WHERE ${of} number > $1 ORDER BY number LIMIT $2`, [0, mostFirst, ...values])
  ).map(readRow);
  if (first.length < mostFirst) return { first, leftOut: 0, newest: [] };
  const after = first.at(-1)?.number ?? 0;
  const newest = (
    await sql.all(`${COLUMNS} WHERE ${of} number > $1 ORDER BY number DESC LIMIT $2`, [after, mostNewest, ...values])
  )
    .map(readRow)
    .reverse();
  if (newest.length < mostNewest) return { first, leftOut: 0, newest };
  const [counted] = await sql.all(`SELECT COUNT(*) AS count FROM audit WHERE ${of} number > $1 AND number < $2`, [
    after,
    newest[0]?.number ?? Number.MAX_SAFE_INTEGER,
    ...values,
  ]);
  return { first, leftOut: countRow.parse(counted).count, newest };
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
    const limit = Math.min(PAGE, end.head.number - from);
    const rows = await read((sql) => rowsAfter(sql, from, limit));
    if (rows.length === 0) return last.number + 1;
    for (const row of rows) {
      if (!follows(last, row)) return last.number + 1;
      last = row;
    }
  }
  if (last.hash !== end.head.hash) return last.number;
  return end.highest > end.head.number ? end.head.number + 1 : undefined;
}

async function rowsAfter(sql: Sql, number: number, limit: number): Promise<readonly AuditRow[]> {
  const rows = await sql.all(`${COLUMNS} WHERE number > $1 ORDER BY number LIMIT $2`, [number, limit]);
  return rows.map(readRow);
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
