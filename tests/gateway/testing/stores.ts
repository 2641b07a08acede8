import { join } from 'node:path';
import { openPostgresStore } from '@release-risk/gateway/store/postgres/postgresStore';
import { openSqliteStore } from '@release-risk/gateway/store/sqlite/sqliteStore';
import type { Store } from '@release-risk/gateway/store/store';
import { NO_POSTGRES, postgresBinaries, type RealPostgres } from '@release-risk/gateway/store/testing/realPostgres';

export const FULL = process.env['RELEASE_RISK_FULL'] === '1';

/** Where the gateways of one test keep everything. */
export interface StorePlace {
  readonly kind: 'sqlite' | 'postgres';
  /** `store` of the configuration. */
  readonly config: object;
  readonly env: Readonly<Record<string, string>>;
  open(): Promise<Store>;
}

export function sqlitePlace(folder: string): StorePlace {
  const file = join(folder, 'gateway.db');
  return {
    kind: 'sqlite',
    config: { sqlite: { file } },
    env: {},
    open: () => openSqliteStore({ file, now: Date.now, random: Math.random }),
  };
}

export async function postgresPlace(server: RealPostgres): Promise<StorePlace> {
  const connectionString = await server.createDatabase();
  return {
    kind: 'postgres',
    config: { postgres: { url: { env: 'STORE_URL' }, connections: 5 } },
    env: { STORE_URL: connectionString },
    open: () => openPostgresStore({ connection: { connectionString }, now: Date.now, random: Math.random }),
  };
}

/** The binaries of PostgreSQL. Where there are none, says so on the console: a skip must be seen. */
export function postgresOrSkip(): string | undefined {
  const found = postgresBinaries();
  if (found === undefined) console.warn(NO_POSTGRES);
  return found;
}
