import { deploymentRecordSchema, type DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import { holdSchema, type Hold } from '@release-risk/contract/hold';
import { z } from 'zod';
import type { RollbackRecord } from '../flow/rollbackRecord.ts';
import { readAuditRow } from './auditChain.ts';
import { auditEndsOf } from './auditRows.ts';
import { canonicalJson } from '../canonicalJson.ts';
import { readRollback, writeRollback } from './rollbackRow.ts';
import type { Sql, SqlRow, SqlValue } from './sql.ts';
import type {
  AuditEnds,
  AuditEntry,
  AuditStory,
  Delivery,
  Job,
  OutboxMessage,
  RollbackFilter,
  StoreTransaction,
} from './store.ts';
import { columnText } from './textColumn.ts';

/** Puts entries behind the end of the audit log, whatever others do at the same time. */
export type AppendAudit = (sql: Sql, entries: readonly AuditEntry[]) => Promise<void>;

/** Puts a job into the queue of this database, within the transaction. */
export type ScheduleJob = (sql: Sql, job: Job, dueAt: number) => Promise<void>;

const recordRow = z.object({ record: z.string() });
const texts = z.record(z.string(), z.string());
const deliveryRow = z.object({
  id: z.string(),
  source: z.enum(['grafana', 'alertmanager', 'reconcile']),
  received_at: z.number(),
  body: z.string(),
});
const maybeText = z
  .string()
  .optional()
  .transform((value) => value);
const maybeTime = z
  .number()
  .optional()
  .transform((value) => value);
const messageSchema = z.object({
  id: z.string(),
  rollbackId: z.string(),
  channel: z.string(),
  kind: z.string(),
  state: z.enum(['waiting', 'sent', 'refused', 'given up']),
  attempts: z.number(),
  problem: maybeText,
  createdAt: z.number(),
  sentAt: maybeTime,
});

/** The port's transaction over the SQL of either database. */
export class SqlTransaction implements StoreTransaction {
  private readonly entries: AuditEntry[] = [];
  private open = true;

  constructor(
    private readonly connection: Sql,
    private readonly scheduleJob: ScheduleJob,
    private readonly appendAudit: AppendAudit,
  ) {}

  /** Writes what was held back, by `append` where that differs at the end; nothing can be done with it afterwards. */
  async finish(append = this.appendAudit): Promise<void> {
    await this.writeAudit(append);
    this.open = false;
  }

  async delivery(id: string): Promise<Delivery | undefined> {
    const rows = await this.sql.all('SELECT id, source, received_at, body FROM deliveries WHERE id = $1', [id]);
    const [row] = rows.map((each) => deliveryRow.parse(each));
    return row && { id: row.id, source: row.source, receivedAt: row.received_at, body: row.body };
  }

  async endDelivery(id: string, outcome: string, at: number): Promise<void> {
    await this.sql.run('UPDATE deliveries SET outcome = $2, ended_at = $3 WHERE id = $1', [
      id,
      columnText(outcome),
      at,
    ]);
  }

  async rollback(id: string): Promise<RollbackRecord | undefined> {
    const rows = await this.sql.all('SELECT record FROM rollbacks WHERE id = $1', [id]);
    return records(rows, readRollback)[0];
  }

  async rollbacks(filter: RollbackFilter): Promise<readonly RollbackRecord[]> {
    if (filter.states?.length === 0 || filter.limit < 1) return [];
    const { text, values } = rollbackQuery(filter);
    return records(await this.sql.all(text, values), readRollback);
  }

  async addRollback(record: RollbackRecord): Promise<boolean> {
    const added = await this.sql.run(
      `INSERT INTO rollbacks
         (id, revision, identity_key, version, sequence, state, created_at, ended_at, labels, record)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING`,
      rollbackValues(record),
    );
    if (added > 0) await this.putLabels(record);
    return added > 0;
  }

  async replaceRollback(record: RollbackRecord, expected: number): Promise<boolean> {
    if (record.revision <= expected) {
      throw new RangeError(`Revision ${record.revision} of ${record.id} is not above ${expected}`);
    }
    const [before] = await this.sql.all('SELECT labels FROM rollbacks WHERE id = $1 AND revision = $2', [
      record.id,
      expected,
    ]);
    if (before === undefined) return false;
    const replaced = await this.sql.run(
      `UPDATE rollbacks SET revision = $2, identity_key = $3, version = $4, sequence = $5, state = $6,
         created_at = $7, ended_at = $8, labels = $9, record = $10
       WHERE id = $1 AND revision = $11`,
      [...rollbackValues(record), expected],
    );
    if (replaced === 0) return false;
    if (before['labels'] !== canonicalJson(record.labels)) {
      await this.sql.run('DELETE FROM rollback_labels WHERE rollback_id = $1', [record.id]);
      await this.putLabels(record);
    }
    return true;
  }

  async putDeployment(record: DeploymentRecord, identityKey: string): Promise<'created' | 'updated' | 'unchanged'> {
    const values = [
      columnText(record.id),
      columnText(identityKey),
      Date.parse(record.startedAt),
      canonicalJson(record),
    ];
    const created = await this.sql.run(
      `INSERT INTO deployments (id, identity_key, started_at, record) VALUES ($1, $2, $3, $4)
       ON CONFLICT (id) DO NOTHING`,
      values,
    );
    if (created > 0) return 'created';
    const updated = await this.sql.run(
      `UPDATE deployments SET identity_key = $2, started_at = $3, record = $4
       WHERE id = $1 AND (record <> $4 OR identity_key <> $2)`,
      values,
    );
    return updated > 0 ? 'updated' : 'unchanged';
  }

  async deployments(identityKey: string, limit: number): Promise<readonly DeploymentRecord[]> {
    const rows = await this.sql.all(
      'SELECT record FROM deployments WHERE identity_key = $1 ORDER BY started_at DESC, id DESC LIMIT $2',
      [columnText(identityKey), Math.max(0, limit)],
    );
    return records(rows, readDeployment);
  }

  async newestDeployments(since: number): Promise<readonly DeploymentRecord[]> {
    const rows = await this.sql.all(NEWEST_DEPLOYMENTS, [since]);
    return records(rows, readDeployment);
  }

  async addHold(hold: Hold): Promise<void> {
    await this.sql.run(
      `INSERT INTO holds (id, from_at, until_at, record) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO NOTHING`,
      [hold.id, Date.parse(hold.from), Date.parse(hold.until), JSON.stringify(hold)],
    );
  }

  async holds(at: number): Promise<readonly Hold[]> {
    const rows = await this.sql.all(
      `SELECT record FROM holds
       WHERE until_at > $1 AND (ended_at IS NULL OR ended_at > $1) ORDER BY until_at, id`,
      [at],
    );
    return records(rows, (json) => holdSchema.parse(JSON.parse(json)));
  }

  async endHold(id: string, at: number): Promise<boolean> {
    const ended = await this.sql.run(
      'UPDATE holds SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL AND until_at > $2',
      [id, at],
    );
    return ended > 0;
  }

  // Held back to the end, so that the head of the log is locked last and shortest: two transactions cannot wait for
  // each other over it.
  addAudit(entry: AuditEntry): Promise<void> {
    if (!this.open) return Promise.reject(ended());
    this.entries.push(entry);
    return Promise.resolve();
  }

  async audit(rollbackId: string | undefined, most: AuditEnds): Promise<AuditStory> {
    await this.writeAudit(this.appendAudit);
    const { first, leftOut, newest } = await auditEndsOf(this.sql, rollbackId, most);
    return { first: first.map(readAuditRow), leftOut, newest: newest.map(readAuditRow) };
  }

  async addMessage(message: OutboxMessage, dueAt: number): Promise<boolean> {
    const added = await this.sql.run(
      'INSERT INTO messages (id, rollback_id, state, record) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO NOTHING',
      [message.id, message.rollbackId, message.state, JSON.stringify(message)],
    );
    if (added > 0) await this.schedule({ kind: 'notice', id: message.id }, dueAt);
    return added > 0;
  }

  async message(id: string): Promise<OutboxMessage | undefined> {
    const rows = await this.sql.all('SELECT record FROM messages WHERE id = $1', [id]);
    return records(rows, (json) => messageSchema.parse(JSON.parse(json)))[0];
  }

  async replaceMessage(message: OutboxMessage): Promise<void> {
    await this.sql.run('UPDATE messages SET rollback_id = $2, state = $3, record = $4 WHERE id = $1', [
      message.id,
      message.rollbackId,
      message.state,
      JSON.stringify(message),
    ]);
  }

  async thread(rollbackId: string, channel: string): Promise<Readonly<Record<string, string>>> {
    const [row] = await this.sql.all('SELECT thread AS record FROM threads WHERE rollback_id = $1 AND channel = $2', [
      rollbackId,
      channel,
    ]);
    return row === undefined ? {} : texts.parse(JSON.parse(recordRow.parse(row).record));
  }

  async putThread(rollbackId: string, channel: string, thread: Readonly<Record<string, string>>): Promise<void> {
    await this.sql.run(
      `INSERT INTO threads (rollback_id, channel, thread) VALUES ($1, $2, $3)
       ON CONFLICT (rollback_id, channel) DO UPDATE SET thread = excluded.thread`,
      [rollbackId, channel, JSON.stringify(thread)],
    );
  }

  schedule(job: Job, dueAt: number): Promise<void> {
    return this.scheduleJob(this.sql, job, dueAt);
  }

  async fact(name: string): Promise<string | undefined> {
    const [row] = await this.sql.all('SELECT value AS record FROM facts WHERE name = $1', [name]);
    return row && z.string().parse(JSON.parse(recordRow.parse(row).record));
  }

  async putFact(name: string, value: string): Promise<void> {
    await this.sql.run(
      'INSERT INTO facts (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
      [name, JSON.stringify(value)],
    );
  }

  private get sql(): Sql {
    if (!this.open) throw ended();
    return this.connection;
  }

  private async putLabels({ id, labels }: RollbackRecord): Promise<void> {
    for (const [name, value] of Object.entries(labels)) {
      await this.sql.run('INSERT INTO rollback_labels (rollback_id, name, value) VALUES ($1, $2, $3)', [
        id,
        columnText(name),
        columnText(value),
      ]);
    }
  }

  private async writeAudit(append: AppendAudit): Promise<void> {
    const entries = this.entries.splice(0);
    if (entries.length > 0) await append(this.sql, entries);
  }
}

// From identity to identity over the index: as many steps as there are identities, however many deployments they have.
const NEWEST_DEPLOYMENTS = `WITH RECURSIVE identities (identity_key) AS (
    SELECT MIN(identity_key) FROM deployments
    UNION ALL
    SELECT (SELECT MIN(d.identity_key) FROM deployments AS d WHERE d.identity_key > i.identity_key)
    FROM identities AS i WHERE i.identity_key IS NOT NULL
  )
  SELECT record FROM (
    SELECT (
      SELECT d.record FROM deployments AS d WHERE d.identity_key = i.identity_key AND d.started_at >= $1
      ORDER BY d.started_at DESC, d.id DESC LIMIT 1
    ) AS record FROM identities AS i
  ) AS newest WHERE record IS NOT NULL`;

function ended(): Error {
  return new Error('The transaction has ended');
}

function records<T>(rows: readonly SqlRow[], read: (json: string) => T): readonly T[] {
  return rows.map((row) => read(recordRow.parse(row).record));
}

function readDeployment(json: string): DeploymentRecord {
  return deploymentRecordSchema.parse(JSON.parse(json));
}

function rollbackValues(record: RollbackRecord): readonly SqlValue[] {
  return [
    record.id,
    record.revision,
    columnText(record.identityKey),
    columnText(record.version),
    record.sequence,
    record.state,
    record.createdAt,
    record.endedAt ?? null,
    canonicalJson(record.labels),
    writeRollback(record),
  ];
}

function rollbackQuery(filter: RollbackFilter): { readonly text: string; readonly values: readonly SqlValue[] } {
  const values: SqlValue[] = [];
  const bound = (value: SqlValue) => `$${values.push(value)}`;
  const conditions: string[] = [];
  if (filter.states !== undefined) conditions.push(`r.state IN (${filter.states.map(bound).join(', ')})`);
  if (filter.identityKey !== undefined) conditions.push(`r.identity_key = ${bound(columnText(filter.identityKey))}`);
  for (const [name, value] of Object.entries(filter.labels ?? {})) {
    conditions.push(
      `EXISTS (SELECT 1 FROM rollback_labels AS l WHERE l.rollback_id = r.id
         AND l.name = ${bound(columnText(name))} AND l.value = ${bound(columnText(value))})`,
    );
  }
  if (filter.before !== undefined) {
    conditions.push(
      `(r.created_at, r.id) < (SELECT b.created_at, b.id FROM rollbacks AS b WHERE b.id = ${bound(filter.before)})`,
    );
  }
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  return {
    text: `SELECT r.record FROM rollbacks AS r ${where} ORDER BY r.created_at DESC, r.id DESC LIMIT ${bound(filter.limit)}`,
    values,
  };
}
