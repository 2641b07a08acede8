import type { Session } from './session.ts';
import type { SqlMigrationSettings } from './settings.ts';
import type { AppliedMigration } from './migrationsBetween.ts';

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
/** Held by a rollback from its first to its last moment: whoever cannot have it knows that one is under way. */
const LOCK = '(1381121858, 1)';

const LEDGER = 'release_risk_rollbacks';

/** The tables that a rollback of the schema reads and writes, in SQL. */
export function ledgerOf({ table, lockTimeoutSeconds, statementTimeoutSeconds }: SqlMigrationSettings) {
  const ledger = `${quoted(table.schema)}.${quoted(LEDGER)}`;
  const versions = `${quoted(table.schema)}.${quoted(table.name)}`;
  const version = quoted(table.version);
  const milliseconds = (seconds: number) => String(Math.round(seconds * 1000));

  return {
    /** Begins a transaction that waits for nobody for long, and ends when this side is gone. */
    async begin(session: Session): Promise<void> {
      await session.query('BEGIN ISOLATION LEVEL READ COMMITTED');
      await session.query(
        `SELECT set_config('lock_timeout', '${milliseconds(lockTimeoutSeconds)}', true),
                set_config('statement_timeout', '${milliseconds(statementTimeoutSeconds)}', true),
                set_config('idle_in_transaction_session_timeout', '60000', true),
                set_config('standard_conforming_strings', 'on', true)`,
      );
      // Since PostgreSQL 14; without it a long statement goes on to its end.
      await session.query(
        `SELECT set_config(name, '5000', true) FROM pg_settings WHERE name = 'client_connection_check_interval'`,
      );
    },

    /** Waits until no other rollback is under way, as long as `lock_timeout` lets it; keeps migrations out, too. */
    async lock(session: Session): Promise<void> {
      await session.query(`SELECT pg_advisory_xact_lock${LOCK}`);
      await session.query(`LOCK TABLE ${versions} IN SHARE ROW EXCLUSIVE MODE`);
      await session.query(
        `CREATE TABLE IF NOT EXISTS ${ledger} (
           correlation_id text PRIMARY KEY,
           rollback_id text NOT NULL,
           bad_version text NOT NULL,
           target_version text NOT NULL,
           files text NOT NULL,
           executed_at timestamptz NOT NULL DEFAULT now()
         )`,
      );
    },

    /** False while a rollback is under way; several may look at once. */
    async isIdle(session: Session): Promise<boolean> {
      const { rows } = await session.query(`SELECT pg_try_advisory_xact_lock_shared${LOCK} AS idle`);
      return rows[0]?.['idle'] === true;
    },

    async isDone(session: Session, correlationId: string): Promise<boolean> {
      const { rows } = await session.query('SELECT to_regclass($1) IS NOT NULL AS there', [ledger]);
      if (rows[0]?.['there'] !== true) return false;
      const found = await session.query(`SELECT 1 FROM ${ledger} WHERE correlation_id = $1`, [correlationId]);
      return found.rows.length > 0;
    },

    async applied(session: Session): Promise<AppliedMigration[]> {
      const { rows } = await session.query(
        `SELECT ${version}::text AS version, ${quoted(table.release ?? table.version)}::text AS release,
                ${quoted(table.order)}::text AS position
           FROM ${versions} ORDER BY ${quoted(table.order)}, ${version}`,
      );
      return rows.map((row) => ({
        version: String(row['version']),
        release: String(row['release']),
        position: String(row['position']),
      }));
    },

    async forget(session: Session, migration: string): Promise<void> {
      await session.query(`DELETE FROM ${versions} WHERE ${version}::text = $1`, [migration]);
    },

    async write(session: Session, row: readonly [string, string, string, string, string]): Promise<void> {
      await session.query(
        `INSERT INTO ${ledger} (correlation_id, rollback_id, bad_version, target_version, files)
         VALUES ($1, $2, $3, $4, $5)`,
        row,
      );
    },

    async transactionId(session: Session): Promise<string> {
      const { rows } = await session.query('SELECT txid_current()::text AS id');
      return String(rows[0]?.['id']);
    },
  };
}

export type Ledger = ReturnType<typeof ledgerOf>;
