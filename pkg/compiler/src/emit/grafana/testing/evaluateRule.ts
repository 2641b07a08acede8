import type { Identity, RiskModel } from '@release-risk/model/model';
import { isPresent, SENTINEL } from '@release-risk/model/present';
import { evaluateExpressions, type QueryAnswer } from '../../../expressions/evaluate.ts';
import type { Labels, NumberValue, Value } from '../../../expressions/values.ts';
import type { Plan, PlanQuery } from '../../../plan.ts';
import type { AlertRule } from '../ruleGroup.ts';
import type { ServiceCase } from './randomModels.ts';

/** One alert instance: what the condition says, and every value Grafana attaches to it. */
export interface Instance {
  readonly labels: Labels;
  readonly fires: boolean;
  readonly values: Readonly<Record<string, number>>;
}

function row(labels: Labels, value: number): NumberValue {
  return { kind: 'number', labels, value };
}

/** What a datasource would answer: one row per service, guaranteed, and some of services no model names. */
function answer(model: RiskModel, query: PlanQuery, services: readonly ServiceCase[]): QueryAnswer {
  const { purpose } = query;
  const stranger: Identity = Object.fromEntries(model.identity.labels.map((label) => [label, 'stranger']));
  const guaranteed = (x: number) => (isPresent(x) ? x : SENTINEL);
  switch (purpose.kind) {
    case 'value':
    case 'mean':
    case 'deviation':
    case 'samples': {
      const index = model.signals.findIndex(({ id }) => id === purpose.signal);
      const { kind } = purpose;
      const own = services.map(({ service, readings }) => row(service, guaranteed(readings[index]?.[kind] ?? NaN)));
      return { type: 'values', values: [...own, row(stranger, 1e6)] };
    }
    case 'deployment': {
      const own = services.map(({ service, deployment }) =>
        deployment === undefined
          ? row(service, SENTINEL)
          : row({ ...service, [purpose.versionLabel]: deployment.version }, deployment.age),
      );
      return { type: 'values', values: [...own, row({ ...stranger, [purpose.versionLabel]: '9' }, 300)] };
    }
    case 'canary':
      return {
        type: 'values',
        values: [...services.map(({ service, canary }) => row(service, canary)), row(stranger, 1)],
      };
    case 'services':
      return { type: 'values', values: services.map(({ service }) => row(service, 1)) };
    case 'history':
      return { type: 'values', values: [] };
  }
}

/** Evaluates a rule as Grafana does; `firing` are the labels of the instances that fired the time before. */
export function evaluateRule(
  model: RiskModel,
  plan: Plan,
  rule: AlertRule,
  services: readonly ServiceCase[],
  firing: readonly Labels[],
): readonly Instance[] {
  const queries = new Map(plan.queries.map((query) => [query.refId, query]));
  const inputs = Object.fromEntries(
    rule.data.flatMap(({ refId, datasourceUid }) => {
      const query = queries.get(refId);
      return datasourceUid === '__expr__' || query === undefined ? [] : [[refId, answer(model, query, services)]];
    }),
  );
  const nodes = rule.data
    .filter(({ datasourceUid }) => datasourceUid === '__expr__')
    .map(({ refId, model: expression }) => ({ refId, model: expression }));
  const results = evaluateExpressions({ nodes, inputs, loadedDimensions: { [rule.condition]: firing } });
  if (!results.ok) throw new Error(results.fault.message);
  const byRefId = new Map<string, readonly Value[]>();
  for (const [refId, outcome] of results.value) {
    if (!outcome.ok) throw new Error(`${refId}: ${outcome.fault.message}`);
    byRefId.set(refId, outcome.value);
  }
  const capture = captures(model.identity.labels, byRefId);
  return (byRefId.get(rule.condition) ?? []).map((value) => {
    if (value.kind !== 'number') throw new Error(`the condition is a ${value.kind}`);
    return { labels: value.labels, fires: value.value !== 0, values: capture(value.labels) };
  });
}

/** Each node's value with exactly an alert's labels, or else with a subset or superset of them. */
function captures(
  identity: readonly string[],
  byRefId: ReadonlyMap<string, readonly Value[]>,
): (labels: Labels) => Record<string, number> {
  const keyOf = (labels: Labels) => JSON.stringify(identity.map((label) => labels[label]));
  const index = new Map<string, ReadonlyMap<string, readonly NumberValue[]>>();
  for (const [refId, all] of byRefId) {
    const byKey = new Map<string, NumberValue[]>();
    for (const one of all) {
      if (one.kind !== 'number') continue;
      if (!identity.every((label) => label in one.labels)) throw new Error(`${refId} has a value of no service`);
      const key = keyOf(one.labels);
      byKey.set(key, [...(byKey.get(key) ?? []), one]);
    }
    index.set(refId, byKey);
  }
  return (labels) => {
    const values: Record<string, number> = {};
    for (const [refId, byKey] of index) {
      const near = (byKey.get(keyOf(labels)) ?? []).filter(
        (one) => within(one.labels, labels) || within(labels, one.labels),
      );
      const exact = near.find((one) => within(one.labels, labels) && within(labels, one.labels));
      // Grafana would take any of them.
      if (exact === undefined && near.length > 1) throw new Error(`${refId} has several values for one alert`);
      const value = (exact ?? near[0])?.value;
      if (value !== undefined && value !== null) values[refId] = value;
    }
    return values;
  };
}

function within(a: Labels, b: Labels): boolean {
  return Object.entries(a).every(([name, value]) => b[name] === value);
}
