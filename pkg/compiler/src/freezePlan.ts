import type { FrozenBaseline } from '@release-risk/model/baseline';
import { isStatic, needsDeviation } from '@release-risk/model/limit';
import type { Identity, RiskModel, Signal } from '@release-risk/model/model';
import { type BaselineStatistic, type BaselineSubject, baselineQuery, fullHistory } from './baselineQueries.ts';
import { REF } from './conventions.ts';
import { fingerprint } from './fingerprint.ts';
import { normalize, type NormalizedModel } from './normalize.ts';
import type { Plan, PlanQuery, Purpose, Reducer } from './plan.ts';
import { planExpressions } from './planExpressions.ts';

/** A signal whose baseline is taken down when a deployment begins. */
export type FrozenSignal = Signal & { readonly baseline: FrozenBaseline };

/** The signals of a model that have a `frozen` baseline. */
export function frozenSignals<M extends RiskModel>(model: M): readonly FrozenSignal[] {
  return model.signals.filter(
    (signal): signal is FrozenSignal => 'baseline' in signal && signal.baseline.kind === 'frozen',
  );
}

/**
 * The plan that takes `frozen` baselines down as they stand at `at` (epoch seconds): mean, deviation where the limit
 * needs one, and how many samples they stand on. To be executed at `at`. Prometheus computes them itself; Loki gives
 * the samples of the window, and the executor reduces them. Rows are not guaranteed: a service without one has none.
 */
export function makeFreezePlan(model: RiskModel, services: readonly Identity[], at: number): Plan {
  const normalized = normalize(model);
  return {
    model: model.name,
    fingerprint: fingerprint(normalized),
    labels: model.identity.labels,
    services,
    queries: frozenSignals(normalized).flatMap((signal) => {
      const subject = subjectOf(normalized, signal, services, at);
      const expected = fullHistory(signal.baseline);
      return [
        ...asked(subject, signal, 'mean', { kind: 'mean', signal: signal.id }, REF.mean(signal.id)),
        ...(!isStatic(signal.limit) && needsDeviation(signal.limit)
          ? asked(subject, signal, 'deviation', { kind: 'deviation', signal: signal.id }, REF.deviation(signal.id))
          : []),
        ...(expected === undefined
          ? []
          : asked(subject, signal, 'count', { kind: 'history', signal: signal.id, expected }, REF.history(signal.id))),
      ];
    }),
    ...planExpressions(normalized),
  };
}

const REDUCERS = { mean: 'mean', deviation: 'deviation', count: 'count' } as const satisfies Record<
  BaselineStatistic,
  Reducer
>;

function asked(
  subject: BaselineSubject,
  signal: FrozenSignal,
  statistic: BaselineStatistic,
  purpose: Purpose,
  refId: string,
): PlanQuery[] {
  const { window, step } = signal.baseline;
  // Loki has no subqueries: as a robust baseline that ends now it is asked for the samples, which are then averaged.
  const query =
    subject.type === 'loki'
      ? baselineQuery(subject, { kind: 'robust', window, step, endsBefore: 0 }, statistic)
      : baselineQuery(subject, signal.baseline, statistic);
  if (query === undefined) return [];
  const form = query.form.kind === 'range' ? { ...query.form, reducer: REDUCERS[statistic] } : query.form;
  return [{ refId, purpose, ...query, form }];
}

function subjectOf(
  model: NormalizedModel,
  signal: FrozenSignal,
  services: readonly Identity[],
  at: number,
): BaselineSubject {
  const type = model.datasources[signal.datasource]?.type;
  if (type === undefined) throw new TypeError(`The model ${model.name} has no datasource "${signal.datasource}"`);
  return {
    model: model.name,
    id: signal.id,
    type,
    datasource: signal.datasource,
    query: signal.query,
    zeroSamples: signal.empty === 'zero' ? signal.samples?.query : undefined,
    labels: model.identity.labels,
    frozen: services.map((service) => ({ service, at, baselines: {} })),
    control: model.control,
  };
}
