import pg from 'pg';
import type { Sql, SqlRow, SqlValue } from '../sql.ts';
import { StoreUnavailable } from '../store.ts';

/** Milliseconds after which a server that does not answer counts as gone. The first is also the wait for a free one. */
const CONNECT_MS = 10_000;
const ANSWER_MS = 30_000;

/** Again: the transaction lost against another and did nothing. */
const COLLIDED = new Set(['40001', '40P01']);
/** Connection, resources, shutdown, read-only, locks. */
const UNAVAILABLE = /^(08|53|57|58|25006|55P03|XX00[12])/;

/** A pool whose connections may be lost at any time; whoever asks next gets a new one. */
export function openPool(config: pg.PoolConfig, max: number, onProblem: (problem: unknown) => void): pg.Pool {
  const pool = new pg.Pool({
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: ANSWER_MS,
    statement_timeout: ANSWER_MS,
    keepAlive: true,
    application_name: 'release-risk-gateway',
    ...config,
    max,
    types: NUMBERS,
  });
  // Without listeners a lost connection would end the process.
  pool.on('error', onProblem);
  // Whoever asks over it hears of it as well.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

// Counts and times fit into a double for longer than this will run.
const NUMBERS: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === pg.types.builtins.INT8 && format !== 'binary'
      ? Number
      : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
};

/** One statement by itself. */
export async function ask(
  client: Pick<pg.ClientBase, 'query'>,
  text: string,
  values: readonly unknown[] = [],
): Promise<pg.QueryResult<SqlRow>> {
  try {
    return await client.query<SqlRow>(text, [...values]);
  } catch (error) {
    throw asUnavailable(error);
  }
}

/** Runs `work` in a transaction, again while it collides with others; resolves when it is synced. */
export async function commit<T>(
  pool: pg.Pool,
  random: () => number,
  work: (sql: PostgresSql) => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await once(pool, work);
    } catch (error) {
      if (!isCollision(error)) throw error;
      if (tries === TRIES)
        throw new StoreUnavailable(`${messageOf(error)} (${TRIES} times in a row)`, { cause: error });
      await new Promise((resolve) => setTimeout(resolve, random() * REST_MS * tries));
    }
  }
}

const TRIES = 12;
const REST_MS = 20;

export function isCollision(error: unknown): boolean {
  return error instanceof pg.DatabaseError && COLLIDED.has(error.code ?? '');
}

async function once<T>(pool: pg.Pool, work: (sql: PostgresSql) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw asUnavailable(error);
  });
  let broken = true;
  try {
    try {
      const sql = new PostgresSql(client);
      const result = await work(sql);
      await sql.commit();
      broken = false;
      return result;
    } catch (error) {
      await client.query('ROLLBACK').then(
        () => (broken = false),
        // The server rolls back what it has no connection for.
        () => undefined,
      );
      throw error;
    }
  } finally {
    client.release(broken);
  }
}

/** Values may be lists, for parameters that are arrays. */
interface PostgresStatement {
  readonly text: string;
  readonly values: readonly (SqlValue | readonly SqlValue[])[];
}

/**
 * A connection within a transaction, which begins with the first change: under READ COMMITTED each statement sees what
 * was committed before it, so that reading needs none, and most that is asked only reads.
 */
export class PostgresSql implements Sql {
  private readonly last: PostgresStatement[] = [];
  private begun: Promise<unknown> | undefined;

  constructor(private readonly client: pg.ClientBase) {}

  async ask({ text, values }: PostgresStatement): Promise<void> {
    await this.begin();
    await ask(this.client, text, values);
  }

  /** For what others wait for: it goes with the commit, in one round trip. */
  askWithCommit(statement: PostgresStatement): void {
    this.last.push(statement);
  }

  /** Where a statement before it fails, the server makes a rollback of the commit. */
  async commit(): Promise<void> {
    if (this.begun === undefined && this.last.length === 0) return;
    await this.begin();
    const before = this.last.map(({ text, values }) => ask(this.client, text, values));
    const [{ command }] = await Promise.all([ask(this.client, 'COMMIT'), ...before]);
    if (command !== 'COMMIT') throw new Error('The server did not commit: a statement before had failed');
  }

  async all(text: string, values: readonly SqlValue[] = []): Promise<readonly SqlRow[]> {
    return (await ask(this.client, text, values)).rows;
  }

  async run(text: string, values: readonly SqlValue[] = []): Promise<number> {
    await this.begin();
    return (await ask(this.client, text, values)).rowCount ?? 0;
  }

  private begin(): Promise<unknown> {
    this.begun ??= ask(this.client, 'BEGIN ISOLATION LEVEL READ COMMITTED');
    return this.begun;
  }
}

/** What did not come from the server as an answer came from the way there. */
export function asUnavailable(error: unknown): unknown {
  if (error instanceof StoreUnavailable) return error;
  if (error instanceof pg.DatabaseError && !UNAVAILABLE.test(error.code ?? '')) return error;
  return new StoreUnavailable(messageOf(error), { cause: error });
}

function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
