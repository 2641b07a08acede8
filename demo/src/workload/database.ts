import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'libsql';
import { Histogram } from 'prom-client';
import { z } from 'zod';
import { runComponent } from './component.ts';
import { DB_BUCKETS } from './latency.ts';

/** Leads and messages older than this are dropped, so that the file stays small. */
const KEEP_MS = 2 * 3_600_000;

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS messages (id INTEGER PRIMARY KEY, chat TEXT, text TEXT, at INTEGER);
  CREATE TABLE IF NOT EXISTS leads (id INTEGER PRIMARY KEY, name TEXT, phone TEXT, state TEXT, at INTEGER);
  CREATE INDEX IF NOT EXISTS leads_by_state ON leads (state, id);
  CREATE INDEX IF NOT EXISTS leads_by_time ON leads (at);
  CREATE INDEX IF NOT EXISTS messages_by_time ON messages (at);
`;

const OPERATIONS = {
  insert_message: 'INSERT INTO messages (chat, text, at) VALUES (@chat, @text, @now) RETURNING id',
  insert_lead: "INSERT INTO leads (name, phone, state, at) VALUES (@name, @phone, 'new', @now) RETURNING id",
  find_lead: 'SELECT id, name, phone, state FROM leads WHERE id = @id',
  list_leads: 'SELECT id, name, phone, state FROM leads WHERE state = @state ORDER BY id LIMIT 50',
  update_lead: 'UPDATE leads SET state = @state WHERE id = @id RETURNING id',
  taken_leads: 'SELECT id FROM leads WHERE id > @after AND at < @before ORDER BY id LIMIT 500',
} as const;
type Operation = keyof typeof OPERATIONS;

const operationSchema = z.enum(Object.keys(OPERATIONS) as [Operation, ...Operation[]]);
const argumentsSchema = z.record(z.string(), z.union([z.string(), z.number()]));

await runComponent(({ config, app, registry, has }) => {
  mkdirSync(config.folder, { recursive: true });
  const database = new Database(join(config.folder, 'leads.db'));
  database.pragma('journal_mode = WAL');
  // The demo's leads are made up: losing the last second of them in a power cut is fine, waiting for the disk is not.
  database.pragma('synchronous = OFF');
  database.exec(SCHEMA);
  const durations = new Histogram({
    name: 'db_query_duration_seconds',
    help: 'Duration of database queries',
    labelNames: ['op'],
    buckets: [...DB_BUCKETS],
    registers: [registry],
  });
  const statements = new Map(operationSchema.options.map((name) => [name, database.prepare(OPERATIONS[name])]));

  app.post<{ Params: { operation: string } }>('/query/:operation', async (request, reply) => {
    const operation = operationSchema.safeParse(request.params.operation);
    const values = argumentsSchema.safeParse(request.body ?? {});
    const statement = operation.success ? statements.get(operation.data) : undefined;
    if (!operation.success || !values.success || statement === undefined) {
      return reply.code(400).send({ error: 'unknown operation or arguments' });
    }
    const stop = durations.startTimer({ op: operation.data });
    // A version that holds a table lock too long: every query waits for it.
    if (has('db-slow')) await wait(80 + Math.random() * 170);
    const rows = statement.all({ ...values.data, now: Date.now() });
    stop();
    return { rows };
  });

  setInterval(() => {
    const before = Date.now() - KEEP_MS;
    database.prepare('DELETE FROM messages WHERE at < ?').run(before);
    database.prepare('DELETE FROM leads WHERE at < ?').run(before);
  }, 60_000);
});
