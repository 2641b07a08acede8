import { statSync } from 'node:fs';
import Database from 'libsql';
import { GatewayError } from '../../errors.ts';
import type { Sql, SqlRow, SqlValue } from '../sql.ts';
import { StoreUnavailable } from '../store.ts';

export interface SqliteConnectionSettings {
  /** On a local disk, never on a network share. */
  readonly file: string;
  /** Milliseconds to wait for another process that writes. */
  readonly lockTimeoutMs: number;
  readonly random: () => number;
  /** Milliseconds of a clock that never steps. */
  readonly elapsed: () => number;
}

type Statement = ReturnType<Database.Database['prepare']>;

/** Blocks the event loop: short, and then the wait goes on without blocking. */
const BLOCKING_WAIT_MS = 10;
/** Above this the write-ahead log is cut back to it after a checkpoint. */
const LOG_BYTES = 64 * 1024 * 1024;
const UNAVAILABLE = /^SQLITE_(FULL|READONLY|IOERR|BUSY|LOCKED|CANTOPEN|CORRUPT|NOTADB|NOMEM|PERM|AUTH)/;

/** The one connection of this process. Its users take turns; nothing here keeps them apart. */
export class SqliteConnection implements Sql {
  private readonly statements = new Map<string, Statement>();

  private constructor(
    private readonly database: Database.Database,
    private readonly settings: SqliteConnectionSettings,
    private readonly inode: number,
  ) {}

  /** Throws GatewayError GW301 where the file cannot be opened or would not keep what is committed. */
  static open(settings: SqliteConnectionSettings): SqliteConnection {
    let database: Database.Database | undefined;
    try {
      database = new Database(settings.file);
      database.pragma(`busy_timeout = ${settings.lockTimeoutMs}`);
      const journal = pragma(database, 'journal_mode = WAL', 'journal_mode');
      database.pragma('synchronous = FULL');
      const synchronous = pragma(database, 'synchronous', 'synchronous');
      if (journal !== 'wal') throw refusal(settings.file, `journal_mode is ${String(journal)}, not wal`);
      if (synchronous !== 2) throw refusal(settings.file, `synchronous is ${String(synchronous)}, not 2 (FULL)`);
      database.pragma(`journal_size_limit = ${LOG_BYTES}`);
      database.pragma(`busy_timeout = ${BLOCKING_WAIT_MS}`);
      return new SqliteConnection(database, settings, statSync(settings.file).ino);
    } catch (error) {
      database?.close();
      throw error instanceof GatewayError ? error : refusal(settings.file, messageOf(error), error);
    }
  }

  /** The same as {@link all}, at once. */
  rows(text: string, values: readonly SqlValue[] = []): readonly SqlRow[] {
    return this.asking(() => this.statement(text).all([...values])) as readonly SqlRow[];
  }

  /** The same as {@link run}, at once. */
  change(text: string, values: readonly SqlValue[] = []): number {
    return this.asking(() => this.statement(text).run([...values]).changes);
  }

  async all(text: string, values: readonly SqlValue[] = []): Promise<readonly SqlRow[]> {
    return this.rows(text, values);
  }

  async run(text: string, values: readonly SqlValue[] = []): Promise<number> {
    return this.change(text, values);
  }

  /** Begins a transaction that may write; waits for other processes without blocking. */
  async begin(): Promise<void> {
    this.refuseReplacedFile();
    const since = this.settings.elapsed();
    for (;;) {
      try {
        this.statement('BEGIN IMMEDIATE').run([]);
        return;
      } catch (error) {
        const waited = this.settings.elapsed() - since;
        if (!isBusy(error) || waited >= this.settings.lockTimeoutMs) throw asUnavailable(error);
        await delay(1 + this.settings.random() * 9);
      }
    }
  }

  /** Returns when it is synced. */
  commit(): void {
    this.asking(() => this.statement('COMMIT').run([]));
  }

  /** Does nothing where SQLite has rolled back by itself. */
  rollback(): void {
    if (this.database.inTransaction) this.asking(() => this.statement('ROLLBACK').run([]));
  }

  close(): void {
    this.statements.clear();
    this.checkpoint();
    this.database.close();
  }

  // libsql closes for good only once every statement is collected, so that nobody would empty the log at the end.
  private checkpoint(): void {
    try {
      this.database.pragma('wal_checkpoint(TRUNCATE)');
    } catch {
      // Whatever stands in the log is committed, and read from there at the next start.
    }
  }

  // SQLite would go on writing into a file that nobody finds any more.
  private refuseReplacedFile(): void {
    const found = statSync(this.settings.file, { throwIfNoEntry: false });
    if (found?.ino === this.inode) return;
    throw new StoreUnavailable(`${this.settings.file} was ${found === undefined ? 'removed' : 'replaced'}`);
  }

  private statement(text: string): Statement {
    const known = this.statements.get(text);
    if (known !== undefined) return known;
    const prepared = this.database.prepare(text.replace(/\$(\d+)/g, '?$1'));
    this.statements.set(text, prepared);
    return prepared;
  }

  private asking<T>(ask: () => T): T {
    try {
      return ask();
    } catch (error) {
      throw asUnavailable(error);
    }
  }
}

function asUnavailable(error: unknown): unknown {
  return error instanceof Database.SqliteError && UNAVAILABLE.test(error.code)
    ? new StoreUnavailable(`${error.message} (${error.code})`, { cause: error })
    : error;
}

function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
}

function pragma(database: Database.Database, text: string, column: string): unknown {
  const [row] = database.pragma(text) as readonly SqlRow[];
  return row?.[column];
}

function refusal(file: string, problem: string, cause?: unknown): GatewayError {
  return Object.assign(new GatewayError({ code: 'GW301', problem: `${file}: ${problem}` }), { cause });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
