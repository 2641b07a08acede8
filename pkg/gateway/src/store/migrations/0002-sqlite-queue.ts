import type { Migration } from '../migration.ts';

/** In PostgreSQL the queue is graphile-worker, which brings its own tables. */
export const sqliteQueue: Migration = {
  number: 2,
  title: 'sqlite-queue',
  statements: [
    `CREATE TABLE jobs (
       key TEXT PRIMARY KEY,
       kind TEXT NOT NULL,
       id TEXT NOT NULL,
       due_at BIGINT NOT NULL,
       generation BIGINT NOT NULL,
       attempts BIGINT NOT NULL,
       locked_by TEXT
     )`,
    'CREATE INDEX jobs_due ON jobs (due_at) WHERE locked_by IS NULL',
    'CREATE INDEX jobs_locked ON jobs (locked_by) WHERE locked_by IS NOT NULL',
    'CREATE TABLE workers (id TEXT PRIMARY KEY, beats BIGINT NOT NULL)',
  ],
};
