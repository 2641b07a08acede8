import { makePlan } from '@release-risk/compiler/makePlan';
import type { RiskModel } from '@release-risk/model/model';
import type { Reading } from '@release-risk/model/reading';
import { mean, median, populationDeviation, robustDeviation } from '@release-risk/model/statistics';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluate, type Evaluation } from './evaluate.ts';
import { fetchTransport } from './fetchTransport.ts';
import { prometheusSource } from './prometheus.ts';
import type { PrometheusSource } from './source.ts';
import { manualClock } from './testing/manualClock.ts';
import { modelOf } from './testing/modelOf.ts';
import { prometheusOnPath, startPrometheus, type RunningPrometheus } from './testing/realPrometheus.ts';

const STEP = 300;
const DAY = 86_400;
const WEEK = 7 * DAY;
/** Divisible by the step, so that subqueries meet the samples. */
const NOW = 1_763_700_000;
const START = NOW - 3 * WEEK;
const SERVICES = ['api', 'bot'] as const;

/** A load with a daily shape, an outage of NaN, and one spike that robust statistics must not mind. */
function load(service: string, at: number): number {
  const phase = service === 'api' ? 0 : 1;
  const wave = 100 + 20 * Math.sin((2 * Math.PI * at) / DAY + phase) + ((at / STEP) % 7);
  if (at > NOW - 6 * 3600 && at <= NOW - 5 * 3600) return NaN;
  return at === NOW - 10 * 3600 ? 5000 : wave;
}

/** Errors exist in every third sample only: the others have no row at all. */
function hasErrors(at: number): boolean {
  return (at / STEP) % 3 === 0;
}

function history(): string {
  const lines: string[] = [];
  const write = (metric: string, labels: string, value: (at: number) => number | undefined, from = START) => {
    for (let at = from; at <= NOW; at += STEP) {
      const number = value(at);
      if (number !== undefined) lines.push(`${metric}{${labels}} ${Number.isNaN(number) ? 'NaN' : number} ${at}`);
    }
  };
  lines.push('# TYPE load gauge');
  for (const service of SERVICES) write('load', `service="${service}",track="stable"`, (at) => load(service, at));
  write('load', 'service="api",track="canary"', () => 250, NOW - 3600);
  lines.push('# TYPE failures gauge');
  for (const service of SERVICES) write('failures', `service="${service}"`, (at) => (hasErrors(at) ? 3 : undefined));
  lines.push('# TYPE traffic gauge');
  for (const service of SERVICES) write('traffic', `service="${service}"`, () => 40);
  lines.push('# TYPE release_risk_baseline_mean gauge');
  write('release_risk_baseline_mean', 'model="baselines",signal="recorded",service="api"', () => 77, NOW - 3600);
  lines.push('# TYPE release_risk_baseline_deviation gauge');
  write('release_risk_baseline_deviation', 'model="baselines",signal="recorded",service="api"', () => 7, NOW - 3600);
  return lines.join('\n');
}

const LIMIT = 'limit: { sigmas: 3, atLeast: 1 }';
const MODEL: RiskModel = modelOf(`
apiVersion: releaserisk/v1
kind: RiskModel
name: baselines
identity: { services: [api, bot, ghost] }
datasources: { metrics: prometheus }
control:
  label: track
  canary: canary
  stable: stable
  running: { datasource: metrics, query: 'sum by (service) (load{track="canary"}) * 0 + 1' }
policy: { actionWindow: 2h }
signals:
${signal('trailing', 'sum by (service) (load{track="stable"})', `baseline: { kind: trailing, window: 1d, step: 5m }`)}
${signal('robust', 'sum by (service) (load{track="stable"})', `baseline: { kind: robust, window: 1d, step: 5m }`)}
${signal('same_hour', 'sum by (service) (load{track="stable"})', `baseline: { kind: sameHour, weeks: 2 }`)}
${signal('recorded', 'sum by (service) (load{track="stable"})', `baseline: { kind: recorded }`)}
${signal('frozen', 'sum by (service) (load{track="stable"})', `baseline: { kind: frozen, window: 1d, step: 5m }`)}
${signal('zeros', 'sum by (service) (failures)', `baseline: { kind: trailing, window: 1d, step: 5m }, empty: zero, samples: { query: sum by (service) (traffic), atLeast: 1 }`)}
${signal('zero_hours', 'sum by (service) (failures)', `baseline: { kind: sameHour, weeks: 2 }, empty: zero, samples: { query: sum by (service) (traffic), atLeast: 1 }`)}
  - { id: control, title: Control, datasource: metrics, query: sum by (service) (load), weight: 1, baseline: { kind: control }, limit: { ratio: 2, atLeast: 1 } }
`);

function signal(id: string, query: string, rest: string): string {
  return `  - { id: ${id}, title: T, datasource: metrics, query: '${query}', weight: 1, worse: higher, ${LIMIT}, ${rest} }`;
}

const CONTEXT = {
  services: [...SERVICES, 'ghost'].map((service) => ({ service })),
  frozen: [{ service: { service: 'api' }, at: NOW - 12 * 3600, baselines: {} }],
};

describe.skipIf(!prometheusOnPath())('Baselines of a real Prometheus', () => {
  let server: RunningPrometheus | undefined;
  let source: PrometheusSource;
  let evaluation: Evaluation;
  let leftClosed: boolean;

  beforeAll(async () => {
    server = await startPrometheus({ openMetrics: history() });
    const target = { name: 'metrics', type: 'prometheus' as const, url: server.url };
    source = prometheusSource(target, fetchTransport(fetch), manualClock({ now: NOW * 1000 }));
    // The server runs by today's clock while the test asks about its own past: skew is not what is tested here.
    const patient: PrometheusSource = {
      ...source,
      instant: async (...asked) => ({ ...(await source.instant(...asked)), clockSkewMs: undefined }),
    };
    leftClosed = ((await source.ready()).version ?? '').startsWith('2.');
    const plan = makePlan(MODEL, CONTEXT);
    evaluation = await evaluate(MODEL, plan, new Map([['metrics', patient]]), NOW);
  }, 120_000);

  afterAll(async () => {
    await server?.stop();
  });

  function reading(service: string, id: string): Reading {
    const index = MODEL.signals.findIndex((one) => one.id === id);
    const found = evaluation.services.find((one) => one.name === service)?.result.signals[index]?.reading;
    if (!found) throw new Error(`no reading of ${id} for ${service}`);
    return found;
  }

  /** The samples of a window, as the server's version bounds it; finite ones only. */
  function window(value: (at: number) => number, from: number, to: number): number[] {
    const values: number[] = [];
    for (let at = leftClosed ? from : from + STEP; at <= to; at += STEP) values.push(value(at));
    return values.filter(Number.isFinite);
  }

  const end = NOW - 2 * 3600;

  it('answers every query', () => {
    expect(evaluation.failures).toEqual([]);
  });

  it.each(SERVICES)('takes mean and deviation of the trailing window of %s without its NaN samples', (service) => {
    const values = window((at) => load(service, at), end - DAY, end);
    expect(reading(service, 'trailing').mean).toBeCloseTo(mean(values), 9);
    expect(reading(service, 'trailing').deviation).toBeCloseTo(populationDeviation(values), 9);
  });

  it.each(SERVICES)('takes median and scaled MAD of %s, which the spike does not move', (service) => {
    const values = window((at) => load(service, at), end - DAY, end);
    expect(reading(service, 'robust').mean).toBeCloseTo(median(values), 9);
    expect(reading(service, 'robust').deviation).toBeCloseTo(robustDeviation(values), 9);
    expect(reading(service, 'robust').deviation).toBeLessThan(reading(service, 'trailing').deviation / 2);
  });

  it.each(SERVICES)('takes the same hour of two past weeks of %s', (service) => {
    const values = [load(service, NOW - WEEK), load(service, NOW - 2 * WEEK)];
    expect(reading(service, 'same_hour').mean).toBeCloseTo(mean(values), 9);
    expect(reading(service, 'same_hour').deviation).toBeCloseTo(populationDeviation(values), 9);
  });

  it('reads recorded baselines, and misses them where no rule recorded', () => {
    expect(reading('api', 'recorded')).toMatchObject({ mean: 77, deviation: 7 });
    expect(reading('bot', 'recorded').mean).toBeNaN();
  });

  it('freezes the window at the moment the deployment began, for the services that have one', () => {
    const at = NOW - 12 * 3600;
    const values = window((time) => load('api', time), at - DAY, at);
    expect(reading('api', 'frozen').mean).toBeCloseTo(mean(values), 9);
    expect(reading('api', 'frozen').deviation).toBeCloseTo(populationDeviation(values), 9);
    expect(reading('bot', 'frozen').mean).toBeNaN();
  });

  it('counts no errors as 0 where there is traffic, now and in every sample of the baseline', () => {
    // A sample is seen for five minutes; before Prometheus 3 those include the fifth.
    const errors = (at: number) => (hasErrors(at) || (leftClosed && hasErrors(at - STEP)) ? 3 : 0);
    const values = window(errors, end - DAY, end);
    expect(new Set(values)).toEqual(new Set([0, 3]));
    expect(reading('api', 'zeros').value).toBe(errors(NOW));
    expect(reading('api', 'zeros').mean).toBeCloseTo(mean(values), 9);
    expect(reading('api', 'zeros').deviation).toBeCloseTo(populationDeviation(values), 9);
    const weeks = [NOW - WEEK, NOW - 2 * WEEK].map(errors);
    expect(reading('api', 'zero_hours').mean).toBeCloseTo(mean(weeks), 9);
    expect(reading('ghost', 'zeros').value).toBeNaN();
  });

  it('compares the canary with the stable instances', () => {
    expect(reading('api', 'control')).toMatchObject({ value: 250, mean: load('api', NOW) });
    expect(reading('bot', 'control').value).toBeNaN();
  });

  it('evaluates only services with a canary running', () => {
    expect(evaluation.services.map(({ name, evaluated }) => ({ name, evaluated }))).toEqual([
      { name: 'api', evaluated: true },
      { name: 'bot', evaluated: false },
      { name: 'ghost', evaluated: false },
    ]);
  });

  it('gives a service that nothing knows no reading at all, and no verdict but Inconclusive', () => {
    const ghost = evaluation.services.find(({ name }) => name === 'ghost');
    expect(ghost?.result.signals.every(({ missing }) => missing !== undefined)).toBe(true);
    expect(ghost?.result.verdict).toBe('Inconclusive');
  });

  it('asks a number of queries that does not grow with the number of services', () => {
    const many = Array.from({ length: 1000 }, (_, index) => ({ service: `s${index}` }));
    expect(makePlan(MODEL, { services: many }).queries).toHaveLength(makePlan(MODEL, CONTEXT).queries.length);
  });
});
