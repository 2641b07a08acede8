import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type VerdictReport, verdictReportSchema } from '@release-risk/contract/verdict';
import type { CannedAnswer } from '@release-risk/query/testing/cannedTransport';
import { manualClock } from '@release-risk/query/testing/manualClock';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fakeShop, type ShopReadings } from '../testing/fakeShop.ts';
import { type CliHost, type CliRun, runCli } from '../testing/runCli.ts';
import { SHOP_MODEL } from '../testing/shop.ts';

const START = Date.UTC(2026, 10, 21, 12);
const BAD = { errors: 0.041 };
let folder = '';
let model = '';
const file = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'release-risk-gate-'));
  model = file('risk.yaml');
  await writeFile(model, SHOP_MODEL);
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(() => rm(file('summary.md'), { force: true }));

/** Gates `checkout` for 5 minutes after 2 of warm-up; `readings` by minutes since the start. */
function gate(
  readings: (minutes: number) => ShopReadings | CannedAnswer,
  more: readonly string[] = [],
  host: Partial<CliHost> = {},
): Promise<CliRun> {
  const shop = fakeShop((at) => readings((at - START) / 60_000));
  const args = [
    'gate',
    model,
    '--prometheus',
    'http://shop.test',
    '--service',
    'checkout',
    '--since',
    '2026-11-21T12:00:00Z',
    '--window',
    '5m',
    ...more,
  ];
  // Sleeps of the gate and of retries pass at once; the time limits of requests never do.
  const clock = manualClock({ now: START, skips: (ms) => ms !== 10_000 });
  return runCli(args, { clock, transport: shop.transport, ...host });
}

async function report(run: Promise<CliRun>): Promise<VerdictReport> {
  const { code, stdout } = await run;
  const parsed = verdictReportSchema.parse(JSON.parse(stdout));
  expect(parsed.exitCode).toBe(code);
  return parsed;
}

const JSON_FORMAT = ['--format', 'json'];

describe('a gate after a deployment', () => {
  it('passes at the end of its window and tells each evaluation in a line', async () => {
    const { code, stdout } = await gate(() => ({}), ['--interval', '1m']);
    expect(code).toBe(0);
    expect(stdout).toContain('12:00:00  warming up 0 s of 2 min           ● Low           0.00  All 2 signals calm');
    expect(stdout).toContain('12:02:00  watching 0 s of 5 min');
    expect(stdout).toContain('12:07:00  watching 5 min of 5 min');
    expect(stdout).toContain('● PASS  checkout 2.14.0  exit 0\n  Low after 5 min of watching\n');
    expect(stdout).toContain('8 evaluations in 7 min · model shop');
  });

  it('fails when High stood, long before the end', async () => {
    const failed = await report(gate((minutes) => (minutes >= 3 ? BAD : {}), JSON_FORMAT));
    expect(failed).toMatchObject({
      outcome: 'fail',
      exitCode: 1,
      verdict: 'High',
      veto: true,
      vetoSignals: ['error_rate'],
      reason: 'High for 1 min: Veto: error rate 4.1% vs usual 0.6% (n=900)',
      service: 'checkout',
      version: '2.14.0',
      endedAt: '2026-11-21T12:04:00.000Z',
    });
  });

  it('judges nothing during warm-up', async () => {
    expect((await report(gate((minutes) => (minutes < 2 ? BAD : {}), JSON_FORMAT))).outcome).toBe('pass');
  });

  it('passes on High that cleared in time, and on Medium', async () => {
    expect((await report(gate((minutes) => (minutes === 3 ? BAD : {}), JSON_FORMAT))).outcome).toBe('pass');
    expect((await report(gate(() => ({ latency: 400 }), JSON_FORMAT))).verdict).toBe('Medium');
  });

  it('fails on Medium when told to', async () => {
    const failed = await report(gate(() => ({ latency: 400 }), [...JSON_FORMAT, '--fail-on', 'medium']));
    expect(failed).toMatchObject({ outcome: 'fail', verdict: 'Medium', failOn: 'medium' });
  });

  it('stays open at the end while High has not stood', async () => {
    expect((await report(gate((minutes) => (minutes >= 7 ? BAD : {}), JSON_FORMAT))).endedAt).toBe(
      '2026-11-21T12:08:00.000Z',
    );
    const cleared = gate((minutes) => (minutes >= 6.9 && minutes < 7.4 ? BAD : {}), JSON_FORMAT);
    expect((await report(cleared)).outcome).toBe('pass');
  });

  it.each([
    [[], 2],
    [['--on-inconclusive', 'pass'], 0],
    [['--on-inconclusive', 'fail'], 1],
  ])('is inconclusive when a reading is missing; with %j it exits %d and says so still', async (options, exit) => {
    const unclear = await report(gate(() => ({ errors: NaN }), [...JSON_FORMAT, ...options]));
    expect(unclear).toMatchObject({ outcome: 'inconclusive', exitCode: exit, verdict: 'Inconclusive' });
    expect(unclear.reason).toContain('error rate missing (no data)');
  });

  it('does not pass silently over evaluations that could not tell', async () => {
    const passed = await report(gate((minutes) => (minutes < 4 ? { errors: NaN } : {}), JSON_FORMAT));
    expect(passed.reason).toBe('Low after 5 min of watching, though 4 of 11 evaluations could not tell');
  });

  it('waits for a server that comes back', async () => {
    const back = gate((minutes) => (minutes < 4 ? { status: 503, body: 'starting' } : {}), JSON_FORMAT);
    expect((await report(back)).outcome).toBe('pass');
  });

  it('could not evaluate when nothing answered in the whole window', async () => {
    const silent = await report(gate(() => ({ status: 503, body: 'down' }), JSON_FORMAT));
    expect(silent).toMatchObject({ outcome: 'error', exitCode: 3, errorCode: 'RR613', answered: 0 });
    expect(silent.reason).toContain('Nothing answered in 5 min');
  });

  it.each([
    [401, 'does not accept the credentials'],
    [403, 'does not allow this query'],
  ])('ends at once on %d, which waiting does not change', async (status, told) => {
    const refused = await report(gate(() => ({ status, body: 'no' }), JSON_FORMAT));
    expect(refused).toMatchObject({ outcome: 'error', exitCode: 3, errorCode: 'RR611', evaluations: 0 });
    expect(refused.reason).toContain(told);
    expect(refused.startedAt).toBe(refused.endedAt);
  });

  it.each([
    ['an unknown service', ['--service', 'nothing'], 'RR608'],
    ['a missing model', ['--bindings', 'none.yaml', '--bind', 'nothing=http://x'], 'RR601'],
    ['a bad duration', ['--window', 'long'], 'RR601'],
    ['no pause between evaluations', ['--interval', '1ms'], 'RR601'],
    ['a missing record', ['--deployment', 'none.json'], 'RR602'],
    ['an output nobody can write', ['--output', 'no/such/folder/x.json'], 'RR603'],
  ])('could not evaluate with %s, and says so in its report', async (_, options, code) => {
    const wrong = await report(gate(() => ({}), [...JSON_FORMAT, ...options]));
    expect(wrong).toMatchObject({ outcome: 'error', exitCode: 3, errorCode: code, services: [] });
    expect(wrong.hint).not.toBe('');
  });

  it('asks which service is meant where the model has several', async () => {
    const shop = fakeShop({});
    const host = { clock: manualClock({ now: START, skips: (ms) => ms !== 10_000 }), transport: shop.transport };
    const { code, stdout } = await runCli(['gate', model, '--prometheus', 'http://shop.test'], host);
    expect(code).toBe(3);
    expect(stdout).toContain('--all-services');
    expect(shop.requests).toHaveLength(0);
  });

  it('lets the worst of several services decide', async () => {
    const all = await report(gate(() => ({}), [...JSON_FORMAT, '--service', 'search']));
    expect(all).toMatchObject({ outcome: 'inconclusive', service: 'search' });
    expect(all.services.map(({ service, outcome }) => [service, outcome])).toEqual([
      ['search', 'inconclusive'],
      ['checkout', 'pass'],
    ]);
  });

  it('takes version, service and moment from the deployment record', async () => {
    const record = {
      id: 'd-1',
      labels: { service: 'checkout' },
      version: '2.15.0',
      previousVersion: '2.14.0',
      commit: 'abc',
      startedAt: '2026-11-21T11:50:00Z',
    };
    await writeFile(file('deployment.json'), JSON.stringify(record));
    const shop = fakeShop({});
    const args = [
      'gate',
      model,
      '--prometheus',
      'http://shop.test',
      '--deployment',
      file('deployment.json'),
      '--window',
      '1m',
      ...JSON_FORMAT,
    ];
    const host = { clock: manualClock({ now: START, skips: (ms) => ms !== 10_000 }), transport: shop.transport };
    const passed = await report(runCli(args, host));
    expect(passed).toMatchObject({
      outcome: 'pass',
      service: 'checkout',
      version: '2.15.0',
      previousVersion: '2.14.0',
      commit: 'abc',
      deployment: 'd-1',
      endedAt: '2026-11-21T12:01:00.000Z',
    });
    expect(passed.warnings).toContain("checkout runs version 2.14.0 by the model's look-up, 2.15.0 was expected");
  });
});

describe('an interrupted gate', () => {
  it.each([[[]], [['--on-inconclusive', 'pass']]])(
    'leaves a valid report and exits 2, also with %j',
    async (options) => {
      const controller = new AbortController();
      const interrupted = (minutes: number): ShopReadings => {
        if (minutes >= 3) controller.abort();
        return BAD;
      };
      const host = { interrupted: controller.signal };
      const left = await report(gate(interrupted, [...JSON_FORMAT, ...options], host));
      expect(left).toMatchObject({ outcome: 'inconclusive', exitCode: 2 });
      expect(left.reason).toMatch(/^Interrupted 3 min after its start/);
    },
  );
});

describe('what a gate leaves behind', () => {
  it('is an annotation, a step summary, a JUnit report and a file', async () => {
    const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: file('summary.md') };
    const outputs = ['--output', file('gate.json'), '--junit', file('gate.xml')];
    const { code, stdout } = await gate(() => BAD, outputs, { env });
    expect(code).toBe(1);
    expect(stdout).toContain(
      '::error title=Release risk%3A fail%2C checkout 2.14.0::High for 1 min: Veto: error rate 4.1%25 vs usual 0.6%25 (n=900)\n',
    );
    expect(await readFile(file('summary.md'), 'utf8')).toContain('## Release risk: ❌ Fail checkout 2.14.0');
    expect(verdictReportSchema.parse(JSON.parse(await readFile(file('gate.json'), 'utf8'))).outcome).toBe('fail');
    const junit = await readFile(file('gate.xml'), 'utf8');
    expect(junit).toContain('failures="1"');
    expect(junit).toContain(
      '<failure message="High for 1 min: Veto: error rate 4.1% vs usual 0.6% (n=900)" type="fail"/>',
    );
  });

  it('calls inconclusive skipped and warns', async () => {
    const env = { GITHUB_ACTIONS: 'true' };
    const { stderr, stdout } = await gate(() => ({ errors: NaN }), ['--junit', file('gate.xml'), ...JSON_FORMAT], {
      env,
    });
    expect(await readFile(file('gate.xml'), 'utf8')).toContain('<skipped/>');
    expect(stderr).toContain('::warning title=Release risk%3A inconclusive');
    expect(stdout).not.toContain('::warning');
  });

  it('holds against hostile versions', async () => {
    const version = '1.0|\n::set-output name=x::y\u001b[2J<b>&"';
    const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: file('summary.md') };
    const { stdout } = await gate(() => ({ ...BAD, version }), ['--junit', file('gate.xml')], { env });
    expect(stdout).not.toMatch(/^\s*::set-output/m);
    expect(stdout).not.toContain('\u001b');
    expect(await readFile(file('summary.md'), 'utf8')).toContain('1.0\\| ::set-output name=x::y�\\[2J&lt;b&gt;&amp;"');
    expect(await readFile(file('gate.xml'), 'utf8')).not.toContain('\u001b');
  });

  it('is not a pass when its report could not be written', async () => {
    await writeFile(file('summary-folder'), '');
    const env = { GITHUB_STEP_SUMMARY: file('summary-folder/none/summary.md') };
    const { code, stderr } = await gate(() => ({}), [], { env });
    expect(code).toBe(3);
    expect(stderr).toContain('RR603');
  });

  it('keeps progress away from JSON on stdout, and is silent with --quiet', async () => {
    const loud = await gate(() => ({}), JSON_FORMAT);
    expect(loud.stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(loud.stderr).toContain('watching');
    expect((await gate(() => ({}), [...JSON_FORMAT, '--quiet'])).stderr).toBe('');
  });
});

describe('a gate before a deployment', () => {
  it.each<[string, ShopReadings, readonly string[], string, string]>([
    ['passes when all is calm and warm', {}, [], 'pass', 'Ready'],
    ['fails on a red signal', { latency: 400 }, [], 'fail', 'Latency p95 is red already: 400 ms vs usual 190 ms'],
    ['fails on Medium only when told to', { latency: 250 }, ['--fail-on', 'medium'], 'pass', 'Ready'],
    ['is inconclusive without a reading', { errors: NaN }, [], 'inconclusive', 'Error rate has no reading: no data'],
    [
      'is inconclusive on a cold baseline',
      { history: 300 },
      [],
      'inconclusive',
      'the baseline of Error rate stands on 300 of 2016 samples (15%), 50% are needed, and 1 more',
    ],
    ['takes less history when told to', { history: 300 }, ['--min-history', '0.1'], 'pass', 'Ready'],
  ])('%s', async (_, readings, options, outcome, reason) => {
    const checked = await report(gate(() => readings, ['--before', ...JSON_FORMAT, ...options]));
    expect(checked).toMatchObject({ outcome, mode: 'before', evaluations: 1 });
    expect(checked.reason).toContain(reason);
    expect(checked.notReady).toHaveLength(outcome === 'pass' ? 0 : checked.notReady.length || 1);
  });

  it('could not evaluate when nothing answers', async () => {
    const silent = await report(gate(() => ({ status: 503, body: 'down' }), ['--before', ...JSON_FORMAT]));
    expect(silent).toMatchObject({ outcome: 'error', exitCode: 3, errorCode: 'RR613' });
  });
});
