import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { manualClock } from '@release-risk/query/testing/manualClock';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { undiciTransport } from '../network/undiciTransport.ts';
import { type FakeGateway, startFakeGateway } from '../testing/fakeGateway.ts';
import { runCli } from '../testing/runCli.ts';

/** As Grafana sends it: not as we would write JSON. */
const GRAFANA = `{ "receiver":"rr","status":"firing", "version": "1", "orgId": 1,
  "alerts":[{"status":"firing","labels":{"service":"lead-bot"},"fingerprint":"ab"}] }
`;
const ALERTMANAGER = '{"version":"4","alerts":[{"status":"firing"},{"status":"resolved"}]}';

let gateway: FakeGateway;
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'release-risk-replay-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(async () => {
  gateway = await startFakeGateway();
});
afterEach(() => gateway.stop());

async function replay(text: string, args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
  const file = join(folder, 'alert.json');
  await writeFile(file, text);
  return runCli([...args, 'rollback', 'replay', file, '--gateway', gateway.url], {
    clock: manualClock({ skips: (ms) => ms !== 10_000 }),
    transport: undiciTransport(undefined),
    env: {
      RELEASE_RISK_GATEWAY_SECRET: gateway.secret,
      RELEASE_RISK_GATEWAY_ALERT_TOKEN: gateway.token,
      ...env,
    },
  });
}

describe('release-risk rollback replay', () => {
  it('sends the very bytes with a signature of now, and says what was new', async () => {
    const first = await replay(GRAFANA);
    expect([first.code, first.stdout]).toEqual([0, `${join(folder, 'alert.json')}: 1 alert: 1 new, 0 known\n`]);
    const [seen] = gateway.requests;
    expect(seen?.body).toBe(GRAFANA);
    expect(seen?.headers['x-grafana-alerting-timestamp']).toBe(String(Date.UTC(2026, 10, 21, 12) / 1000));
    expect(seen?.headers.authorization).toBeUndefined();
    const second = await replay(GRAFANA);
    expect(second.stdout).toContain('all known to the gateway: nothing follows from them');
  });

  it('knows the notifications of an Alertmanager by their version', async () => {
    const { code, stdout } = await replay(ALERTMANAGER, ['--format', 'json']);
    expect([code, JSON.parse(stdout)]).toEqual([0, { accepted: 2, known: 0 }]);
    expect(gateway.requests[0]).toMatchObject({ route: 'alertmanagerAlerts', body: ALERTMANAGER });
  });

  it('is told where the secret is not the right one', async () => {
    const { code, stderr } = await replay(GRAFANA, [], { RELEASE_RISK_GATEWAY_SECRET: 'another' });
    expect(code).toBe(3);
    expect(stderr).toContain('GW102');
    expect(stderr).not.toContain('another');
  });

  it.each([
    ['nothing', ''],
    ['text', 'alert!'],
    ['a list', '[]'],
    ['no alerts', '{"alerts":[]}'],
    ['something else', '{"status":"firing"}'],
  ])('refuses %s without asking', async (_, text) => {
    const { code, stderr } = await replay(text);
    expect([code, gateway.requests]).toEqual([3, []]);
    expect(stderr).toContain('RR619');
  });

  it('needs the secret of the sender', async () => {
    const { code, stderr } = await replay(GRAFANA, [], { RELEASE_RISK_GATEWAY_SECRET: '' });
    expect([code, gateway.requests]).toEqual([3, []]);
    expect(stderr).toContain('RELEASE_RISK_GATEWAY_SECRET');
  });
});
