import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scoreReportSchema } from '@release-risk/contract/verdict';
import { cannedTransport } from '@release-risk/query/testing/cannedTransport';
import { manualClock } from '@release-risk/query/testing/manualClock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fakeShop } from '../testing/fakeShop.ts';
import { type CliHost, runCli } from '../testing/runCli.ts';
import { SHOP_MODEL } from '../testing/shop.ts';

let folder = '';
let model = '';
const SERVER = ['--prometheus', 'http://shop.test:9090'];
const host = (transport: CliHost['transport']): CliHost => ({
  clock: manualClock({ skips: (ms) => ms < 10_000 }),
  transport,
});
const score = (transport: CliHost['transport'], ...more: readonly string[]) =>
  runCli(['score', model, ...SERVER, '--service', 'checkout', ...more], host(transport));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'release-risk-cli-'));
  model = join(folder, 'risk.yaml');
  await writeFile(model, SHOP_MODEL);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('release-risk score', () => {
  it('tells a healthy service in one look', async () => {
    const { code, stdout } = await score(fakeShop({ latency: 205 }).transport);
    expect(code).toBe(0);
    expect(stdout).toBe(`● LOW  checkout  2.14.0, 4 min old
  All 2 signals calm; closest: Latency p95 at 16% of its headroom

  score 0.00  0 ◆─────────┼──────────────────┼────────── 2  all 3 signals read

    SIGNAL          NOW          USUAL  DIFFERENCE  HEADROOM USED     POINTS                 N
  ● Error rate     0.6%           0.6%          0%  ··········    0%  ······ 0.00 of 1.20  900  critical
  ● Latency p95  205 ms         190 ms      +15 ms  █▌········   16%  ······ 0.00 of 0.80
  ● Queue depth  3 jobs  red above 100              ▎·········    3%                            report only

evaluated 2026-11-21 12:00:00 UTC · model shop · fingerprint ${/fingerprint (\w+)/.exec(stdout)?.[1] ?? ''}
`);
  });

  it('says in a bad one which signal, how far, and that it is a veto', async () => {
    const { code, stdout } = await score(fakeShop({ errors: 0.041, latency: 240 }).transport);
    expect(code).toBe(0);
    expect(stdout).toContain('■ HIGH  checkout');
    expect(stdout).toContain('  Veto: error rate 4.1% vs usual 0.6% (n=900)\n');
    expect(stdout).toMatch(/■ Error rate +4\.1% +0\.6% +\+3\.5% +█{9}▶ +350% +█{6} 1\.20 of 1\.20 +900 +VETO/);
    expect(stdout).toMatch(/▲ Latency p95 .* 53%/);
  });

  it('draws without colours and Unicode where the terminal has none', async () => {
    const plain = { ...host(fakeShop({ errors: 0.041 }).transport), env: { LC_ALL: 'C' } };
    const { stdout } = await runCli(['score', model, ...SERVER, '--service', 'checkout'], plain);
    expect(stdout).toContain('# HIGH  checkout');
    expect(stdout).toContain('=========>  350%');
    expect(stdout).toMatch(/^[\n\x20-\x7e–·]*$/);
  });

  it.each([40, 60, 80, 100])('fits a terminal of %d columns', async (terminal) => {
    const io = { ...host(fakeShop({ latency: 240 }).transport), terminal, env: { NO_COLOR: '1' } };
    const { stdout } = await runCli(['score', model, ...SERVER, '--service', 'checkout'], io);
    const signals = stdout.slice(stdout.indexOf('SIGNAL'), stdout.indexOf('evaluated')).split('\n');
    for (const line of signals) expect(line.length).toBeLessThanOrEqual(terminal);
    expect(stdout).toContain('▲ Latency p95');
    expect(stdout).toContain('240 ms');
  });

  it('names what is missing and why, and never calls it Low', async () => {
    const { code, stdout } = await score(fakeShop({ errors: NaN, requests: 12 }).transport);
    expect(code).toBe(0);
    expect(stdout).toContain('◌ INCONCLUSIVE  checkout');
    expect(stdout).toContain('no data; Inconclusive without it');
  });

  it('shows too few events as n of how many it needs', async () => {
    const { stdout } = await score(fakeShop({ requests: 14 }).transport);
    expect(stdout).toContain('14 of 50');
    expect(stdout).toContain('n=14, needs 50');
  });

  it('writes JSON that keeps to its contract, in one line for a pipe', async () => {
    const { stdout } = await score(fakeShop({ errors: 0.041, latency: NaN }).transport, '--format', 'json');
    expect(stdout.trimEnd()).not.toContain('\n');
    const report = scoreReportSchema.parse(JSON.parse(stdout));
    expect(report.services[0]).toMatchObject({
      service: 'checkout',
      verdict: 'High',
      veto: true,
      vetoSignals: ['error_rate'],
      version: '2.14.0',
      versionAge: 240,
    });
    expect(report.services[0]?.signals[1]).toMatchObject({
      id: 'latency',
      value: null,
      grade: null,
      missing: 'value',
      missingReason: 'no data',
    });
  });

  it('writes markdown that hostile texts cannot break', async () => {
    const hostile = '2.0|<img src=x>\n::error::x';
    const { stdout } = await score(fakeShop({ errors: 0.041, version: hostile }).transport, '--format', 'markdown');
    expect(stdout).toContain('## 🔴 High: checkout 2.0\\|&lt;img src=x&gt; ::error::x, score 1.20 of 2\n');
    expect(stdout).toContain('| 🔴 red | Error rate | 4.1% | 0.6% | +3.5% | 350% | 1.20 of 1.20 | 900 | VETO |');
  });

  it('lists many services, the worst first and in full', async () => {
    const { transport } = fakeShop({ errors: 0.041, service: 'search' });
    const { stdout } = await runCli(['score', model, ...SERVER], host(transport));
    const lines = stdout.split('\n');
    expect(lines[0]).toMatch(/^VERDICT +SERVICE +SCORE +COVERAGE/);
    expect(lines[1]).toMatch(/^■ HIGH +search +1\.20 +100%/);
    expect(stdout.match(/SIGNAL/g)).toHaveLength(1);
  });

  it('scores a moment of the past', async () => {
    const shop = fakeShop((at) => ({ latency: at === Date.UTC(2026, 10, 21, 11, 50) ? 400 : 190 }));
    expect((await score(shop.transport, '--at', '-10m')).stdout).toContain('400 ms');
    expect((await score(shop.transport, '--at', '2026-11-21T11:50:00Z')).stdout).toContain(
      'evaluated 2026-11-21 11:50:00 UTC',
    );
  });

  it.each([
    ['401', { status: 401, body: 'no' }, 'does not accept the credentials'],
    ['403', { status: 403, body: 'no' }, 'does not allow this query'],
    ['429', { status: 429, body: 'slow down' }, 'asks for fewer requests'],
    ['500', { status: 500, body: 'boom' }, 'failed with an error of its own'],
    [
      'a login page',
      { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' },
      'did not answer with JSON',
    ],
  ])('ends 3 with a clear error on %s', async (_, answer, told) => {
    const { code, stdout } = await score(cannedTransport(() => answer).transport);
    expect(code).toBe(3);
    expect(stdout.replace(/\s+/g, ' ')).toContain(told);
    expect(stdout).toContain('INCONCLUSIVE');
    expect(stdout).not.toMatch(/\n\s+at /);
  });

  it('watches until interrupted and ends 0', async () => {
    const controller = new AbortController();
    let ticks = 0;
    const shop = fakeShop(() => ({ latency: 190 + (ticks += 1) }));
    const clock = {
      ...manualClock(),
      sleep: (ms: number) => {
        if (ms === 5000 && ticks > 20) controller.abort();
        return ms === 5000 ? Promise.resolve() : new Promise<void>(() => undefined);
      },
    };
    const io = { clock, transport: shop.transport, interrupted: controller.signal };
    const { code, stdout } = await runCli(['score', model, ...SERVER, '--service', 'checkout', '--watch', '5s'], io);
    expect(code).toBe(0);
    expect(stdout.match(/LOW {2}checkout/g)?.length).toBeGreaterThan(1);
  });

  it('does not watch the past', async () => {
    const { code, stderr } = await score(fakeShop({}).transport, '--watch', '--at', '-10m');
    expect(code).toBe(3);
    expect(stderr).toContain('--watch and --at exclude each other');
  });
});

describe('release-risk explain', () => {
  it('tells the arithmetic of each signal in words, and the queries on request', async () => {
    const { transport } = fakeShop({ errors: 0.041 });
    const args = ['explain', model, ...SERVER, '--service', 'checkout'];
    const { code, stdout } = await runCli(args, host(transport));
    expect(code).toBe(0);
    expect(stdout).toContain('It reads 4.1%, usual is 0.6%, deviation 0.1%: 3.5% above usual, the bad side.');
    expect(stdout).toContain('Red begins 1% away: the floor atLeast 1%. Yellow begins at half of that, 0.5%.');
    expect(stdout).toContain(
      'It adds 1.20 of at most 1.20 (weight 60 of 100). It is critical: red is a veto, High by itself.',
    );
    expect(stdout).not.toContain('V_error_rate');
    expect((await runCli([...args, '--queries'], host(transport))).stdout).toMatch(
      /V_error_rate metrics\n +\(\(max by/,
    );
  });
});

describe('a service that the model does not have', () => {
  it('is refused with the nearest name', async () => {
    const { code, stderr } = await runCli(
      ['score', model, ...SERVER, '--service', 'chekout'],
      host(fakeShop({}).transport),
    );
    expect(code).toBe(3);
    expect(stderr).toContain('RR608');
    expect(stderr).toContain('Did you mean "checkout"?');
  });
});
