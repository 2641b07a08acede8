import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { baselineRules } from '@release-risk/compiler/emit/prometheus/baselineRules';
import { isRecording, ruleFileYaml } from '@release-risk/compiler/emit/prometheus/ruleFile';
import { scoreFile } from '@release-risk/compiler/emit/prometheus/scoreRules';
import { makePlan } from '@release-risk/compiler/makePlan';
import type { Plan } from '@release-risk/compiler/plan';
import { readModel } from '@release-risk/language/document/readModel';
import type { Identity, RiskModel } from '@release-risk/model/model';
import { modelOf } from '@release-risk/query/testing/modelOf';
import { prometheusOnPath, startPrometheus } from '@release-risk/query/testing/realPrometheus';
import { z } from 'zod';
import type { Figure } from './score.bench.ts';

const SERVICES = 200;
const RESOLUTION = 60;
/** Two instances: the least a service has that is released without an outage. */
const SERIES_OF_EACH = 2;
const STEP = 300;
const WINDOW = 7 * 86_400;
const ENDS_BEFORE = 7200;
/** How often the emitted rules go through the window, in seconds; the bench refuses rules that say otherwise. */
const WINDOW_INTERVAL = 600;
/** Divisible by the step, so that recorded samples and subqueries stand on the same moments. */
const NOW = 1_763_700_000;
const ROUNDS = 4;
const FASTER = 20;
const COMPILE_MS = 500;
const EXAMPLE = fileURLToPath(new URL('../../examples/all-prometheus-1000.yaml', import.meta.url));

const services: readonly Identity[] = Array.from({ length: SERVICES }, (_, index) => ({ service: `service-${index}` }));

function model(kind: 'trailing' | 'recorded'): RiskModel {
  const signal = (id: string, query: string) =>
    `  - { id: ${id}, title: T, datasource: metrics, query: '${query}', weight: 1, worse: higher, limit: { sigmas: 3, atLeast: 1 }, baseline: { kind: ${kind}, window: 7d, step: 5m } }`;
  return modelOf(`
apiVersion: releaserisk/v1
kind: RiskModel
name: bench
identity: { services: { discover: { datasource: metrics, query: count by (service) (requests_total) } } }
datasources: { metrics: prometheus }
policy: { actionWindow: 2h }
signals:
${signal('requests', 'sum by (service) (rate(requests_total[5m]))')}
${signal('volume', 'sum by (service) (increase(requests_total[10m]))')}
`);
}

/** A week of a counter for each service. */
function history(): string {
  const lines = ['# TYPE requests counter'];
  for (let row = 0; row < SERVICES * SERIES_OF_EACH; row++) {
    const labels = `service="service-${Math.floor(row / SERIES_OF_EACH)}",instance="${row % SERIES_OF_EACH}"`;
    let total = 0;
    for (let at = NOW - WINDOW - ENDS_BEFORE - 3600; at <= NOW; at += RESOLUTION) {
      total += 50 + ((at / RESOLUTION + row) % 17) + Math.round(20 * Math.sin((2 * Math.PI * at) / 86_400));
      lines.push(`requests_total{${labels}} ${total} ${at}`);
    }
  }
  return lines.join('\n');
}

const RANGE = z.object({
  data: z.object({
    result: z.array(
      z.object({ metric: z.record(z.string(), z.string()), values: z.array(z.tuple([z.number(), z.string()])) }),
    ),
  }),
});

const VECTOR = z.object({
  data: z.object({
    result: z.array(z.object({ metric: z.record(z.string(), z.string()), value: z.tuple([z.number(), z.string()]) })),
  }),
});

async function ask(url: string, path: string, params: Readonly<Record<string, string>>): Promise<unknown> {
  const response = await fetch(`${url}/api/v1/${path}`, { method: 'POST', body: new URLSearchParams(params) });
  const body: unknown = await response.json();
  if (!response.ok) throw new Error(`Prometheus answered ${response.status}: ${JSON.stringify(body).slice(0, 300)}`);
  return body;
}

const instant = (url: string, query: string) => ask(url, 'query', { query, time: String(NOW) });

/** Milliseconds until the server has answered: the best of some rounds, since a shared machine interrupts the others. */
async function cost(url: string, query: string): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now();
    await instant(url, query);
    times.push(performance.now() - started);
  }
  return Math.min(...times);
}

async function costs(url: string, queries: readonly string[]): Promise<number> {
  let sum = 0;
  for (const query of queries) sum += await cost(url, query);
  return sum;
}

interface Recorded {
  /** Series as the value rules would have written them over the week, in OpenMetrics. */
  readonly openMetrics: string;
  readonly valueExprs: readonly string[];
  readonly windowExprs: readonly string[];
  readonly baselineExprs: readonly string[];
}

async function record(url: string): Promise<Recorded> {
  const emitted = baselineRules(model('recorded'));
  if (!emitted.ok) throw new Error('The bench model was refused.');
  const groups = emitted.value.flatMap(({ file }) => file.groups);
  if (groups.find(({ name }) => name.endsWith('windows'))?.interval !== '10m') throw new Error('Another interval.');
  const rules = groups.flatMap((group) => group.rules).filter(isRecording);
  const values = rules.filter(({ record: name }) => name === 'release_risk_value');
  const lines = ['# TYPE release_risk_value gauge'];
  for (const { expr, labels } of values) {
    const range = { query: expr, start: String(NOW - WINDOW - ENDS_BEFORE), end: String(NOW), step: String(STEP) };
    for (const { metric, values: points } of RANGE.parse(await ask(url, 'query_range', range)).data.result) {
      const text = `model="bench",signal="${labels['signal'] ?? ''}",service="${metric['service'] ?? ''}"`;
      for (const [at, value] of points) lines.push(`release_risk_value{${text}} ${value} ${at}`);
    }
  }
  return {
    openMetrics: lines.join('\n'),
    valueExprs: values.map(({ expr }) => expr),
    windowExprs: rules.filter(({ record: name }) => name.startsWith('release_risk_window')).map(({ expr }) => expr),
    baselineExprs: rules.filter(({ record: name }) => name.startsWith('release_risk_baseline')).map(({ expr }) => expr),
  };
}

/** What the baseline rules make of the recorded values, as one more sample each. */
async function baselines(url: string): Promise<string> {
  const lines: string[] = [];
  for (const [name, over] of [
    ['release_risk_baseline_mean', 'avg_over_time'],
    ['release_risk_baseline_deviation', 'stddev_over_time'],
    ['release_risk_window_mean', 'avg_over_time'],
    ['release_risk_window_deviation', 'stddev_over_time'],
    ['release_risk_window_samples', 'count_over_time'],
  ] as const) {
    lines.push(`# TYPE ${name} gauge`);
    const answer = await instant(url, `${over}(release_risk_value[7d] offset 2h)`);
    for (const { metric, value } of VECTOR.parse(answer).data.result) {
      const labels = Object.entries(metric).map(([label, text]) => `${label}="${text}"`);
      lines.push(`${name}{${labels.join(',')}} ${value[1]} ${NOW}`);
    }
  }
  return lines.join('\n');
}

/** What the act rule asks each minute. */
function actQueries(plan: Plan): string[] {
  return plan.queries.map(({ expr }) => expr);
}

/** Largest share by which a recorded baseline differs from its trailing one; both at the same moments. */
async function difference(live: string, kept: string): Promise<number> {
  const rows = async (url: string, kind: 'trailing' | 'recorded') => {
    const plan = makePlan(model(kind), { services });
    const exprs = plan.queries.filter(({ purpose }) => purpose.kind === 'mean' || purpose.kind === 'deviation');
    const found = new Map<string, number>();
    for (const { refId, expr } of exprs) {
      for (const { metric, value } of VECTOR.parse(await instant(url, expr)).data.result) {
        found.set(`${refId} ${metric['service'] ?? ''}`, Number(value[1]));
      }
    }
    return found;
  };
  const [trailing, recorded] = [await rows(live, 'trailing'), await rows(kept, 'recorded')];
  const shares = [...trailing].map(([key, value]) => Math.abs((recorded.get(key) ?? NaN) - value) / Math.abs(value));
  if (shares.length === 0 || shares.some(Number.isNaN)) throw new Error('A recorded baseline is missing.');
  return Math.max(...shares);
}

async function benchBaselines(): Promise<Figure[]> {
  const live = await startPrometheus({ openMetrics: history() });
  try {
    const recorded = await record(live.url);
    const store = await startPrometheus({ openMetrics: recorded.openMetrics });
    const means = await baselines(store.url);
    await store.stop();
    const kept = await startPrometheus({ openMetrics: `${recorded.openMetrics}\n${means}` });
    try {
      const trailingPlan = makePlan(model('trailing'), { services });
      const recordedPlan = makePlan(model('recorded'), { services });
      const isBaseline = ({ purpose }: Plan['queries'][number]) => ['mean', 'deviation'].includes(purpose.kind);
      const others = recordedPlan.queries.filter((query) => !isBaseline(query)).map(({ expr }) => expr);
      const lookUps = recordedPlan.queries.filter(isBaseline).map(({ expr }) => expr);
      const slow = await costs(live.url, actQueries(trailingPlan));
      const fast = (await costs(live.url, others)) + (await costs(kept.url, lookUps));
      const values = (await costs(live.url, recorded.valueExprs)) * (60 / STEP);
      const windows = (await costs(kept.url, recorded.windowExprs)) * (60 / WINDOW_INTERVAL);
      const said = await costs(kept.url, recorded.baselineExprs);
      const rules = windows + said;
      const ratio = slow / (fast + values + rules);
      const share = await difference(live.url, kept.url);
      const ms = (name: string, value: number): Figure => ({
        name,
        value: Math.round(value * 10) / 10,
        unit: 'ms/minute',
        target: 0,
        ok: true,
      });
      return [
        ms(`act rule with trailing baselines, ${SERVICES} services, 2 signals`, slow),
        ms('act rule with recorded baselines', fast),
        ms('recording rules of the values', values),
        ms('recording rules of the baselines', rules),
        {
          name: 'recorded against trailing, recording rules counted',
          value: Math.round(ratio * 10) / 10,
          unit: 'times faster',
          target: FASTER,
          ok: ratio >= FASTER,
        },
        {
          name: 'largest difference of a recorded baseline',
          value: share,
          unit: 'share',
          target: 1e-9,
          ok: share <= 1e-9,
        },
      ];
    } finally {
      await kept.stop();
    }
  } finally {
    await live.stop();
  }
}

/** YAML in, rule files out: the whole way of a thousand services. */
async function benchCompile(): Promise<Figure[]> {
  const text = await readFile(EXAMPLE, 'utf8');
  const many = (count: number): Identity[] => Array.from({ length: count }, (_, index) => ({ service: `s-${index}` }));
  const times: number[] = [];
  let bytes = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now();
    const read = readModel(text, 'example');
    if (!read.ok) throw new Error('The example is refused.');
    const scores = scoreFile(read.model, { services: many(1000) });
    const kept = baselineRules(read.model);
    if (!scores.ok || !kept.ok) throw new Error('The example cannot be compiled.');
    bytes = [scores.value, ...kept.value].reduce((sum, { file }) => sum + ruleFileYaml(file).length, 0);
    times.push(performance.now() - started);
  }
  const best = Math.min(...times);
  const read = readModel(text, 'example');
  if (!read.ok || bytes === 0) throw new Error('The example is refused.');
  const queries = (count: number) => makePlan(read.model, { services: many(count) }).queries.length;
  return [
    {
      name: 'compiling the 1,000-service example, best round',
      value: Math.round(best),
      unit: 'ms',
      target: COMPILE_MS,
      ok: best <= COMPILE_MS,
    },
    {
      name: 'queries for 1,000 services more than for 1',
      value: queries(1000) - queries(1),
      unit: 'queries',
      target: 0,
      ok: queries(1000) === queries(1),
    },
  ];
}

/**
 * Compile time, and what a minute of the act rule costs a real Prometheus with a week of data, by `trailing` and by
 * `recorded` baselines. Without prometheus and promtool on PATH only the compiler is measured; that is said aloud.
 */
export async function benchRules(): Promise<Figure[]> {
  return [...(await benchCompile()), ...(prometheusOnPath() ? await benchBaselines() : [])];
}
