import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deploymentRecordSchema } from '@release-risk/contract/deploymentRecord';
import { verdictReportSchema } from '@release-risk/contract/verdict';
import { hostClock } from '@release-risk/query/hostClock';
import { manualClock } from '@release-risk/query/testing/manualClock';
import { prometheusOnPath, type RunningPrometheus, startPrometheus } from '@release-risk/query/testing/realPrometheus';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { undiciTransport } from '../network/undiciTransport.ts';
import { runCli } from '../testing/runCli.ts';
import { SHOP_MODEL, shopMetrics } from '../testing/shop.ts';

/** Epoch seconds; history and release are written for this moment and asked for it. */
const DEPLOYED = Date.UTC(2026, 10, 2, 12) / 1000;
const CALM = { errors: 0.006, latency: 190 };

/** The gate's own time passes at once; the network keeps the real one. */
const gateClock = (at: number) => manualClock({ now: 1000 * at, skips: () => true });
const networkClock = hostClock({ now: () => Date.now(), setTimeout, clearTimeout });

describe.skipIf(!prometheusOnPath())('a gate over a real Prometheus', () => {
  let server: RunningPrometheus;
  let folder = '';
  let model = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'release-risk-real-'));
    model = join(folder, 'risk.yaml');
    await writeFile(model, SHOP_MODEL);
    const openMetrics = shopMetrics(DEPLOYED, 1800, [
      {
        service: 'checkout',
        version: '2.14.0',
        states: [
          { from: -Infinity, ...CALM },
          { from: 300, errors: 0.041, latency: 410 },
        ],
      },
      { service: 'search', version: '7.1.0', states: [{ from: -Infinity, ...CALM }] },
      {
        service: 'cart',
        version: '1.0.0',
        states: [
          { from: -Infinity, ...CALM },
          { from: 120, latency: 190 },
        ],
      },
    ]);
    server = await startPrometheus({ openMetrics });
  }, 60_000);
  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function gate(url: string, ...more: readonly string[]) {
    const host = { clock: gateClock(DEPLOYED + 30), networkClock, transport: undiciTransport(undefined) };
    const { code, stdout } = await runCli(
      ['gate', model, '--prometheus', url, '--window', '10m', '--format', 'json', ...more],
      host,
    );
    const report = verdictReportSchema.parse(JSON.parse(stdout));
    expect(report.exitCode).toBe(code);
    return report;
  }

  it('exits 0 for a release that stays healthy', async () => {
    const passed = await gate(server.url, '--service', 'search');
    expect(passed).toMatchObject({ exitCode: 0, outcome: 'pass', verdict: 'Low', version: '7.1.0' });
    // Two minutes of warm-up after the deployment that the model's own look-up sees, then ten of watching.
    expect(passed.endedAt).toBe(new Date(1000 * (DEPLOYED + 720)).toISOString());
  });

  it('exits 1 for a release that goes bad, with the reason', async () => {
    const failed = await gate(server.url, '--service', 'checkout');
    expect(failed).toMatchObject({
      exitCode: 1,
      outcome: 'fail',
      verdict: 'High',
      vetoSignals: ['error_rate'],
      version: '2.14.0',
    });
    expect(failed.reason).toMatch(/^High for 1 min: Veto: error rate 4\.19% vs usual 0\.599% \(n=900\)$/);
    expect(Date.parse(failed.endedAt) / 1000 - DEPLOYED).toBeLessThan(420);
  });

  it('exits 2 when a critical signal went silent', async () => {
    const unclear = await gate(server.url, '--service', 'cart');
    expect(unclear).toMatchObject({ exitCode: 2, outcome: 'inconclusive', verdict: 'Inconclusive' });
    expect(unclear.reason).toContain('error rate missing (no data)');
  });

  it('exits 3 for a service that is not there, and for a server that is not', async () => {
    expect(await gate(server.url, '--service', 'serch')).toMatchObject({ exitCode: 3, errorCode: 'RR608' });
    const silent = await gate('http://127.0.0.1:9', '--service', 'search', '--window', '1m');
    expect(silent).toMatchObject({ exitCode: 3, outcome: 'error', errorCode: 'RR613' });
  });

  it('checks ahead of a deployment that everything is ready, and finds a cold baseline', async () => {
    expect(await gate(server.url, '--before', '--service', 'search')).toMatchObject({ exitCode: 0, notReady: [] });
    const cold = await gate(server.url, '--before', '--service', 'search', '--min-history', '1');
    expect(cold.exitCode).toBe(0);
    const early = { clock: gateClock(DEPLOYED - 6 * 86_400), networkClock, transport: undiciTransport(undefined) };
    const args = ['gate', model, '--prometheus', server.url, '--before', '--service', 'search', '--format', 'json'];
    const report = verdictReportSchema.parse(JSON.parse((await runCli(args, early)).stdout));
    expect(report).toMatchObject({ exitCode: 2, outcome: 'inconclusive' });
    expect(report.notReady.map(({ signal }) => signal)).toEqual(['error_rate', 'latency']);
  });

  it('freezes a baseline at the deployment and gates with it', async () => {
    const frozen = join(folder, 'frozen.yaml');
    const out = join(folder, 'deployment.json');
    await writeFile(
      frozen,
      SHOP_MODEL.replaceAll('limit: { sigmas', 'baseline: { kind: frozen }\n    limit: { sigmas'),
    );
    const host = { clock: gateClock(DEPLOYED), networkClock, transport: undiciTransport(undefined) };
    const where = ['--prometheus', server.url];
    const start = await runCli(
      ['deploy', 'start', frozen, ...where, '--service', 'checkout', '--version', '2.14.0', '--out', out],
      host,
    );
    expect(start.code).toBe(0);
    const { baselines } = deploymentRecordSchema.parse(JSON.parse(await readFile(out, 'utf8')));
    expect(baselines?.['error_rate']?.mean).toBeCloseTo(0.006, 4);
    expect(baselines?.['error_rate']?.deviation).toBeCloseTo(0.006 * 0.1 * Math.SQRT1_2, 4);
    const { code, stdout } = await runCli(
      ['gate', frozen, ...where, '--deployment', out, '--window', '10m', '--format', 'json'],
      host,
    );
    expect(code).toBe(1);
    expect(verdictReportSchema.parse(JSON.parse(stdout)).signals[0]?.mean).toBeCloseTo(0.006, 4);
  });
});
