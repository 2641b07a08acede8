import type { ChildProcess } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalText } from './canonicalText.ts';
import type { PromqlQuery } from './parse.ts';
import { parsePromql } from './parse.ts';
import { pinAt } from './pinAt.ts';
import { shiftBy } from './shiftBy.ts';

const found = ['prometheus', 'promtool'].every((tool) => spawnSync(tool, ['--version']).status === 0);
if (!found) console.warn('SKIPPED: no prometheus and promtool on PATH, so shifts are not checked against real answers');

const START = 1_700_000_000;
const NOW = START + 6 * 3600;
const AGO = 5400;

/** Six hours of a counter, a gauge with a daily shape and a histogram, two series each, one sample a minute. */
function openMetrics(): string {
  const lines: string[] = [];
  const series: readonly (readonly [string, (minute: number) => number])[] = [
    ['requests{service="a",code="200"}', (minute) => minute * 7 + (minute % 13)],
    ['requests{service="b",code="500"}', (minute) => minute * 3 + (minute % 5)],
    ['load{service="a"}', (minute) => 10 + 5 * Math.sin(minute / 40)],
    ['load{service="b"}', (minute) => (minute * 31) % 17],
    ['took_bucket{service="a",le="0.1"}', (minute) => minute * 2],
    ['took_bucket{service="a",le="1"}', (minute) => minute * 5 + (minute % 3)],
    ['took_bucket{service="a",le="+Inf"}', (minute) => minute * 6 + (minute % 3)],
  ];
  for (const [name, value] of series) {
    lines.push(`# TYPE ${name.split('{')[0] ?? ''} unknown`);
    for (let minute = 0; minute <= 360; minute += 1) lines.push(`${name} ${value(minute)} ${START + minute * 60}`);
  }
  return `${lines.filter((line, index) => !line.startsWith('#') || lines.indexOf(line) === index).join('\n')}\n# EOF\n`;
}

const QUERIES = [
  'load',
  'load + load offset 10m',
  '-load ^ 2',
  'sum by (service) (rate(requests[5m]))',
  'rate(requests{code="500"}[5m] offset 10m)',
  'histogram_quantile(0.9, sum by (le, service) (rate(took_bucket[10m])))',
  'avg_over_time(((load) > -1e99 < 1e99)[1h:5m])',
  'avg_over_time(load[1h:5m] offset 30m)',
  'stddev_over_time(sum by (service) (rate(requests[5m]))[1h:1m])',
  'quantile_over_time(0.5, abs(load - on (service) quantile_over_time(0.5, load[1h:5m] @ end()))[1h:5m])',
  'max_over_time((load - load @ start() + time())[30m:1m])',
  `load - load @ ${START + 600}`,
  'load @ end() - load',
  'time() - timestamp(load)',
  'timestamp(rate(requests[5m]))',
  'vector(time())',
  'hour() + minute()',
  'hour(load * 1000)',
  'predict_linear(load[30m], 600)',
  'deriv(load[30m])',
  'topk(1, load)',
  'count_values("v", round(load))',
  'absent(nothing{service="x"})',
  'label_replace(load, "copy", "$1", "service", "(.*)") or vector(1)',
  'vector(scalar(sum(load)) + time())',
  'sum(load) / ignoring (x) group_left sum(requests)',
  'changes(load[10m] offset -5m)',
  'load and on (service) requests{code="200"} unless load < 3',
];

let server: ChildProcess | undefined;
let folder = '';
let address = '';

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const bound = probe.address();
      probe.close(() => {
        if (bound !== null && typeof bound === 'object') resolve(bound.port);
        else reject(new Error('no port'));
      });
    });
  });
}

async function ready(): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const answer = await fetch(`${address}/-/ready`).catch(() => undefined);
    if (answer?.ok === true) return;
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
  throw new Error('Prometheus did not become ready');
}

beforeAll(async () => {
  if (!found) return;
  folder = mkdtempSync(join(tmpdir(), 'prometheus-'));
  writeFileSync(join(folder, 'metrics.txt'), openMetrics());
  writeFileSync(join(folder, 'prometheus.yml'), 'global: {}\n');
  const created = spawnSync('promtool', [
    'tsdb',
    'create-blocks-from',
    'openmetrics',
    join(folder, 'metrics.txt'),
    join(folder, 'data'),
  ]);
  expect(created.status, String(created.stderr)).toBe(0);
  const port = await freePort();
  address = `http://127.0.0.1:${port}`;
  const options = ['config.file=prometheus.yml', 'storage.tsdb.path=data', 'storage.tsdb.retention.time=100y'];
  server = spawn('prometheus', [...options.map((option) => `--${option}`), `--web.listen-address=127.0.0.1:${port}`], {
    cwd: folder,
    stdio: 'ignore',
  });
  await ready();
}, 60_000);

afterAll(async () => {
  const running = server;
  if (running !== undefined && running.exitCode === null) {
    const ended = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGKILL');
    await ended;
  }
  if (folder !== '') rmSync(folder, { recursive: true, force: true });
});

/** The rows of an instant query, without the time of evaluation, numbers rounded to what float addition keeps. */
async function ask(query: string, time: number): Promise<readonly string[]> {
  const body = new URLSearchParams({ query, time: String(time) });
  const answer: unknown = await (await fetch(`${address}/api/v1/query`, { method: 'POST', body })).json();
  const text = JSON.stringify(answer);
  expect(text, query).toContain('"status":"success"');
  const rows = /"result":(\[.*\])/.exec(text)?.[1] ?? '';
  return rows
    .split('{"metric":')
    .slice(1)
    .map((row) =>
      row.replace(/"value":\[[\d.]+,"([^"]+)"\]/, (_, value: string) => `value ${Number(value).toPrecision(9)}`),
    )
    .map((row) => row.replace(/[,\]]+$/, ''))
    .sort();
}

function parsed(text: string): PromqlQuery {
  const result = parsePromql(text);
  if (!result.ok) throw new Error(`${text}: ${JSON.stringify(result.problems)}`);
  return result.query;
}

describe.skipIf(!found)('a real Prometheus', () => {
  it.each(QUERIES)('answers %s, shifted and pinned, as it did then', async (text) => {
    const query = parsed(text);
    const then = await ask(text, NOW - AGO);
    expect(then.length).toBeGreaterThan(0);
    expect(await ask(shiftBy(query, `${AGO}s`), NOW)).toEqual(then);
    expect(await ask(pinAt(query, NOW - AGO), NOW)).toEqual(then);
    expect(await ask(canonicalText(query), NOW - AGO)).toEqual(then);
  });

  it('answers a shift of a shift as it did then', async () => {
    for (const text of QUERIES.filter((query) => !query.includes('predict_linear'))) {
      const twice = shiftBy(parsed(shiftBy(parsed(text), '2h')), '-30m');
      expect(await ask(twice, NOW), twice).toEqual(await ask(text, NOW - AGO));
    }
  });
});
