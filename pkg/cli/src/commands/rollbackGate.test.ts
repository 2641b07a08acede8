import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type VerdictReport, verdictReportSchema } from '@release-risk/contract/verdict';
import { manualClock } from '@release-risk/query/testing/manualClock';
import type { Transport } from '@release-risk/query/transport';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { undiciTransport } from '../network/undiciTransport.ts';
import { type FakeGateway, startFakeGateway } from '../testing/fakeGateway.ts';
import { fakeShop, type ShopReadings } from '../testing/fakeShop.ts';
import { runCli } from '../testing/runCli.ts';
import { sampleRollback } from '../testing/sampleRollback.ts';
import { SHOP_MODEL } from '../testing/shop.ts';

const RITA = { kind: 'person' as const, id: 'token:rita', name: 'Rita' };
const HELD = {
  id: 'h-1',
  labels: { service: 'checkout' },
  reason: 'a migration runs',
  by: RITA,
  from: '2026-11-21T11:00:00.000Z',
  until: '2026-11-21T13:00:00.000Z',
  source: 'gateway' as const,
};
const ROLLING = sampleRollback({ id: 'rb-9', labels: { service: 'checkout' }, state: 'triggered', decision: null });

let gateway: FakeGateway;
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'release-risk-gate-gateway-'));
  await writeFile(join(folder, 'risk.yaml'), SHOP_MODEL);
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(async () => {
  gateway = await startFakeGateway();
});
afterEach(() => gateway.stop());

/** The shop's server is canned, the gateway is asked over the network. */
function transportTo(readings: ShopReadings): Transport {
  const shop = fakeShop(readings).transport;
  const network = undiciTransport(undefined);
  return (request) => (request.url.startsWith('http://shop.test') ? shop(request) : network(request));
}

function run(args: readonly string[], readings: ShopReadings = {}, token = gateway.token) {
  return runCli(
    ['gate', join(folder, 'risk.yaml'), '--prometheus', 'http://shop.test', '--service', 'checkout', ...args],
    {
      clock: manualClock({ skips: (ms) => ms !== 10_000 }),
      transport: transportTo(readings),
      env: { RELEASE_RISK_GATEWAY_URL: gateway.url, RELEASE_RISK_GATEWAY_TOKEN: token },
    },
  );
}

async function before(args: readonly string[] = [], readings: ShopReadings = {}): Promise<VerdictReport> {
  const { code, stdout } = await run(['--before', '--format', 'json', ...args], readings);
  const report = verdictReportSchema.parse(JSON.parse(stdout));
  expect(report.exitCode).toBe(code);
  return report;
}

describe('a gate before a deployment, with a gateway', () => {
  it('passes where nothing is held and nothing rolls back, without a word', async () => {
    gateway.holds.push({ ...HELD, labels: { service: 'search' } });
    gateway.rollbacks.push(
      { ...ROLLING, labels: { service: 'search' } },
      { ...ROLLING, id: 'rb-8', state: 'succeeded' },
    );
    expect(await before(['--require-gateway'])).toMatchObject({ outcome: 'pass', exitCode: 0, warnings: [] });
  });

  it.each([
    ['the service', { service: 'checkout' }],
    ['everything', {}],
  ])('is not ready while somebody holds %s, and says who until when', async (_, labels) => {
    gateway.holds.push({ ...HELD, labels });
    const { outcome, exitCode, notReady, reason } = await before();
    expect([outcome, exitCode]).toEqual(['fail', 1]);
    const problem = 'Rita holds its rollbacks until 2026-11-21 13:00:00 UTC: a migration runs';
    expect(notReady).toEqual([{ service: 'checkout', signal: null, problem }]);
    expect(reason).toBe(`Not ready: ${problem}`);
  });

  it('takes a hold that is over for none', async () => {
    gateway.holds.push({ ...HELD, until: '2026-11-21T12:00:00.000Z' });
    expect((await before()).outcome).toBe('pass');
  });

  it('is not ready while a rollback of the service is not over, on whatever page it stands', async () => {
    for (const id of ['rb-1', 'rb-2', 'rb-3']) gateway.rollbacks.push(sampleRollback({ id }));
    gateway.rollbacks.push(ROLLING);
    const { outcome, notReady } = await before();
    expect(outcome).toBe('fail');
    expect(notReady.map(({ problem }) => problem)).toEqual([
      'the rollback rb-9 of 1.478.0 to 1.477.3 is not over: pipeline at work',
    ]);
  });

  it('tells everything that is not ready', async () => {
    gateway.holds.push(HELD);
    gateway.rollbacks.push(ROLLING);
    const { notReady } = await before([], { errors: 0.041 });
    expect(notReady.map(({ signal }) => signal)).toEqual([null, null, 'error_rate']);
  });

  describe.each([
    ['fails', () => ({ status: 503 })],
    ['resets', () => 'reset' as const],
    ['is a proxy', () => ({ status: 200, body: '<html>Log in</html>' })],
    ['does not know the token', () => ({ status: 401, body: { error: { code: 'GW102', message: 'No', hint: '' } } })],
  ])('that %s', (_, misbehave) => {
    it('passes with a warning in the report', async () => {
      gateway.misbehave = misbehave;
      const { outcome, exitCode, warnings } = await before();
      expect([outcome, exitCode]).toEqual(['pass', 0]);
      expect(warnings.join()).toMatch(/^holds and rollbacks were not checked: /);
    });

    it('could not evaluate with --require-gateway', async () => {
      gateway.misbehave = misbehave;
      const { outcome, exitCode, errorCode } = await before(['--require-gateway']);
      expect([outcome, exitCode]).toEqual(['error', 3]);
      expect(errorCode).toMatch(/^RR61[67]$/);
    });
  });

  it('still fails for what it sees itself when the gateway is down', async () => {
    gateway.misbehave = () => 'reset';
    expect(await before([], { errors: 0.041 })).toMatchObject({ outcome: 'fail', exitCode: 1 });
  });

  it('takes a token that is not there for a mistake, not for a gateway that is down', async () => {
    const { code, stdout } = await run(['--before'], {}, '');
    expect(code).toBe(3);
    expect(stdout).toContain('RELEASE_RISK_GATEWAY_TOKEN');
  });
});

describe('a gate after a deployment', () => {
  it('does not ask the gateway', async () => {
    const { code } = await run(['--window', '1m', '--since', '2026-11-21T11:50:00Z']);
    expect([code, gateway.requests]).toEqual([0, []]);
  });
});
