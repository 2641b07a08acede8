import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import pg from 'pg';

/** A PostgreSQL server of its own, on 127.0.0.1 and a unix socket, with fsync, gone at the end. */
export interface RealPostgres {
  /** Makes an empty database; its connection string. */
  createDatabase(): Promise<string>;
  /** Starts the server again after it was stopped. */
  start(): Promise<void>;
  /** `immediate` is what a crash does; `fast` disconnects everybody and ends in order. */
  stop(how: 'immediate' | 'fast'): Promise<void>;
  /** Crashes and starts again. */
  restart(): Promise<void>;
  /** Stops it and removes its files. */
  close(): Promise<void>;
}

/** Where initdb and postgres are: PG_BIN, PATH, Debian's place; undefined where there are none. */
export function postgresBinaries(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const places = [
    ...(process.env['PG_BIN'] === undefined ? [] : [process.env['PG_BIN']]),
    ...(process.env['PATH'] ?? '').split(delimiter),
    ...versions.map((version) => join(debian, version, 'bin')),
  ];
  return places.find((place) => existsSync(join(place, 'initdb')) && existsSync(join(place, 'postgres')));
}

/** Why a suite that needs PostgreSQL is skipped. */
export const NO_POSTGRES = 'SKIPPED: no PostgreSQL binaries (initdb, postgres) in PG_BIN, PATH or /usr/lib/postgresql';

const USER = 'gateway';
const SIGNALS = { immediate: 'SIGQUIT', fast: 'SIGINT' } as const;

export async function startPostgres(binaries: string): Promise<RealPostgres> {
  const identity = unprivileged();
  const directory = mkdtempSync(join(tmpdir(), 'rr-pg-'));
  if (identity !== undefined) chownSync(directory, identity.uid, identity.gid);
  const data = join(directory, 'data');
  execFileSync(
    join(binaries, 'initdb'),
    ['-D', data, '-U', USER, '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'],
    { ...identity, cwd: directory, stdio: 'ignore' },
  );
  const port = await freePort();
  const url = (database: string) => `postgres://${USER}@127.0.0.1:${port}/${database}`;
  let server: ChildProcess | undefined;
  let databases = 0;

  const end = () => void server?.kill('SIGQUIT');
  process.on('exit', end);

  const start = async () => {
    const child = spawn(
      join(binaries, 'postgres'),
      ['-D', data, '-k', directory, '-h', '127.0.0.1', '-p', String(port), '-c', 'max_connections=200'],
      { ...identity, cwd: directory, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    server = child;
    let log = '';
    child.stderr.on('data', (chunk: Buffer) => (log = `${log}${chunk.toString()}`.slice(-4000)));
    while (!(await answers(url('postgres')))) {
      if (child.exitCode !== null) throw new Error(`postgres ended at start: ${log}`);
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  };

  const stop = async (how: keyof typeof SIGNALS) => {
    const child = server;
    server = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(SIGNALS[how]);
    await ended;
  };

  await start();
  return {
    start,
    stop,
    async createDatabase() {
      databases += 1;
      const name = `gateway_${databases}`;
      const client = new pg.Client({ connectionString: url('postgres') });
      await client.connect();
      await client.query(`CREATE DATABASE ${name}`);
      await client.end();
      return url(name);
    },
    async restart() {
      await stop('immediate');
      await start();
    },
    async close() {
      await stop('immediate');
      process.off('exit', end);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses to run as root. */
function unprivileged(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const user of ['postgres', 'nobody']) {
    try {
      const of = (flag: string) => Number(execFileSync('id', [flag, user], { stdio: ['ignore', 'pipe', 'ignore'] }));
      return { uid: of('-u'), gid: of('-g') };
    } catch {
      continue;
    }
  }
  throw new Error('There is neither a user postgres nor nobody to run PostgreSQL as');
}

async function freePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function answers(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 1000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    // Not waited for: one that never connected may never end.
    void client.end().catch(() => undefined);
  }
}
