/* eslint-disable no-restricted-imports, no-restricted-globals -- starts a real server for tests; never part of a product */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export interface PrometheusOptions {
  /** History in OpenMetrics text (times in epoch seconds), written by promtool before the start; `# EOF` may be left out. */
  readonly openMetrics?: string;
  /** A rule file (YAML with `groups:`). */
  readonly rules?: string;
  /** Jobs to scrape; targets as `host:port`. */
  readonly scrape?: readonly {
    readonly job: string;
    readonly targets: readonly string[];
    readonly interval?: string;
  }[];
  /** How often rules are evaluated. Default 1s. */
  readonly evaluationInterval?: string;
  /** Further flags, such as `--query.max-samples=10`. */
  readonly flags?: readonly string[];
}

export interface RunningPrometheus {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** Ends the server and removes its data. May be called twice. */
  stop(): Promise<void>;
}

const ADDRESS = '127.0.0.1';
const START_ATTEMPTS = 3;
const READY_WITHIN_MS = 30_000;

function onPath(binary: string): string | undefined {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const path = join(folder, binary);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
}

/** Whether prometheus and promtool are installed. When not, says so once on the console: a skip must be seen. */
export function prometheusOnPath(): boolean {
  const found = onPath('prometheus') !== undefined && onPath('promtool') !== undefined;
  if (!found)
    console.warn('SKIPPED: prometheus and promtool are not on PATH, so nothing runs against a real Prometheus.');
  return found;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, ADDRESS, resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No free port.');
  return address.port;
}

function configOf(folder: string, options: PrometheusOptions): string {
  // JSON is YAML, and quotes whatever needs it.
  return JSON.stringify({
    global: { evaluation_interval: options.evaluationInterval ?? '1s' },
    rule_files: options.rules === undefined ? [] : [join(folder, 'rules.yml')],
    scrape_configs: (options.scrape ?? []).map(({ job, targets, interval = '1s' }) => ({
      job_name: job,
      scrape_interval: interval,
      scrape_timeout: interval,
      static_configs: [{ targets }],
    })),
  });
}

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

function run(path: string, flags: readonly string[]): { readonly child: ChildProcess; readonly ended: Promise<Ended> } {
  const child = spawn(path, flags, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString()).slice(-4000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const ended = new Promise<Ended>((resolve) => {
    child.once('error', (error) => {
      resolve({ code: null, output: error.message });
    });
    child.once('close', (code) => {
      resolve({ code, output });
    });
  });
  return { child, ended };
}

async function backfill(folder: string, openMetrics: string): Promise<void> {
  const input = join(folder, 'history.om');
  const text = openMetrics.endsWith('\n') ? openMetrics : `${openMetrics}\n`;
  await writeFile(input, text.endsWith('# EOF\n') ? text : `${text}# EOF\n`);
  const flags = ['tsdb', 'create-blocks-from', 'openmetrics', '--max-block-duration=744h', input, join(folder, 'data')];
  const { code, output } = await run(onPath('promtool') ?? 'promtool', flags).ended;
  if (code !== 0) throw new Error(`promtool could not write the history: ${output}`);
}

async function ready(url: string, hasEnded: () => boolean): Promise<boolean> {
  const until = Date.now() + READY_WITHIN_MS; // eslint-disable-line no-restricted-properties -- a real server needs real time
  // eslint-disable-next-line no-restricted-properties -- as above
  while (!hasEnded() && Date.now() < until) {
    const answer = await fetch(`${url}/-/ready`).catch(() => undefined);
    await answer?.text();
    if (answer?.status === 200) return true;
    await pause(50);
  }
  return false;
}

/** Starts one server on a free port. Undefined = the port was taken meanwhile; throws when it fails otherwise. */
async function startOnce(folder: string, options: PrometheusOptions): Promise<RunningPrometheus | undefined> {
  const address = `${ADDRESS}:${String(await freePort())}`;
  const { child, ended } = run(onPath('prometheus') ?? 'prometheus', [
    `--config.file=${join(folder, 'prometheus.yml')}`,
    `--storage.tsdb.path=${join(folder, 'data')}`,
    '--storage.tsdb.retention.time=20y',
    `--web.listen-address=${address}`,
    '--log.level=warn',
    ...(options.flags ?? []),
  ]);
  const state = { ended: false };
  void ended.then(() => {
    state.ended = true;
  });
  // A test run that is cut short must not leave the server behind.
  const kill = (): void => {
    child.kill('SIGKILL');
  };
  process.once('exit', kill);
  const stop = async (): Promise<void> => {
    process.removeListener('exit', kill);
    child.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  const url = `http://${address}`;
  if (await ready(url, () => state.ended)) return { url, stop };
  process.removeListener('exit', kill);
  child.kill('SIGKILL');
  const { output } = await ended;
  if (output.includes('address already in use')) return undefined;
  throw new Error(`Prometheus did not start: ${output}`);
}

/** Starts a real Prometheus with data of its own in a temporary folder, and resolves when it is ready for queries. */
export async function startPrometheus(options: PrometheusOptions = {}): Promise<RunningPrometheus> {
  const folder = await mkdtemp(join(tmpdir(), 'release-risk-prometheus-'));
  try {
    await mkdir(join(folder, 'data'));
    await writeFile(join(folder, 'prometheus.yml'), configOf(folder, options));
    if (options.rules !== undefined) await writeFile(join(folder, 'rules.yml'), options.rules);
    if (options.openMetrics !== undefined) await backfill(folder, options.openMetrics);
    for (let tried = 1; tried <= START_ATTEMPTS; tried++) {
      const running = await startOnce(folder, options);
      if (running !== undefined) return running;
    }
    throw new Error('Prometheus did not start: every free port was taken again.');
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}
