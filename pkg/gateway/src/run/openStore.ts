import type { Clock } from '@release-risk/query/transport';
import type { ReadConfig } from '../config/readConfig.ts';
import { GatewayError } from '../errors.ts';
import type { FlowLog } from '../flow/parts.ts';
import { openPostgresStore } from '../store/postgres/postgresStore.ts';
import { openSqliteStore } from '../store/sqlite/sqliteStore.ts';
import { type Store, StoreUnavailable } from '../store/store.ts';

/** A single process that was killed finds its jobs again soon: nobody else could have them. */
const SQLITE_LEASE_MS = 10_000;

/** Opens the store of a configuration. Throws GatewayError GW202, and GW301 where it cannot be used, for now or at all. */
export async function openStore(
  { config, readSecret, pathOf }: ReadConfig,
  clock: Clock,
  log: FlowLog,
): Promise<Store> {
  const common = {
    now: () => clock.now(),
    random: Math.random,
    onProblem: (problem: unknown) => log.warn({ err: problem }, 'A job or the store has trouble; it is tried again'),
  };
  if ('sqlite' in config.store) {
    const file = pathOf(config.store.sqlite.file);
    return await opened(openSqliteStore({ file, leaseMs: SQLITE_LEASE_MS, ...common }));
  }
  const { url, connections } = config.store.postgres;
  const connection = { connectionString: readSecret(url) };
  return await opened(openPostgresStore({ connection, maxConnections: connections, ...common }));
}

async function opened(store: Promise<Store>): Promise<Store> {
  try {
    return await store;
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    const { cause } = error;
    const problem = cause instanceof Error ? cause.message : error.message;
    throw Object.assign(new GatewayError({ code: 'GW301', problem }), { cause: error });
  }
}
