import type { Baseline } from '@release-risk/model/baseline';
import { isStatic, needsDeviation } from '@release-risk/model/limit';
import type { DatasourceType, Identity, RiskModel, Signal } from '@release-risk/model/model';
import { baselineQuery, fullHistory, type BaselineStatistic, type BaselineSubject } from './baselineQueries.ts';
import { PREVIOUS_VERSION_LABEL, REF } from './conventions.ts';
import { DIALECTS } from './dialect.ts';
import { fingerprint } from './fingerprint.ts';
import type { FrozenAt } from './frozen.ts';
import { normalize, type NormalizedModel } from './normalize.ts';
import type { Plan, PlanQuery, Purpose } from './plan.ts';
import { planExpressions } from './planExpressions.ts';
import { constantRows, finite, finiteOrZero, guaranteed, missingRows } from './rows.ts';

/** What a plan depends on beside the model. */
export interface PlanContext {
  readonly services: readonly Identity[];
  /** What deployments froze, for `frozen` baselines; services without one have no such baseline yet. */
  readonly frozen?: readonly FrozenAt[];
}

/** What every query of one plan shares, made once: with a thousand services these rows are most of the text. */
interface Making extends PlanContext {
  /** One row per service that says "missing". */
  readonly missing: string;
}

/**
 * The plan of a model: which queries give the readings of every service. Pure and deterministic.
 *
 *     model -> normalize -----> plan ---------------------------------> emit | execute
 *              one spelling,    queries: guaranteed rows, baselines,
 *              fingerprint      samples, deployment
 *                               expressions: grades, score, conditions
 */
export function makePlan(model: RiskModel, context: PlanContext): Plan {
  return planNormalized(normalize(model), context);
}

/** The plan phase alone, of a model that is normalized already. */
export function planNormalized(normalized: NormalizedModel, context: PlanContext): Plan {
  const making = { ...context, missing: missingRows(normalized.identity.labels, context.services) };
  return planOf(normalized, context, [
    ...normalized.signals.flatMap((signal) => signalQueries(normalized, signal, making)),
    ...deploymentQueries(normalized, making),
    ...canaryQueries(normalized, context),
    servicesQuery(normalized, context),
  ]);
}

/** The plan that tells whether baselines stand on enough history to be trusted. */
export function makeHistoryPlan(model: RiskModel, context: PlanContext): Plan {
  const normalized = normalize(model);
  const queries = normalized.signals.flatMap((signal) => historyQueries(normalized, signal, context));
  return planOf(normalized, context, queries);
}

function planOf(model: NormalizedModel, context: PlanContext, queries: readonly PlanQuery[]): Plan {
  return {
    model: model.name,
    fingerprint: fingerprint(model),
    labels: model.identity.labels,
    services: context.services,
    queries,
    ...planExpressions(model),
  };
}

function signalQueries(model: NormalizedModel, signal: Signal, context: Making): PlanQuery[] {
  const subject = canarySubject(model, signal, context);
  const at = { datasource: signal.datasource, type: subject.type, form: { kind: 'instant' } as const };
  const rows =
    subject.zeroSamples === undefined ? finite(subject.query) : finiteOrZero(subject.query, subject.zeroSamples);
  const queries: PlanQuery[] = [
    {
      refId: REF.value(signal.id),
      purpose: { kind: 'value', signal: signal.id },
      ...at,
      expr: guaranteed(rows, context.missing),
    },
  ];
  if (signal.samples) {
    const samples = subject.samples ?? signal.samples.query;
    queries.push({
      refId: REF.samples(signal.id),
      purpose: { kind: 'samples', signal: signal.id },
      ...at,
      expr: guaranteed(finite(samples), context.missing),
    });
  }
  if (isStatic(signal.limit) || !('baseline' in signal)) return queries;
  queries.push(...statistic(model, signal, signal.baseline, 'mean', context));
  if (needsDeviation(signal.limit)) queries.push(...statistic(model, signal, signal.baseline, 'deviation', context));
  return queries;
}

function statistic(
  model: NormalizedModel,
  signal: Signal,
  baseline: Baseline,
  which: Exclude<BaselineStatistic, 'count'>,
  context: Making,
): PlanQuery[] {
  const query = baselineQuery(subjectOf(model, signal, context), baseline, which);
  if (!query) return [];
  const purpose: Purpose = { kind: which, signal: signal.id };
  const expr = query.form.kind === 'range' ? query.expr : guaranteed(query.expr, context.missing);
  return [{ refId: REF[which](signal.id), purpose, ...query, expr }];
}

function historyQueries(model: NormalizedModel, signal: Signal, context: PlanContext): PlanQuery[] {
  if (isStatic(signal.limit) || !('baseline' in signal)) return [];
  const expected = fullHistory(signal.baseline);
  const query = baselineQuery(subjectOf(model, signal, context), signal.baseline, 'count');
  if (expected === undefined || !query) return [];
  return [{ refId: REF.history(signal.id), purpose: { kind: 'history', signal: signal.id, expected }, ...query }];
}

function subjectOf(model: NormalizedModel, signal: Signal, context: PlanContext): BaselineSubject {
  return {
    model: model.name,
    id: signal.id,
    type: typeOf(model, signal.datasource),
    datasource: signal.datasource,
    query: signal.query,
    zeroSamples: signal.empty === 'zero' ? signal.samples?.query : undefined,
    labels: model.identity.labels,
    frozen: context.frozen ?? [],
    control: model.control,
  };
}

/** What a signal's own reading is asked of: everything, or with a control baseline the canary alone. */
function canarySubject(
  model: NormalizedModel,
  signal: Signal,
  context: PlanContext,
): BaselineSubject & { readonly samples: string | undefined } {
  const subject = subjectOf(model, signal, context);
  const { control } = model;
  const samples = signal.samples?.query;
  if (!control || !('baseline' in signal) || signal.baseline.kind !== 'control') return { ...subject, samples };
  const canary = (query: string) => DIALECTS[subject.type].matching(query, control.label, control.canary);
  return {
    ...subject,
    query: canary(subject.query),
    zeroSamples: subject.zeroSamples === undefined ? undefined : canary(subject.zeroSamples),
    samples: samples === undefined ? undefined : canary(samples),
  };
}

/**
 * One row per service: the newest version as a label (and the one before it, where the query tells it), its age in
 * seconds as the value.
 */
function deploymentQueries(model: NormalizedModel, context: Making): PlanQuery[] {
  const { deployment } = model;
  if (!deployment) return [];
  const { datasource, versionLabel } = deployment;
  const identity = model.identity.labels.join(', ');
  const ages = `min by (${identity}, ${versionLabel}, ${PREVIOUS_VERSION_LABEL}) (${finite(deployment.query)})`;
  const newest = `bottomk by (${identity}) (1, ${ages})`;
  return [
    {
      refId: REF.deployment,
      purpose: { kind: 'deployment', versionLabel },
      datasource,
      type: typeOf(model, datasource),
      form: { kind: 'instant' },
      expr: `${newest} or on (${identity}) ${context.missing}`,
    },
  ];
}

/** 1 and more where a canary runs, 0 where none does: those services are not evaluated. */
function canaryQueries(model: NormalizedModel, context: PlanContext): PlanQuery[] {
  const { control } = model;
  if (!control) return [];
  const { labels } = model.identity;
  const running = `max by (${labels.join(', ')}) (${finite(control.running.query)})`;
  return [
    {
      refId: REF.canary,
      purpose: { kind: 'canary' },
      datasource: control.running.datasource,
      type: typeOf(model, control.running.datasource),
      form: { kind: 'instant' },
      expr: `${running} or ${constantRows('0', labels, context.services)}`,
    },
  ];
}

/** 1 for each service, asked where the first signal is asked. */
function servicesQuery(model: NormalizedModel, context: PlanContext): PlanQuery {
  const datasource = model.signals[0]?.datasource ?? '';
  return {
    refId: REF.services,
    purpose: { kind: 'services' },
    datasource,
    type: typeOf(model, datasource),
    form: { kind: 'instant' },
    expr: constantRows('1', model.identity.labels, context.services),
  };
}

function typeOf(model: RiskModel, datasource: string): DatasourceType {
  const type = model.datasources[datasource]?.type;
  if (type === undefined) throw new TypeError(`The model ${model.name} has no datasource "${datasource}"`);
  return type;
}
