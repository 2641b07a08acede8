import { z } from 'zod';
import { openPostgresStore } from '../postgres/postgresStore.ts';
import { openSqliteStore } from '../sqlite/sqliteStore.ts';
import type { Store } from '../store.ts';

/** Which database, in a form that can be handed to another process. */
export const databaseSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sqlite'), file: z.string() }),
  z.object({ kind: z.literal('postgres'), connectionString: z.string() }),
]);
export type Database = z.output<typeof databaseSchema>;

export interface OpenOptions {
  readonly leaseMs?: number;
  readonly now?: () => number;
  readonly onProblem?: (problem: unknown) => void;
}

/** Opens it as a process does. */
export function openDatabase(database: Database, options: OpenOptions = {}): Promise<Store> {
  const common = { now: Date.now, random: Math.random, ...options };
  return database.kind === 'sqlite'
    ? openSqliteStore({ file: database.file, ...common })
    : openPostgresStore({ connection: { connectionString: database.connectionString }, maxConnections: 5, ...common });
}

/** What the suites need of a database. */
export interface StoreUnderTest {
  /** An empty one. */
  fresh(): Promise<Database>;
  /** Runs SQL past the store, as somebody who tampers does. */
  tamper(database: Database, sql: string): Promise<void>;
}
