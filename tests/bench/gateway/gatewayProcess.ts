import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const BIN = fileURLToPath(new URL('../../../pkg/gateway/bin/release-risk-gateway.mjs', import.meta.url));

export const SECRET = 'bench-secret-of-at-least-32-characters';

const MODEL = `
apiVersion: releaserisk/v1
kind: RiskModel
name: bench
title: Bench
identity: { labels: [service], services: [bench] }
datasources: { metrics: prometheus }
deployment: { datasource: metrics, query: 'time() - max by (service, version) (deployed)', versionLabel: version }
signals:
  - { id: errors, title: Errors, datasource: metrics, query: sum by (service) (errors), unit: ratio, weight: 1, limit: { above: { yellow: 0.1, red: 0.2 } } }
action: { mode: act }
contactPoints: { pipeline: { gateway: gateway }, team: bench }
`;

/** A gateway in a process of its own, with a store of its own in a folder that goes with it. */
export interface GatewayProcess {
  readonly port: number;
  readonly pid: number;
  /** Resident memory in bytes. */
  rss(): number;
  stop(): Promise<void>;
}

/** `more` is YAML that is added to the configuration. */
export async function startGatewayProcess(more = ''): Promise<GatewayProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'release-risk-bench-'));
  await writeFile(join(folder, 'model.yaml'), MODEL);
  await writeFile(
    join(folder, 'gateway.yaml'),
    `
listen: { port: 0 }
log: { level: warn }
models: [{ file: model.yaml }]
evaluate: { through: servers, datasources: { metrics: { url: 'http://127.0.0.1:1' } } }
alerts: { grafana: { secrets: [{ env: BENCH_SECRET }] } }
${more}
`,
  );
  const child = spawn(process.execPath, [BIN, '--config', join(folder, 'gateway.yaml')], {
    env: { ...process.env, BENCH_SECRET: SECRET, RELEASE_RISK_GATEWAY_LOG_LEVEL: 'info' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await portOf(child);
  const { pid = 0 } = child;
  return {
    port,
    pid,
    rss: () => 1024 * Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1] ?? NaN),
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function portOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.once('exit', (code) => reject(new Error(`The gateway ended with ${String(code)}: ${text}`)));
    child.stdout?.on('data', (chunk: Buffer) => {
      if (text.length > 10_000) return;
      text += chunk.toString();
      const found = /"address":"http:\/\/127\.0\.0\.1:(\d+)"/.exec(text);
      if (found) resolve(Number(found[1]));
    });
  });
}
