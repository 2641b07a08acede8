import { describe, expect, it } from 'vitest';
import { QueryError } from './errors.ts';
import { lokiSource } from './loki.ts';
import { cannedTransport, paramsOf } from './testing/cannedTransport.ts';
import type { CannedAnswer } from './testing/cannedTransport.ts';
import { manualClock } from './testing/manualClock.ts';

function sourceOf(answer: (count: number) => CannedAnswer) {
  const { transport, requests } = cannedTransport((_, count) => answer(count));
  const target = { name: 'logs', type: 'loki', url: 'http://loki.example:3100/' } as const;
  return { source: lokiSource(target, transport, manualClock()), requests };
}
const data = (resultType: string, result: unknown): CannedAnswer => ({
  body: { status: 'success', data: { resultType, result, stats: { summary: {} } } },
});

async function failureOf(work: Promise<unknown>): Promise<QueryError> {
  const thrown: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof QueryError)) throw new Error('expected a QueryError');
  return thrown;
}

describe('A Loki source', () => {
  it('reads a vector and ignores the statistics', async () => {
    const { source, requests } = sourceOf(() =>
      data('vector', [{ metric: { app: 'api' }, value: [1763726400.123, '3'] }]),
    );
    const query = 'sum by (app) (rate({app=~".+"} |= "a&b" [5m]))';
    expect((await source.instant(query, 1_763_726_400.5)).samples).toEqual([{ labels: { app: 'api' }, value: 3 }]);
    expect([...paramsOf(requests[0])]).toEqual([
      ['query', query],
      ['time', '1763726400500000000'],
      ['direction', 'forward'],
    ]);
  });

  it('asks ranges in nanoseconds and joins parts that overlap by a point', async () => {
    // Loki rounds the end of a part up to the step, so that it repeats the first point of the next one.
    const { source, requests } = sourceOf((count) =>
      data('matrix', [
        {
          metric: { a: '1' },
          values:
            count === 0
              ? [
                  [0, '0'],
                  [11_000, '1'],
                ]
              : [
                  [11_000, '1'],
                  [11_001, '2'],
                ],
        },
      ]),
    );
    const { series } = await source.range('x', { from: 0, to: 11_001, step: 1 });
    expect([...(series[0]?.points.times ?? [])]).toEqual([0, 11_000, 11_001]);
    expect([...(series[0]?.points.values ?? [])]).toEqual([0, 1, 2]);
    expect(requests.map((request) => paramsOf(request).toString())).toEqual([
      'query=x&start=0&end=10999000000000&step=1&direction=forward',
      'query=x&start=11000000000000&end=11001000000000&step=1&direction=forward',
    ]);
  });

  it.each(['instant', 'range'] as const)('says how to make numbers of a log query (%s)', async (kind) => {
    const { source } = sourceOf(() => data('streams', [{ stream: {}, values: [['1', 'line']] }]));
    const work =
      kind === 'instant' ? source.instant('{a="b"}', 1) : source.range('{a="b"}', { from: 1, to: 2, step: 1 });
    const error = await failureOf(work);
    expect(error.code).toBe('wrongResultType');
    expect(String(error)).toContain('Loki "logs" answered with log lines');
    expect(String(error)).toContain('wrap it in count_over_time(...[5m]) or rate(...[5m])');
  });

  it('looks up label values, per selector, and takes a missing list as empty', async () => {
    const { source, requests } = sourceOf((count) => ({
      body: { status: 'success', ...(count === 0 ? {} : { data: count === 1 ? ['b', 'a'] : ['c', 'a'] }) },
    }));
    expect(await source.labelValues('app')).toEqual([]);
    expect(await source.labelValues('app', { matchers: ['{a="1"}', '{b="2"}'], from: 1, to: 2 })).toEqual([
      'a',
      'b',
      'c',
    ]);
    expect(requests[2]?.url).toBe(
      'http://loki.example:3100/loki/api/v1/label/app/values?start=1000000000&end=2000000000&query=%7Bb%3D%222%22%7D',
    );
  });

  it.each(['', '..', 'a/b', 'a.b', '9a'])('refuses the label name %j', async (label) => {
    const { source, requests } = sourceOf(() => ({ body: '' }));
    expect((await failureOf(source.labelValues(label))).code).toBe('invalidRequest');
    expect(requests).toHaveLength(0);
  });

  it('looks up series', async () => {
    const { source, requests } = sourceOf(() => ({ body: { status: 'success', data: [{ app: 'a' }] } }));
    expect(await source.series(['{app="a"}'], { from: 1, to: 2 })).toEqual([{ app: 'a' }]);
    expect(requests[0]?.url).toBe('http://loki.example:3100/loki/api/v1/series');
  });

  it('tells its version where the server does', async () => {
    const { source } = sourceOf((count) =>
      count === 0 ? data('vector', []) : { body: { version: '3.2.1', revision: 'r', goVersion: 'go1.22' } },
    );
    expect(await source.ready()).toMatchObject({ product: undefined, version: '3.2.1', revision: 'r' });
  });
});
