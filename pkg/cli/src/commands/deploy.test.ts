import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deploymentRecordSchema } from '@release-risk/contract/deploymentRecord';
import { manualClock } from '@release-risk/query/testing/manualClock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fakeShop, type ShopReadings } from '../testing/fakeShop.ts';
import { runCli } from '../testing/runCli.ts';
import { SHOP_MODEL } from '../testing/shop.ts';

let folder = '';
const file = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'release-risk-deploy-'));
  await writeFile(file('risk.yaml'), SHOP_MODEL);
  await writeFile(file('frozen.yaml'), SHOP_MODEL.replace('weight: 60', 'weight: 60\n    baseline: { kind: frozen }'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function run(args: readonly string[], env: Readonly<Record<string, string>> = {}, readings: ShopReadings = {}) {
  const shop = fakeShop(readings);
  const host = { clock: manualClock({ skips: (ms) => ms !== 10_000 }), transport: shop.transport, env };
  return runCli(['deploy', ...args], host).then((result) => ({ ...result, requests: shop.requests }));
}

const start = (model: string, out: string, ...more: readonly string[]) => [
  'start',
  file(model),
  '--service',
  'checkout',
  '--version',
  '2.14.0',
  '--out',
  file(out),
  ...more,
];
const record = async (name: string) => deploymentRecordSchema.parse(JSON.parse(await readFile(file(name), 'utf8')));

describe('release-risk deploy', () => {
  it('writes what was released without asking any server', async () => {
    const { code, requests } = await run(
      start('risk.yaml', 'a.json', '--previous', '2.13.4', '--migrations', 'reversible', '--config-ref', 'c7'),
    );
    expect(code).toBe(0);
    expect(requests).toHaveLength(0);
    expect(await record('a.json')).toMatchObject({
      labels: { service: 'checkout' },
      version: '2.14.0',
      previousVersion: '2.13.4',
      startedAt: '2026-11-21T12:00:00.000Z',
      kind: 'deploy',
      migrations: 'reversible',
      configRef: 'c7',
    });
  });

  it('names the same deployment by the same id, and others by others', async () => {
    await run(start('risk.yaml', 'b1.json'));
    await run(start('risk.yaml', 'b2.json'));
    await run(start('risk.yaml', 'b3.json', '--started-at', '-1m'));
    const [one, two, three] = [await record('b1.json'), await record('b2.json'), await record('b3.json')];
    expect(one.id).toMatch(/^checkout-2\.14\.0-[0-9a-f]{12}$/);
    expect(two.id).toBe(one.id);
    expect(three.id).not.toBe(one.id);
  });

  it.each<[string, Readonly<Record<string, string>>, object]>([
    [
      'GitHub Actions',
      {
        GITHUB_SHA: 'abc',
        GITHUB_ACTOR: 'mona',
        GITHUB_SERVER_URL: 'https://github.com',
        GITHUB_REPOSITORY: 'o/r',
        GITHUB_RUN_ID: '7',
      },
      { commit: 'abc', author: 'mona', url: 'https://github.com/o/r/actions/runs/7' },
    ],
    [
      'GitLab CI',
      { CI_COMMIT_SHA: 'def', GITLAB_USER_LOGIN: 'tanuki', CI_JOB_URL: 'https://gitlab.com/j/1' },
      { commit: 'def', author: 'tanuki', url: 'https://gitlab.com/j/1' },
    ],
    [
      'Jenkins',
      { GIT_COMMIT: '123', BUILD_URL: 'http://jenkins/job/1/' },
      { commit: '123', url: 'http://jenkins/job/1/' },
    ],
  ])('takes commit, author and address from %s', async (_, env, expected) => {
    expect((await run(start('risk.yaml', 'ci.json'), env)).code).toBe(0);
    expect(await record('ci.json')).toMatchObject(expected);
  });

  it('freezes the baselines where the model says so', async () => {
    const { code, stdout } = await run(start('frozen.yaml', 'f.json', '--prometheus', 'http://shop.test'));
    expect(code).toBe(0);
    expect(stdout).toContain('1 baseline frozen');
    expect((await record('f.json')).baselines).toEqual({ error_rate: { mean: 0.006, deviation: 0.001 } });
  });

  it('writes the record and exits 2 when a baseline is not there', async () => {
    const { code, stderr } = await run(
      start('frozen.yaml', 'g.json', '--prometheus', 'http://shop.test'),
      {},
      { service: 'search' },
    );
    expect(code).toBe(2);
    expect(stderr).toContain('Error rate has no baseline to freeze');
    expect((await record('g.json')).baselines).toEqual({});
  });

  it('finishes a record, and only a later end', async () => {
    await run(start('risk.yaml', 'h.json'));
    expect(
      (await run(['finish', '--record', file('h.json'), '--outcome', 'failed', '--finished-at', '-5m'])).code,
    ).toBe(3);
    expect((await run(['finish', '--record', file('h.json'), '--outcome', 'succeeded'])).code).toBe(0);
    expect(await record('h.json')).toMatchObject({ outcome: 'succeeded', finishedAt: '2026-11-21T12:00:00.000Z' });
  });

  it.each<[string, readonly string[], string]>([
    ['an unknown service', ['--service', 'nobody'], 'RR608'],
    ['an address that is none', ['--url', 'not a url'], 'url'],
    ['an empty version', ['--version', ''], 'version'],
    ['a folder that does not exist', ['--out', 'no/such/folder/x.json'], 'RR603'],
  ])('writes nothing with %s', async (_, more, told) => {
    const { code, stderr } = await run(start('risk.yaml', 'never.json', ...more));
    expect(code).toBe(3);
    expect(stderr).toContain(told);
    expect((await readdir(folder)).filter((name) => name.includes('never') || name.endsWith('.tmp'))).toEqual([]);
  });

  describe('with the verdict of a gate', () => {
    const verdict = {
      apiVersion: 'releaserisk/verdict/v1',
      mode: 'watch',
      outcome: 'fail',
      exitCode: 1,
      verdict: 'High',
      score: 1.6,
      coverage: 1,
      veto: false,
      vetoSignals: [],
      sentence: 'Error rate 9 % vs usual 1 %',
      reason: 'High stood for 2 min',
      labels: { service: 'checkout' },
      signals: [],
      service: 'checkout',
      version: '2.14.0',
      model: 'shop',
      fingerprint: 'f',
      previousVersion: null,
      commit: null,
      author: null,
      url: null,
      deployment: null,
      startedAt: '2026-11-21T12:00:00.000Z',
      endedAt: '2026-11-21T12:04:00.000Z',
      evaluations: 8,
      answered: 8,
      failOn: 'high',
      errorCode: null,
      hint: null,
      notReady: [],
      failures: [],
      warnings: [],
      services: [],
    };
    const finish = async (name: string, said: object | string) => {
      await run(start('risk.yaml', `${name}.json`));
      await writeFile(file(`${name}-verdict.json`), typeof said === 'string' ? said : JSON.stringify(said));
      const files = ['--record', file(`${name}.json`), '--verdict', file(`${name}-verdict.json`)];
      return run(['finish', ...files, '--outcome', 'failed']);
    };

    it.each<[string, object | string, string]>([
      ['that is cut off', '{"apiVersion": "rel', 'not JSON'],
      ['of a score', { ...verdict, apiVersion: 'releaserisk/score/v1' }, 'apiVersion'],
      ['from before a deployment', { ...verdict, mode: 'before' }, 'before a deployment'],
      ['of another service', { ...verdict, labels: { service: 'search' } }, 'service=checkout'],
      ['of another version', { ...verdict, version: '2.15.0' }, '2.15.0'],
      ['of another deployment', { ...verdict, deployment: 'checkout-1' }, 'checkout-1'],
    ])('refuses one %s and leaves the record open', async (name, said, told) => {
      const { code, stderr } = await finish('v', said);
      expect([name, code]).toEqual([name, 3]);
      expect(stderr).toContain('RR615');
      expect(stderr).toContain(told);
      expect(await record('v.json')).not.toHaveProperty('outcome');
    });

    it('keeps nothing of a gate that could not evaluate', async () => {
      expect((await finish('w', { ...verdict, outcome: 'error', exitCode: 3, verdict: null, score: null })).code).toBe(
        0,
      );
      expect(await record('w.json')).not.toHaveProperty('judged');
    });

    it('keeps verdict, score and when', async () => {
      const { code, stdout } = await finish('x', verdict);
      expect(code).toBe(0);
      expect(stdout).toContain('failed, judged High');
      expect(await record('x.json')).toMatchObject({
        outcome: 'failed',
        judged: { verdict: 'High', score: 1.6, at: '2026-11-21T12:04:00.000Z' },
      });
    });
  });

  it.each([['{'], ['[]'], ['{"id":"x"}']])('refuses the record %s', async (text) => {
    await writeFile(file('bad.json'), text);
    const { code, stderr } = await run(['finish', '--record', file('bad.json'), '--outcome', 'failed']);
    expect(code).toBe(3);
    expect(stderr).toContain('RR610');
    expect(await readFile(file('bad.json'), 'utf8')).toBe(text);
  });
});
