import type { EvaluationRequest, QueryAnswer } from '../evaluate.ts';
import type { FaultCode } from '../faults.ts';
import type { ExpressionNode } from '../graph.ts';
import type { Labels, Value } from '../values.ts';

/** An expected error: its code, and a text its message holds. */
export interface ExpectedFault {
  readonly code: FaultCode;
  readonly message: string;
  readonly position?: number;
}

/** What a graph must give. */
export type Expectation =
  | {
      readonly type: 'results';
      /** Exact values per refId, in order. */
      readonly values: Readonly<Record<string, readonly Value[]>>;
      readonly faults?: Readonly<Record<string, ExpectedFault>>;
      /** The beginning of the only notice of a node. Nodes not named here must have none. */
      readonly notices?: Readonly<Record<string, string>>;
      /** Allowed relative error; exact when absent. */
      readonly tolerance?: number;
    }
  /** The whole request is refused before anything runs. */
  | { readonly type: 'refused'; readonly fault: ExpectedFault }
  /** Grafana crashes on this node and answers nothing. */
  | { readonly type: 'crash'; readonly refId: string };

/** One graph with its inputs and what Grafana makes of them. Plain data, so it can be sent to a real Grafana too. */
export interface ConformanceCase extends EvaluationRequest {
  readonly name: string;
  readonly expected: Expectation;
}

/** The first timestamp of all series and the begin of all ranges, in epoch milliseconds. */
export const START = 1_700_000_000_000;

/** A labelled number. */
export function number(value: number | null, labels: Labels = {}): Value {
  return { kind: 'number', labels, value };
}

/** A constant. */
export function scalar(value: number | null): Value {
  return { kind: 'scalar', value };
}

/** A series with one point per second from {@link START}. */
export function series(values: readonly (number | null)[], labels: Labels = {}): Value {
  return seriesAt(
    values.map((value, index) => [index, value]),
    labels,
  );
}

/** A series with points at whole seconds after {@link START}. */
export function seriesAt(
  points: readonly (readonly [second: number, value: number | null])[],
  labels: Labels = {},
): Value {
  return { kind: 'series', labels, points: points.map(([second, value]) => ({ time: START + second * 1000, value })) };
}

export const NO_DATA: Value = { kind: 'noData' };

/** The answer of an input query. */
export function answer(...values: readonly Value[]): QueryAnswer {
  return { type: 'values', values };
}

/** A math node. */
export function math(refId: string, expression: string): ExpressionNode {
  return { refId, model: { type: 'math', expression } };
}

/** A case of one math node `R` with values expected of it. */
export function mathCase(
  name: string,
  expression: string,
  inputs: Readonly<Record<string, readonly Value[]>>,
  values: readonly Value[],
  notice?: string,
): ConformanceCase {
  const answers = Object.fromEntries(Object.entries(inputs).map(([refId, given]) => [refId, answer(...given)]));
  const expected: Expectation = { type: 'results', values: { R: values } };
  return {
    name,
    nodes: [math('R', expression)],
    inputs: answers,
    expected: notice === undefined ? expected : { ...expected, notices: { R: notice } },
  };
}

/** Numbers that differ in one label, in the order given. */
export function rows(values: readonly (number | null)[]): readonly Value[] {
  return values.map((value, index) => number(value, { row: `${index}` }));
}
