import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const BIN = fileURLToPath(new URL('../../../pkg/gateway/bin/release-risk-gateway.mjs', import.meta.url));
const PROGRAM = fileURLToPath(new URL('../../../pkg/gateway/dist-node/release-risk-gateway.mjs', import.meta.url));
/** As the bin has it. */
const FLAT_MEMORY = ['--max-semi-space-size=4', '--heap-growing-percent=20'];
const START_WITHIN_MS = 60_000;

/** The bundled gateway as a process of its own. */
export interface GatewayProcess {
  /** Such as `http://127.0.0.1:4711`. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Everything it has written so far. */
  readonly log: () => string;
  /** Resident memory in bytes. */
  readonly rss: () => number;
  readonly isAlive: () => boolean;
  /** As `kill -9` does; resolves when it is gone. */
  kill(): Promise<void>;
  /** As an operator does; resolves with its exit code. */
  stop(): Promise<number | null>;
}

export interface GatewayStart {
  /** Path of its configuration. */
  readonly config: string;
  readonly env?: Readonly<Record<string, string>>;
  /** A program with its arguments that starts it, such as faketime. */
  readonly wrapper?: readonly string[];
}

let bundled: Promise<unknown> | undefined;

/** The bin bundles where a source is newer: once, as all processes of a test must be the same program. */
function bundledOnce(): Promise<unknown> {
  bundled ??= promisify(execFile)(process.execPath, [BIN, '--version']);
  return bundled;
}

/** A gateway that has not yet said where it listens, and perhaps never will. */
interface GatewayBeginning {
  readonly log: () => string;
  readonly ended: Promise<number | null>;
  readonly child: ChildProcess;
}

async function beginGateway({ config, env = {}, wrapper = [] }: GatewayStart): Promise<GatewayBeginning> {
  await bundledOnce();
  const [program = '', ...args] = [...wrapper, process.execPath, ...FLAT_MEMORY, PROGRAM, '--config', config];
  const child = spawn(program, args, {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const end = () => void child.kill('SIGKILL');
  process.once('exit', end);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (text += data.toString()));
  const ended = once(child, 'close').then(([code]) => {
    process.off('exit', end);
    return code as number | null;
  });
  return { child, ended, log: () => text };
}

/** Where it says that it listens; why not, where it does not. Without the means of a test, as benches start it, too. */
async function addressIn(log: () => string, isAlive: () => boolean): Promise<string> {
  const began = performance.now();
  for (;;) {
    const found = /"address":"(http:\/\/127\.0\.0\.1:\d+)"/.exec(log())?.[1];
    if (found !== undefined) return found;
    if (!isAlive()) return 'ended';
    if (performance.now() - began > START_WITHIN_MS) return 'silent';
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export async function startGatewayProcess(start: GatewayStart): Promise<GatewayProcess> {
  const { child, ended, log } = await beginGateway(start);
  const isAlive = () => child.exitCode === null && child.signalCode === null;
  const url = await addressIn(log, isAlive);
  if (!url.startsWith('http')) {
    child.kill('SIGKILL');
    throw new Error(`The gateway does not listen (${url}): ${log().slice(-3000)}`);
  }
  const { pid = 0 } = child;
  return {
    url,
    port: Number(new URL(url).port),
    pid,
    log,
    isAlive,
    rss: () => 1024 * Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1] ?? NaN),
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    stop() {
      child.kill('SIGTERM');
      return ended;
    },
  };
}
