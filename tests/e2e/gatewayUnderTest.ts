import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { GATEWAY_SECRET } from './grafanaUnderTest.ts';

const BIN = fileURLToPath(new URL('../../pkg/gateway/bin/release-risk-gateway.mjs', import.meta.url));
/** The first start may have to bundle it. */
const LISTENS_WITHIN_MS = 60_000;

/** A gateway in a process of its own: it keeps its address and its store over a stop and a start. */
export interface GatewayUnderTest {
  readonly url: string;
  /** What the plugin has to send. */
  readonly proxySecret: string;
  /** Resolves when it listens. */
  start(): Promise<void>;
  /** As an init system stops it. */
  stop(): Promise<void>;
  /** Asks it as a pipeline and a reader would, past Grafana. Throws where it refuses. */
  ask(method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown>;
  /** What it logged so far. */
  log(): string;
  remove(): Promise<void>;
}

export interface GatewayWanted {
  /** Of the Grafana under test, with a token of a service account of it. */
  readonly grafana: { readonly url: string; readonly token: string };
  /** Where rollbacks are sent. */
  readonly pipeline: { readonly url: string; readonly secret: string };
}

/** Makes its configuration; nothing is started yet. */
export async function gatewayUnderTest({ grafana, pipeline }: GatewayWanted): Promise<GatewayUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), 'release-risk-gateway-e2e-'));
  const file = join(folder, 'gateway.yaml');
  const port = await freePort();
  const url = `http://127.0.0.1:${String(port)}`;
  const proxySecret = randomBytes(32).toString('hex');
  const token = randomBytes(32).toString('hex');
  const config = {
    listen: { port },
    store: { sqlite: { file: 'gateway.db' } },
    grafana: { url: grafana.url, token: { env: 'GRAFANA_TOKEN' } },
    models: 'grafana',
    alerts: { grafana: { secrets: [{ env: 'ALERT_SECRET' }] } },
    people: { grafana: { proxySecrets: [{ env: 'PROXY_SECRET' }] } },
    tokens: [{ name: 'pipeline', secret: { env: 'PIPELINE_TOKEN' }, scopes: ['pipeline', 'read'] }],
    egress: { allow: [pipeline.url, new URL(grafana.url).origin], allowPrivate: ['127.0.0.1/32'] },
    adapters: {
      deployer: {
        kind: 'webhook',
        url: `${pipeline.url}/hook`,
        secret: { env: 'DEPLOYER_SECRET' },
        statusUrl: `${pipeline.url}/status?id={externalId}`,
        verifyUrl: `${pipeline.url}/live`,
      },
    },
    releases: [{ name: 'all', steps: [{ id: 'code', kind: 'code', adapter: 'deployer' }] }],
    channels: { story: { kind: 'grafanaAnnotation', url: grafana.url, token: { env: 'GRAFANA_TOKEN' } } },
  };
  await writeFile(file, JSON.stringify(config));
  const env = {
    PATH: process.env['PATH'],
    GRAFANA_TOKEN: grafana.token,
    ALERT_SECRET: GATEWAY_SECRET,
    PROXY_SECRET: proxySecret,
    PIPELINE_TOKEN: token,
    DEPLOYER_SECRET: pipeline.secret,
  };
  let running: ChildProcess | undefined;
  let written = '';
  const stop = async () => {
    const child = running;
    running = undefined;
    if (child === undefined || child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  };
  return {
    url,
    proxySecret,
    async start() {
      const child = spawn(process.execPath, [BIN, '--config', file], { env, stdio: ['ignore', 'pipe', 'pipe'] });
      running = child;
      const from = written.length;
      for (const stream of [child.stdout, child.stderr]) {
        stream.on('data', (data: Buffer) => (written += data.toString()));
      }
      // A run that is cut short must not leave it behind.
      process.once('exit', () => child.kill('SIGKILL'));
      const until = Date.now() + LISTENS_WITHIN_MS;
      while (!written.slice(from).includes('"The gateway listens"')) {
        if (child.exitCode !== null || Date.now() > until) throw new Error(`The gateway does not listen: ${written}`);
        await pause(50);
      }
    },
    stop,
    async ask(method, path, body) {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${method} ${path}: ${String(response.status)} ${text}`);
      return JSON.parse(text) as unknown;
    },
    log: () => written,
    async remove() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No free port.');
  return address.port;
}
