import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { QueryError } from './errors.ts';
import { fetchTransport } from './fetchTransport.ts';
import { hostClock } from './hostClock.ts';
import { prometheusSource } from './prometheus.ts';
import type { PrometheusSource } from './source.ts';
import { prometheusOnPath, startPrometheus } from './testing/realPrometheus.ts';
import type { RunningPrometheus } from './testing/realPrometheus.ts';

const START = 1_763_700_000;
const HOSTILE = '</script> \\"quoted\\" \u202Ertl \u{1F4A5}';
const MINUTES = Array.from({ length: 61 }, (_, minute) => START + minute * 60);
const OPEN_METRICS = [
  '# TYPE requests counter',
  '# HELP requests Requests answered.',
  ...MINUTES.map((time, minute) => `requests_total{service="api"} ${String(minute * 60)} ${String(time)}`),
  '# TYPE odd gauge',
  ...MINUTES.map((time) => `odd{service="nan",text="${HOSTILE}"} NaN ${String(time)}`),
  ...MINUTES.map((time) => `odd{service="inf",text="x"} -Inf ${String(time)}`),
  '# EOF',
].join('\n');

async function failureOf(work: Promise<unknown>): Promise<QueryError> {
  const thrown: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof QueryError)) throw new Error(`expected a QueryError, got ${String(thrown)}`);
  return thrown;
}

describe.skipIf(!prometheusOnPath())('Against a real Prometheus', () => {
  let server: RunningPrometheus | undefined;
  let url = '';
  let source: PrometheusSource;
  const clock = hostClock({ now: () => Date.now(), setTimeout, clearTimeout });
  const sourceAt = (address: string): PrometheusSource =>
    prometheusSource({ name: 'real', type: 'prometheus', url: address }, fetchTransport(fetch), clock);

  beforeAll(async () => {
    const rules = 'groups: [{ name: g, rules: [{ record: job:answer, expr: vector(42) }] }]';
    server = await startPrometheus({ openMetrics: OPEN_METRICS, rules, flags: ['--query.max-samples=50000'] });
    url = server.url;
    source = sourceAt(`${url}/`);
  }, 60_000);
  afterAll(async () => {
    await server?.stop();
  });

  it('is ready, with its version and a clock like ours', async () => {
    const { version, clockSkewMs } = await source.ready();
    expect(version).toMatch(/^\d+\.\d+/);
    expect(Math.abs(clockSkewMs ?? Infinity)).toBeLessThan(60_000);
  });

  it('evaluates at the moment asked for', async () => {
    const { samples } = await source.instant('rate(requests_total[10m])', START + 1_800);
    expect(samples).toEqual([{ labels: { service: 'api' }, value: 1 }]);
    expect((await source.instant('requests_total', START - 3_600)).samples).toEqual([]);
  });

  it('hands NaN, infinities and hostile labels over', async () => {
    const { samples } = await source.instant('odd', START + 60);
    const byService = new Map(samples.map((sample) => [sample.labels['service'], sample]));
    expect(byService.get('nan')?.value).toBeNaN();
    expect(byService.get('nan')?.labels['text']).toBe(HOSTILE.replaceAll('\\"', '"'));
    expect(byService.get('inf')?.value).toBe(-Infinity);
    expect((await source.instant('scalar(vector(7))', START)).samples).toEqual([{ labels: {}, value: 7 }]);
  });

  it('joins a range of more points than one answer may have', async () => {
    const query = 'vector(time())';
    const { series } = await source.range(query, { from: START, to: START + 15_000, step: 1 });
    expect(series).toHaveLength(1);
    expect(series[0]?.points.times).toHaveLength(15_001);
    expect(series[0]?.points.values).toEqual(series[0]?.points.times);
  });

  it('lists series, label values and metadata', async () => {
    const span = { from: START, to: START + 3_600 };
    expect(await source.series(['requests_total'], span)).toEqual([{ __name__: 'requests_total', service: 'api' }]);
    expect(await source.labelValues('service', { matchers: ['odd'], ...span })).toEqual(['inf', 'nan']);
    expect(await source.labelValues('no.such/label', span)).toEqual([]);
    expect((await source.metadata()).size).toBe(0);
  });

  it('reads what its rules record', async () => {
    await expect
      .poll(async () => (await source.instant('job:answer', clock.now() / 1000)).samples.map(({ value }) => value), {
        timeout: 10_000,
        interval: 200,
      })
      .toEqual([42]);
  });

  it.each([
    ['rate(requests_total[5m]', 'badQuery', /unclosed left parenthesis.* at line 1, column 24/],
    ['requests_total[5m]', 'wrongResultType', /Take the \[range\] off/],
    ['"text"', 'wrongResultType', /a string/],
    ['odd * on() odd', 'badQuery', /many-to-many|duplicate series/],
    ['', 'badQuery', /no expression found|unknown position/],
  ])('tells what is wrong with %j', async (query, code, words) => {
    const error = await failureOf(source.instant(query, START + 60));
    expect(error.code).toBe(code);
    expect(String(error)).toMatch(words);
  });

  it('tells that a query is too large', async () => {
    const error = await failureOf(source.instant('count_over_time(vector(1)[1d:1s])', START));
    expect(error).toMatchObject({ code: 'queryLimit', status: 422, attempts: 1 });
    expect(error.serverMessage).toContain('too many samples');
  });

  it('tells that the URL is not the base URL', async () => {
    expect((await failureOf(sourceAt(`${url}/prometheus`).instant('up', START))).code).toBe('notFound');
  });
});
