import type { Migration } from '../migration.ts';

export const first: Migration = {
  number: 1,
  title: 'first',
  statements: [
    `CREATE TABLE deliveries (
       id TEXT PRIMARY KEY,
       source TEXT NOT NULL,
       received_at BIGINT NOT NULL,
       body TEXT NOT NULL,
       outcome TEXT,
       ended_at BIGINT
     )`,
    'CREATE INDEX deliveries_ended ON deliveries (ended_at) WHERE ended_at IS NOT NULL',
    `CREATE TABLE rollbacks (
       id TEXT PRIMARY KEY,
       revision BIGINT NOT NULL,
       identity_key TEXT NOT NULL,
       version TEXT NOT NULL,
       sequence BIGINT NOT NULL,
       state TEXT NOT NULL,
       created_at BIGINT NOT NULL,
       ended_at BIGINT,
       labels TEXT NOT NULL,
       record TEXT NOT NULL,
       UNIQUE (identity_key, version, sequence)
     )`,
    'CREATE INDEX rollbacks_newest ON rollbacks (created_at, id)',
    'CREATE INDEX rollbacks_of_identity ON rollbacks (identity_key, created_at, id)',
    'CREATE INDEX rollbacks_by_state ON rollbacks (state, created_at, id)',
    `CREATE TABLE rollback_labels (
       rollback_id TEXT NOT NULL,
       name TEXT NOT NULL,
       value TEXT NOT NULL,
       PRIMARY KEY (rollback_id, name)
     )`,
    'CREATE INDEX rollback_labels_by_value ON rollback_labels (name, value, rollback_id)',
    `CREATE TABLE deployments (
       id TEXT PRIMARY KEY,
       identity_key TEXT NOT NULL,
       started_at BIGINT NOT NULL,
       record TEXT NOT NULL
     )`,
    'CREATE INDEX deployments_of_identity ON deployments (identity_key, started_at, id)',
    `CREATE TABLE holds (
       id TEXT PRIMARY KEY,
       from_at BIGINT NOT NULL,
       until_at BIGINT NOT NULL,
       ended_at BIGINT,
       record TEXT NOT NULL
     )`,
    'CREATE INDEX holds_until ON holds (until_at)',
    `CREATE TABLE audit (
       number BIGINT PRIMARY KEY,
       rollback_id TEXT,
       entry TEXT NOT NULL,
       hash TEXT NOT NULL
     )`,
    'CREATE INDEX audit_of_rollback ON audit (rollback_id, number)',
    'CREATE TABLE audit_head (id BIGINT PRIMARY KEY CHECK (id = 1), number BIGINT NOT NULL, hash TEXT NOT NULL)',
    `INSERT INTO audit_head (id, number, hash) VALUES (1, 0, '${'0'.repeat(64)}')`,
    `CREATE TABLE messages (
       id TEXT PRIMARY KEY,
       rollback_id TEXT NOT NULL,
       state TEXT NOT NULL,
       record TEXT NOT NULL
     )`,
    'CREATE INDEX messages_of_rollback ON messages (rollback_id)',
    "CREATE INDEX messages_waiting ON messages (state) WHERE state = 'waiting'",
    `CREATE TABLE threads (
       rollback_id TEXT NOT NULL,
       channel TEXT NOT NULL,
       thread TEXT NOT NULL,
       PRIMARY KEY (rollback_id, channel)
     )`,
    'CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL)',
    'CREATE TABLE probe (id BIGINT PRIMARY KEY CHECK (id = 1), at BIGINT NOT NULL)',
  ],
};
