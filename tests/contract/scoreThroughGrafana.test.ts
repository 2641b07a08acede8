import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { undiciTransport } from '@release-risk/cli/network/undiciTransport';
import { runCli } from '@release-risk/cli/testing/runCli';
import { SHOP_MODEL, shopMetrics } from '@release-risk/cli/testing/shop';
import { scoreReportSchema } from '@release-risk/contract/verdict';
import { hostClock } from '@release-risk/query/hostClock';
import { prometheusOnPath, type RunningPrometheus, startPrometheus } from '@release-risk/query/testing/realPrometheus';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const { GRAFANA_URL = '', GRAFANA_USER = 'admin', GRAFANA_PASSWORD = 'admin' } = process.env;
const CAN_RUN = GRAFANA_URL !== '' && prometheusOnPath();
if (!CAN_RUN) console.warn('SKIPPED: without GRAFANA_URL and a Prometheus nothing is scored through a real Grafana.');

/** Epoch seconds; the history is written for this moment. */
const DEPLOYED = Date.UTC(2026, 10, 2, 12) / 1000;
const UID = `score-${String(process.pid)}`;
const clock = hostClock({ now: () => Date.now(), setTimeout, clearTimeout });
const transport = undiciTransport(undefined);

async function datasource(method: 'POST' | 'DELETE', path: string, body?: unknown): Promise<number> {
  const basic = Buffer.from(`${GRAFANA_USER}:${GRAFANA_PASSWORD}`).toString('base64');
  const headers = { authorization: `Basic ${basic}`, 'content-type': 'application/json' };
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  return (await fetch(`${GRAFANA_URL}/api/datasources${path}`, { method, headers, ...sent })).status;
}

describe.skipIf(!CAN_RUN)('Scoring through a real Grafana', { timeout: 60_000 }, () => {
  let server: RunningPrometheus;
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'release-risk-grafana-'));
    await writeFile(join(folder, 'risk.yaml'), SHOP_MODEL);
    const calm = { errors: 0.006, latency: 190 };
    server = await startPrometheus({
      openMetrics: shopMetrics(DEPLOYED, 1800, [
        {
          service: 'checkout',
          version: '2.14.0',
          states: [
            { from: -Infinity, ...calm },
            { from: 300, errors: 0.041, latency: 410 },
          ],
        },
        { service: 'search', version: '7.1.0', states: [{ from: -Infinity, ...calm }] },
      ]),
    });
    const made = { name: UID, uid: UID, type: 'prometheus', access: 'proxy', url: server.url };
    expect(await datasource('POST', '', made)).toBe(200);
  }, 60_000);
  afterAll(async () => {
    await datasource('DELETE', `/uid/${UID}`);
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function score(offset: number, ...where: readonly string[]) {
    const env = { RELEASE_RISK_GRAFANA_USER: GRAFANA_USER, RELEASE_RISK_GRAFANA_PASSWORD: GRAFANA_PASSWORD };
    const args = ['score', join(folder, 'risk.yaml'), '--at', String(DEPLOYED + offset), '--format', 'json', ...where];
    const { stdout } = await runCli(args, { clock, transport, env });
    return scoreReportSchema.parse(JSON.parse(stdout));
  }

  it.each([-600, 240, 900])('gives the score of the servers themselves, %d s after the deployment', async (offset) => {
    const direct = await score(offset, '--prometheus', server.url);
    const through = await score(offset, '--grafana', GRAFANA_URL, '--datasource', `metrics=${UID}`);
    expect(through).toEqual(direct);
    expect(through.services).toHaveLength(3);
  });
});
