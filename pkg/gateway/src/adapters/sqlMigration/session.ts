import { Socket } from 'node:net';
import pg from 'pg';

/** One connection, for one piece of work. */
export interface Session {
  /** Runs SQL; several statements only without values. */
  query(sql: string, values?: readonly unknown[]): Promise<Rows>;
}

export interface Rows {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** Of the last statement, such as `COMMIT` (or `ROLLBACK`, where that is what a COMMIT did). */
  readonly command: string;
}

const CONNECT_MS = 5_000;

function rowsOf(result: pg.QueryResult | readonly pg.QueryResult[]): Rows {
  const last = (Array.isArray(result) ? result.at(-1) : result) as pg.QueryResult | undefined;
  return { rows: (last?.rows ?? []) as Rows['rows'], command: last?.command ?? '' };
}

/**
 * Connects, works and disconnects. Rejects with what PostgreSQL or the network says, and when `signal` fires: the
 * connection is cut then, so that the server rolls back whatever was not committed.
 */
export async function inSession<T>(
  connectionString: string,
  signal: AbortSignal,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const socket = new Socket();
  const client = new pg.Client({
    connectionString,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    application_name: 'release-risk-gateway',
    stream: () => socket,
  });
  // Told of by the query that is under way.
  client.on('error', () => undefined);
  const cut = (): void => void socket.destroy(new Error('The work was ended early.'));
  signal.addEventListener('abort', cut, { once: true });
  try {
    await client.connect();
    return await work({
      query: async (sql, values) =>
        rowsOf(await (values === undefined ? client.query(sql) : client.query(sql, [...values]))),
    });
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', cut);
    // A server that does not answer is not waited for.
    void client.end().catch(() => undefined);
    socket.destroySoon();
  }
}
