import type { Baseline } from '@release-risk/model/baseline';
import type { BaselineLimit, StaticLimit, Worse } from '@release-risk/model/limit';
import type { Identity, MissingPolicy, PipelineContact, RiskModel, Signal } from '@release-risk/model/model';
import type { Reading } from '@release-risk/model/reading';
import type { Unit } from '@release-risk/model/units';
import fc from 'fast-check';

/** One service's readings in the model's order, and what is known of its deployment and canary. */
export interface ServiceCase {
  readonly service: Identity;
  readonly readings: readonly Reading[];
  /** Version and age in seconds; undefined where the deployment query has no row. */
  readonly deployment: { readonly version: string; readonly age: number } | undefined;
  readonly canary: number;
}

export interface ModelCase {
  readonly model: RiskModel;
  readonly services: readonly ServiceCase[];
}

const policy = fc.constantFrom<MissingPolicy>('inconclusive', 'inconclusive', 'exclude', 'green', 'red');
const unit = fc.constantFrom<Unit>('', 'ratio', 'ms', '%', '/s', 'leads', 'MiB');
const floor = fc.option(fc.constantFrom(0.02, 1, 5, 40), { nil: undefined });

const limit: fc.Arbitrary<BaselineLimit> = fc.oneof(
  fc.record({
    kind: fc.constant('sigmas' as const),
    k: fc.constantFrom(2, 3, 0.5),
    atLeast: floor,
    atLeastRatio: fc.option(fc.constantFrom(0.3, 0.5), { nil: undefined }),
  }),
  fc.record({ kind: fc.constant('increase' as const), by: fc.constantFrom(0.05, 1, 10, 1e-7) }),
  fc.record({ kind: fc.constant('ratio' as const), factor: fc.constantFrom(1.5, 2, 0.7, 1), atLeast: floor }),
);

const lines: fc.Arbitrary<StaticLimit> = fc.oneof(
  fc.constantFrom<StaticLimit>(
    { kind: 'above', yellow: 2.5, red: 5 },
    { kind: 'above', yellow: 5, red: 5 },
    { kind: 'above', yellow: -5, red: 0 },
    { kind: 'below', yellow: 50, red: 10 },
    { kind: 'below', yellow: 0.75, red: 0.75 },
    { kind: 'above', yellow: 0.025, red: 12345 },
  ),
);

const worse = fc.constantFrom<Worse>('higher', 'lower', 'either');
const title = fc.constantFrom(
  'Error rate',
  'API latency p95',
  'CRM sync gap',
  'Ошибки бота',
  'Say "hi" \\ {{.}} {x} $1 ${HOME} %{if}',
  ' ',
);

interface Style {
  readonly control: boolean;
  readonly labels: readonly string[];
}

function query(style: Style, loki: boolean, id: string): string {
  const by = style.labels.join(', ');
  return loki ? `sum by (${by}) (count_over_time({job="${id}"} [5m]))` : `sum by (${by}) (rate(metric_${id}[5m]))`;
}

function baselineOf(style: Style, loki: boolean, recorded: boolean): Baseline {
  if (style.control) return { kind: 'control' };
  if (recorded) return { kind: 'recorded', datasource: 'metrics', window: 86_400, step: 300, endsBefore: 7200 };
  return loki ? { kind: 'sameHour', weeks: 2 } : { kind: 'trailing', window: 86_400, step: 300, endsBefore: 7200 };
}

function signal(style: Style, index: number): fc.Arbitrary<Signal> {
  const id = `s${index}`;
  return fc
    .record({
      loki: fc.boolean(),
      recorded: fc.nat(3).map((n) => n === 0),
      weight: fc.constantFrom(0, 1, 10, 20, 30, 33),
      critical: fc.nat(2).map((n) => n === 0),
      missing: policy,
      unit,
      title,
      samples: fc.option(fc.constantFrom(1, 20, 1500, 0.5), { nil: undefined }),
      judgement: fc.oneof(
        fc.record({ limit: lines }),
        fc.record({ limit, worse, atMostRatio: fc.constantFrom(0.8, 0.5, 1) }),
      ),
    })
    .map(({ loki, recorded, judgement, samples, ...said }): Signal => {
      const base = {
        ...said,
        id,
        datasource: loki ? 'logs' : 'metrics',
        query: query(style, loki, id),
        samples: samples === undefined ? undefined : { query: query(style, loki, `${id}_n`), atLeast: samples },
        empty: 'missing' as const,
        grading: 'steps' as const,
      };
      if (!('worse' in judgement)) return { ...base, ...judgement };
      // A control has no deviation.
      const fits =
        style.control && judgement.limit.kind === 'sigmas' ? { kind: 'increase' as const, by: 3 } : judgement.limit;
      return { ...base, ...judgement, limit: fits, baseline: baselineOf(style, loki, recorded) };
    });
}

const contact = fc.constantFrom<PipelineContact>(
  { kind: 'gateway', name: 'gateway' },
  { kind: 'direct', name: 'pipeline', target: 'github' },
);

/** Models of every kind that alert rules may be made of, with identity of one or two labels. */
export const anyModel: fc.Arbitrary<RiskModel> = fc
  .record({ control: fc.nat(4).map((n) => n === 0), two: fc.boolean(), count: fc.integer({ min: 1, max: 6 }) })
  .chain(({ control, two, count }) => {
    const labels = two ? ['tenant', 'service'] : ['service'];
    const style = { control, labels };
    return fc
      .record({
        signals: fc.tuple(...Array.from({ length: count }, (_, index) => signal(style, index))),
        bands: fc.constantFrom(
          { low: 0.5, high: 1.5, recovery: 1 },
          { low: 0.3, high: 1, recovery: 0.3 },
          { low: 0.5, high: 0.6, recovery: 0.1 },
        ),
        minCoverage: fc.constantFrom(0.5, 0.75, 1, 0.1),
        pipeline: contact,
        mode: fc.constantFrom('observe' as const, 'ask' as const, 'act' as const),
        deployment: fc.constantFrom('metrics', 'logs', undefined),
      })
      .map(({ pipeline, mode, deployment, signals: drawn, ...said }): RiskModel => {
        const [first, ...others] = drawn;
        // A model without any weight is no model.
        const signals =
          first && drawn.every(({ weight }) => weight === 0) ? [{ ...first, weight: 10 }, ...others] : drawn;
        const direct = pipeline.kind === 'direct' && mode === 'act';
        const at = direct ? (deployment ?? 'metrics') : deployment;
        return {
          ...said,
          name: 'random',
          title: 'Random model',
          identity: { labels, services: { kind: 'listed', list: [] } },
          datasources: { metrics: { type: 'prometheus' }, logs: { type: 'loki' } },
          signals,
          ...(at === undefined
            ? {}
            : { deployment: { datasource: at, query: query(style, at === 'logs', 'age'), versionLabel: 'version' } }),
          ...(control
            ? {
                control: {
                  label: 'track',
                  canary: 'canary',
                  stable: 'stable',
                  running: { datasource: 'metrics', query: query(style, false, 'canary') },
                },
              }
            : {}),
          policy: { for: 60, keepFiringFor: 300, warmUp: 60, actionWindow: 7200, cooldown: 600 },
          action: { mode },
          contactPoints: { pipeline, team: { name: 'team' } },
        };
      });
  });

const someNumber = fc.oneof(
  fc.constantFrom(0, 0.6, 1, 5, 10, 40, 100, 0.0412, -3, 12345, 1e-7, 2.5, 0.75, 50, 9995, 99.95),
  fc
    .double({ min: -1e6, max: 1e6, noNaN: true, noDefaultInfinity: true })
    .filter((x) => Math.abs(x) > 1e-30 || x === 0),
);
const notThere = fc.constantFrom(NaN, Infinity, -Infinity, 1e99, -1e99);
const part = fc.oneof({ weight: 9, arbitrary: someNumber }, { weight: 1, arbitrary: notThere });
const spread = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(0, 0.002, 1, 3, 10) },
  { weight: 1, arbitrary: notThere },
);

/** Readings that often lie exactly on a line: the mean plus halves and wholes of usual spans. */
const anyReading: fc.Arbitrary<Reading> = fc
  .record({
    mean: part,
    deviation: spread,
    samples: fc.oneof(fc.constantFrom(0, 1, 14, 20, 1499, 1500, 3120, NaN), someNumber),
    away: fc.oneof(part, fc.constantFrom(0, 0, 0, 0.5, 1.5, 3, 10, -10, 20, 0.025, 0.05, 1e-7, 1)),
    relative: fc.boolean(),
  })
  .map(({ mean, deviation, samples, away, relative }) => ({
    value: relative && Number.isFinite(mean) ? mean + away : away,
    mean,
    deviation,
    samples,
  }));

const anyDeployment = fc.option(
  fc.record({ version: fc.constantFrom('1.2.3', '1.2.4'), age: fc.constantFrom(0, 59, 60, 600, 7200, 7201, 1e6) }),
  { nil: undefined },
);

/** A model with `count` services and their readings. */
export function modelCase(count: number): fc.Arbitrary<ModelCase> {
  return anyModel.chain((model) => {
    const services = Array.from({ length: count }, (_, index): Identity =>
      Object.fromEntries(
        model.identity.labels.map((label) => [label, label === 'tenant' ? `t${index % 2}` : `svc-${index}`]),
      ),
    );
    const one = (service: Identity) =>
      fc.record({
        service: fc.constant(service),
        readings: fc.tuple(...model.signals.map(() => anyReading)),
        deployment: anyDeployment,
        canary: fc.constantFrom(0, 1, 2),
      });
    return fc.tuple(...services.map(one)).map((cases) => ({ model, services: cases }));
  });
}
