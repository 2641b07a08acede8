import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deploymentRecordSchema } from '@release-risk/contract/deploymentRecord';
import { manualClock } from '@release-risk/query/testing/manualClock';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { undiciTransport } from '../network/undiciTransport.ts';
import { type FakeGateway, startFakeGateway } from '../testing/fakeGateway.ts';
import { runCli } from '../testing/runCli.ts';
import { SHOP_MODEL } from '../testing/shop.ts';

let gateway: FakeGateway;
let folder = '';
const file = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'release-risk-deliver-'));
  await writeFile(file('risk.yaml'), SHOP_MODEL);
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(async () => {
  await rm(file('record.json'), { force: true });
  gateway = await startFakeGateway();
});
afterEach(() => gateway.stop());

function deploy(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return runCli(['deploy', ...args], {
    clock: manualClock({ skips: (ms) => ms !== 10_000 }),
    transport: undiciTransport(undefined),
    env: { RELEASE_RISK_GATEWAY_URL: gateway.url, RELEASE_RISK_GATEWAY_TOKEN: gateway.token, ...env },
  });
}

const started = (...more: readonly string[]) => [
  ...['start', file('risk.yaml'), '--service', 'checkout', '--version', '2.14.0', '--previous', '2.13.4'],
  ...['--out', file('record.json'), ...more],
];
const record = async () => deploymentRecordSchema.parse(JSON.parse(await readFile(file('record.json'), 'utf8')));

describe('release-risk deploy with a gateway', () => {
  it('tells it when a deployment begins and how it ended, under the same id', async () => {
    const start = await deploy(started());
    expect(start.code).toBe(0);
    expect(start.stderr).toContain(`created in the gateway ${gateway.url}`);
    const finish = await deploy(['finish', '--record', file('record.json'), '--outcome', 'succeeded']);
    expect(finish.code).toBe(0);
    expect(finish.stderr).toContain('updated in the gateway');
    expect([...gateway.deployments.values()]).toEqual([await record()]);
    expect(await record()).toMatchObject({ previousVersion: '2.13.4', outcome: 'succeeded' });
  });

  it('tells it once more without another effect', async () => {
    await deploy(started());
    expect((await deploy(started())).stderr).toContain('unchanged in the gateway');
  });

  it.each([
    ['fails twice', { status: 503 }],
    ['asks to wait twice', { status: 429, headers: { 'retry-after': '3' } }],
    ['resets twice', 'reset' as const],
  ])('is patient with one that %s', async (_, misbehaviour) => {
    gateway.misbehave = (_route, before) => (before < 2 ? misbehaviour : undefined);
    expect((await deploy(started('--require-gateway'))).code).toBe(0);
    expect(gateway.requests).toHaveLength(3);
  });

  describe.each([
    ['is down', 'reset' as const],
    ['keeps failing', { status: 502, body: 'Bad gateway' }],
    ['refuses the token', { status: 403, body: { error: { code: 'GW106', message: 'Not yours', hint: 'Ask.' } } }],
    ['is a login page', { status: 200, body: '<html></html>' }],
  ])('that %s', (_, misbehaviour) => {
    it('is a warning', async () => {
      gateway.misbehave = () => misbehaviour;
      const { code, stderr } = await deploy(started());
      expect(code).toBe(0);
      expect(stderr).toContain('warning  Not delivered to the gateway.');
      expect((await record()).version).toBe('2.14.0');
    });

    it('is exit code 3 with --require-gateway, and the record is written all the same', async () => {
      gateway.misbehave = () => misbehaviour;
      const { code, stderr } = await deploy(started('--require-gateway'));
      expect(code).toBe(3);
      expect(stderr).toMatch(/error RR61[67]/);
      expect((await record()).version).toBe('2.14.0');
    });
  });

  it.each<[string, Readonly<Record<string, string>>, readonly string[], string]>([
    ['a token that is missing', { RELEASE_RISK_GATEWAY_TOKEN: '' }, [], 'RR606'],
    ['an address that is none', {}, ['--gateway', 'nowhere'], 'The address of the gateway is none'],
    ['no gateway where one is required', { RELEASE_RISK_GATEWAY_URL: '' }, ['--require-gateway'], 'without a gateway'],
  ])('refuses %s before anything is written', async (_, env, args, told) => {
    const { code, stderr } = await deploy(started(...args), env);
    expect(code).toBe(3);
    expect(stderr).toContain(told);
    await expect(record()).rejects.toThrow('ENOENT');
  });

  it('is left alone by a record that could not be written', async () => {
    expect((await deploy(started('--out', join(folder, 'no', 'record.json')))).code).toBe(3);
    expect(gateway.requests).toEqual([]);
  });

  it('leaves stdout to the record', async () => {
    const { stdout } = await deploy(started('--format', 'json'));
    expect(deploymentRecordSchema.parse(JSON.parse(stdout)).version).toBe('2.14.0');
  });
});
