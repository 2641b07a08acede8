import type { DataFrame, DataQueryError, PanelData } from '@grafana/data';
import { evaluateExpressions, type QueryAnswer } from '@release-risk/compiler/expressions/evaluate';
import type { Value } from '@release-risk/compiler/expressions/values';
import type { Plan, PlanQuery } from '@release-risk/compiler/plan';
import type { Identity, RiskModel } from '@release-risk/model/model';
import { isPresent, SENTINEL } from '@release-risk/model/present';
import type { Reading } from '@release-risk/model/reading';
import type { CannedAnswer } from './cannedHost.ts';

/** What is read of one service at one moment. */
export interface ServiceReadings {
  readonly service: Identity;
  /** In the model's order. */
  readonly readings: readonly Reading[];
  readonly deployment?: { readonly version: string; readonly age: number } | undefined;
  readonly canary?: number;
}

/** What Grafana makes of every target of a plan: values, or the words of a failure, by refId. */
export type Answers = ReadonlyMap<string, { readonly values: readonly Value[] } | { readonly error: string }>;

/** Answers every query of a plan from the readings and every expression by the oracle, as Grafana's engine would. */
export function answersTo(
  model: RiskModel,
  plan: Plan,
  services: readonly ServiceReadings[],
  failing: Readonly<Record<string, string>> = {},
): Answers {
  const inputs = Object.fromEntries(
    plan.queries.map((query): [string, QueryAnswer] => {
      const message = failing[query.refId];
      return [query.refId, message === undefined ? answerOf(model, query, services) : { type: 'error', message }];
    }),
  );
  const nodes = plan.expressions.map(({ refId, expression }) => ({ refId, model: { type: 'math', expression } }));
  const results = evaluateExpressions({ nodes, inputs });
  if (!results.ok) throw new Error(results.fault.message);
  return new Map(
    [...results.value].map(([refId, outcome]) => [
      refId,
      outcome.ok ? { values: outcome.value } : { error: failing[refId] ?? outcome.fault.message },
    ]),
  );
}

function answerOf(model: RiskModel, { purpose }: PlanQuery, services: readonly ServiceReadings[]): QueryAnswer {
  const rows = (number: (one: ServiceReadings) => number, more: (one: ServiceReadings) => Identity = () => ({})) => ({
    type: 'values' as const,
    values: services.map((one) => ({
      kind: 'number' as const,
      labels: { ...one.service, ...more(one) },
      value: number(one),
    })),
  });
  switch (purpose.kind) {
    case 'value':
    case 'mean':
    case 'deviation':
    case 'samples': {
      const { kind } = purpose;
      const at = model.signals.findIndex(({ id }) => id === purpose.signal);
      return rows(({ readings }) => {
        const number = readings[at]?.[kind] ?? NaN;
        // The compiled queries drop what is no number at its source and say so by the sentinel.
        return isPresent(number) ? number : SENTINEL;
      });
    }
    case 'deployment':
      return rows(
        ({ deployment }) => deployment?.age ?? SENTINEL,
        ({ deployment }) => (deployment === undefined ? {} : { [purpose.versionLabel]: deployment.version }),
      );
    case 'canary':
      return rows(({ canary }) => canary ?? 0);
    case 'services':
      return rows(() => 1);
    case 'history':
      return { type: 'values', values: [] };
  }
}

/** What a panel is given when its targets are all the queries and expressions of a plan. */
export function panelDataOf(plan: Plan, answers: Answers, more: Partial<PanelData> = {}): PanelData {
  const targets = [...plan.queries, ...plan.expressions].map(({ refId }) => ({ refId }));
  const series = [...answers].flatMap(([refId, answer]) =>
    'error' in answer || refId === 'SV' ? [] : answer.values.map((value) => dataFrame(refId, value)),
  );
  const errors = [...answers].flatMap(([refId, answer]): DataQueryError[] =>
    'error' in answer ? [{ refId, message: answer.error }] : [],
  );
  return panelData({
    series,
    targets,
    ...(errors.length === 0 ? {} : { errors, error: errors[0], state: 'Error' as PanelData['state'] }),
    ...more,
  });
}

type Target = { readonly refId: string } & Readonly<Record<string, unknown>>;

/** A panel's data without anything that no test looks at. */
export function panelData({
  targets,
  ...said
}: Partial<PanelData> & { readonly targets?: readonly Target[] }): PanelData {
  const request = targets === undefined ? {} : { request: { targets } };
  return { state: 'Done', series: [], timeRange: {}, ...request, ...said } as unknown as PanelData;
}

/** A frame of one number, as a panel has it. */
export function dataFrame(refId: string, value: Value): DataFrame {
  const field = (labels: Identity, number: number | null) => ({
    name: refId,
    type: 'number',
    config: {},
    labels,
    values: [number],
  });
  const fields =
    value.kind === 'number'
      ? [field(value.labels, value.value)]
      : value.kind === 'scalar'
        ? [field({}, value.value)]
        : [];
  const meta = value.notices === undefined ? {} : { meta: { notices: value.notices } };
  return { refId, fields, length: fields.length, ...meta } as unknown as DataFrame;
}

/** The same answers as `POST /api/ds/query` gives them: 400 where one of them failed, with the others in the body. */
export function queryResponseOf(answers: Answers): CannedAnswer {
  const results = Object.fromEntries(
    [...answers].map(([refId, answer]) => [
      refId,
      'error' in answer
        ? { error: answer.error, status: 400 }
        : { status: 200, frames: answer.values.map((value) => jsonFrame(refId, value)) },
    ]),
  );
  const failed = [...answers.values()].some((answer) => 'error' in answer);
  return { status: failed ? 400 : 200, body: { results } };
}

/** One row as Grafana writes it: what JSON has no number for stands beside the column. */
export function jsonFrame(refId: string, value: Value): unknown {
  if (value.kind !== 'number') return { schema: { refId, fields: [] }, data: { values: [] } };
  const { labels, value: number } = value;
  const odd = number === null || Number.isFinite(number) ? undefined : entityOf(number);
  return {
    schema: {
      refId,
      meta: { type: 'numeric-multi' },
      fields: [{ name: refId, type: 'number', typeInfo: { frame: 'float64', nullable: true }, labels }],
    },
    data: {
      values: [[odd === undefined ? number : null]],
      ...(odd === undefined ? {} : { entities: [{ [odd]: [0] }] }),
    },
  };
}

function entityOf(number: number): string {
  if (Number.isNaN(number)) return 'NaN';
  return number > 0 ? 'Inf' : 'NegInf';
}
