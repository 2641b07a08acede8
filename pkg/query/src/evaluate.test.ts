import { makePlan } from '@release-risk/compiler/makePlan';
import { parseLogql } from '@release-risk/language/logql/parse';
import { parsePromql } from '@release-risk/language/promql/parse';
import { median, robustDeviation } from '@release-risk/model/statistics';
import { describe, expect, it } from 'vitest';
import { QueryError } from './errors.ts';
import { evaluate, type Evaluation } from './evaluate.ts';
import type { InstantAnswer, QueryRange, Sample, Series, Source } from './source.ts';
import { modelOf } from './testing/modelOf.ts';

const AT = 1_763_700_000;

const MODEL = modelOf(`
apiVersion: releaserisk/v1
kind: RiskModel
name: two-sources
identity: { services: [api, bot] }
datasources: { metrics: prometheus, logs: loki }
deployment: { datasource: metrics, query: 'time() - max by (service, version) (deployed_at)' }
signals:
  - id: latency
    title: Latency
    datasource: metrics
    query: avg by (service) (latency)
    unit: ms
    weight: 3
    baseline: { kind: trailing }
    limit: { sigmas: 3, atLeast: 10 }
    samples: { query: sum by (service) (requests), atLeast: 5 }
  - id: errors
    title: Errors
    datasource: logs
    query: 'sum by (service) (count_over_time({app="x"} |= "error" [5m]))'
    weight: 1
    critical: true
    baseline: { kind: robust, window: 1h, step: 1m }
    limit: { increase: 10 }
`);

const SERVICES = [{ service: 'api' }, { service: 'bot' }];
const PLAN = makePlan(MODEL, { services: SERVICES });

const row = (service: string, value: number, extra: Record<string, string> = {}): Sample => ({
  labels: { service, ...extra },
  value,
});

/** By what the query begins with: the plan's own texts are long. */
type Answers = (query: string) => readonly Sample[] | Error;

interface Asked {
  readonly query: string;
  readonly at: number | QueryRange;
}

function sourceOf(name: string, type: 'prometheus' | 'loki', answers: Answers, asked: Asked[] = [], skew = 0): Source {
  const answer = (query: string): readonly Sample[] => {
    const found = answers(query);
    if (found instanceof Error) throw found;
    return found;
  };
  return {
    name,
    type,
    instant: (query, at): Promise<InstantAnswer> => {
      asked.push({ query, at });
      return Promise.resolve().then(() => ({ samples: answer(query), warnings: [], clockSkewMs: skew }));
    },
    range: (query, range) => {
      asked.push({ query, at: range });
      return Promise.resolve().then(() => ({
        series: answer(query).map(({ labels, value }): Series => ({
          labels,
          points: { times: Float64Array.of(1, 2, 3, 4), values: Float64Array.of(value, value + 1, NaN, value + 9) },
        })),
        warnings: ['PromQL info: a remark'],
      }));
    },
    series: () => Promise.resolve([]),
    labelValues: () => Promise.resolve([]),
    ready: () => Promise.resolve({ product: undefined, version: undefined, revision: undefined, clockSkewMs: 0 }),
  };
}

const healthy: Answers = (query) => {
  if (query.startsWith('avg_over_time')) return [row('api', 100), row('bot', 100)];
  if (query.startsWith('stddev_over_time')) return [row('api', 5), row('bot', 5)];
  if (query.startsWith('bottomk')) return [row('api', 60, { version: '1.2.3' }), row('bot', 1e100)];
  if (query.includes('requests')) return [row('api', 50), row('bot', 50)];
  return [row('api', 101), row('bot', 101)];
};

const calmLogs: Answers = () => [row('api', 2), row('bot', 2)];

function failure(): QueryError {
  return new QueryError(
    { code: 'timeout', waitedMs: 10_000, by: 'client' },
    { datasource: 'metrics', type: 'prometheus', url: 'http://metrics', attempts: 3 },
  );
}

async function run(metrics: Answers, logs: Answers = calmLogs, skew = 0, asked: Asked[] = []): Promise<Evaluation> {
  const sources = new Map([
    ['metrics', sourceOf('metrics', 'prometheus', metrics, asked, skew)],
    ['logs', sourceOf('logs', 'loki', logs, asked)],
  ]);
  return evaluate(MODEL, PLAN, sources, AT);
}

function only(prefix: string, answer: readonly Sample[] | Error): Answers {
  return (query) => (query.startsWith(prefix) ? answer : healthy(query));
}

describe('An evaluation', () => {
  it('scores each service and knows its running version', async () => {
    const { services, failures, unanswered } = await run(healthy);
    expect(services.map(({ name, result }) => [name, result.verdict])).toEqual([
      ['api', 'Low'],
      ['bot', 'Low'],
    ]);
    expect(services.map(({ running }) => running)).toEqual([{ version: '1.2.3', age: 60 }, undefined]);
    expect({ failures, unanswered }).toEqual({ failures: [], unanswered: false });
  });

  it('asks everything for the same moment, and the same question once', async () => {
    const asked: Asked[] = [];
    await run(healthy, calmLogs, 0, asked);
    expect(asked.filter(({ at }) => typeof at === 'number').every(({ at }) => at === AT)).toBe(true);
    // Median and deviation of the robust baseline are two numbers of one range.
    const ranges = asked.filter(({ at }) => typeof at !== 'number');
    expect(ranges.map(({ at }) => at)).toEqual([{ from: AT - 7200 - 3600, to: AT - 7200, step: 60 }]);
    expect(new Set(asked.map(({ query, at }) => query + JSON.stringify(at))).size).toBe(asked.length);
  });

  it('reduces a range to median and scaled deviation where the language has none', async () => {
    const { services, warnings } = await run(healthy);
    const reading = services[0]?.result.signals[1]?.reading;
    expect(reading).toMatchObject({ mean: median([2, 3, 11]) });
    expect(robustDeviation([2, 3, 11])).toBeCloseTo(1.4826, 10);
    expect(warnings).toEqual(['logs: PromQL info: a remark']);
  });

  it('keeps the answers of the others when one query fails, and says why it failed', async () => {
    const { services, failures, unanswered } = await run(only('avg_over_time', failure()));
    expect(failures.map(({ query, reason }) => [query.refId, reason])).toEqual([
      ['M_latency', 'Prometheus "metrics" did not answer within 10 s'],
    ]);
    expect(unanswered).toBe(false);
    expect(services[0]?.result.signals[1]?.missing).toBeUndefined();
    expect(services[0]?.sentence).toBe(
      'Cannot tell: latency missing (Prometheus "metrics" did not answer within 10 s); the rest scores 0.00',
    );
  });

  it('takes no number that was made of part of the data', async () => {
    const source = sourceOf('metrics', 'prometheus', healthy);
    const partial: Source = {
      ...source,
      instant: async (...asked) => ({
        ...(await source.instant(...asked)),
        warnings: ['store down: partial response'],
      }),
    };
    const sources = new Map([
      ['metrics', partial],
      ['logs', sourceOf('logs', 'loki', calmLogs)],
    ]);
    const { services, failures } = await evaluate(MODEL, PLAN, sources, AT);
    expect(failures[0]?.reason).toBe('metrics answered only in part: store down: partial response');
    expect(services[0]?.result.verdict).toBe('Inconclusive');
  });

  it('is unanswered when no query of any signal was answered', async () => {
    const evaluation = await run(
      () => failure(),
      () => failure(),
    );
    expect(evaluation.unanswered).toBe(true);
    expect(evaluation.services.every(({ result }) => result.verdict === 'Inconclusive')).toBe(true);
  });

  it('misses what is not bound to a server', async () => {
    const evaluation = await evaluate(MODEL, PLAN, new Map(), AT);
    expect(evaluation.unanswered).toBe(true);
    expect(evaluation.failures[0]).toMatchObject({
      reason: 'the datasource "metrics" is not bound to a server',
      hint: 'Bind it, for example with --prometheus URL.',
    });
  });

  it.each([
    ['ahead of', 3600],
    ['behind', -3600],
  ])('judges nothing from a server whose clock is %s ours', async (way, seconds) => {
    const { services, failures } = await run(healthy, calmLogs, seconds * 1000);
    expect(failures[0]?.reason).toBe(`the clock of metrics is 3600 s ${way} ours`);
    expect(services[0]?.result.verdict).toBe('Inconclusive');
  });

  it('minds no clock that is off by less than half a minute', async () => {
    expect((await run(healthy, calmLogs, 29_000)).failures).toEqual([]);
  });

  it.each([
    ['no row', [row('bot', 101)], 'no data'],
    ['the sentinel', [row('api', 1e100), row('bot', 101)], 'no data'],
    ['NaN', [row('api', NaN), row('bot', 101)], 'no data'],
    ['+Inf', [row('api', Infinity), row('bot', 101)], 'no data'],
    ['-Inf', [row('api', -Infinity), row('bot', 101)], 'no data'],
    [
      'two rows of one service',
      [row('api', 1), row('api', 900), row('bot', 101)],
      'the query gives several series where one is needed',
    ],
    [
      'a row with more labels beside the sentinel',
      [row('api', 900, { pod: 'a' }), row('api', 1e100), row('bot', 101)],
      'its rows carry more labels than the service: pod',
    ],
    ['a row without labels', [{ labels: {}, value: 900 }, row('bot', 101)], 'no data'],
  ])('takes %s for missing, never for a number', async (_, rows, reason) => {
    const { services } = await run(only('(', rows));
    expect(services.map(({ name, result }) => [name, result.verdict])).toEqual([
      ['api', 'Inconclusive'],
      ['bot', 'Low'],
    ]);
    expect(services[0]?.sentence).toBe(`Cannot tell: latency missing (${reason}); the rest scores 0.00`);
  });

  it('has no service that only the datasource knows', async () => {
    const { services } = await run(only('(', [row('api', 1), row('bot', 1), row('stranger', 900)]));
    expect(services.map(({ name }) => name)).toEqual(['api', 'bot']);
  });

  it('passes hostile label values through as text', async () => {
    const hostile = '</script>\u202E"\\\n$1' + 'x'.repeat(10_000);
    const plan = makePlan(MODEL, { services: [{ service: hostile }] });
    for (const { type, expr } of plan.queries) {
      expect(type === 'prometheus' ? parsePromql(expr).ok : parseLogql(expr).ok).toBe(true);
    }
    const sources = new Map([
      ['metrics', sourceOf('metrics', 'prometheus', () => [row(hostile, 1)])],
      ['logs', sourceOf('logs', 'loki', () => [row(hostile, 1)])],
    ]);
    const { services } = await evaluate(MODEL, plan, sources, AT);
    expect(services[0]?.name).toBe(hostile);
  });

  it('rejects when it is aborted, and with nothing else', async () => {
    const stop = new AbortController();
    stop.abort(new Error('no longer wanted'));
    const sources = new Map([['metrics', sourceOf('metrics', 'prometheus', healthy)]]);
    await expect(evaluate(MODEL, PLAN, sources, AT, stop.signal)).rejects.toThrow('no longer wanted');
  });
});
