import type { QueryAnswer } from '../evaluate.ts';
import type { ExpressionModel } from '../model.ts';
import type { Value } from '../values.ts';
import { answer, type ConformanceCase, math, NO_DATA, number, rows, scalar, series, seriesAt } from './case.ts';

type Cell = number | null;

const LABELS = { service: 'a' };
const INF = Infinity;

const STRICT: ExpressionModel = {};
const DROP: ExpressionModel = { settings: { mode: 'dropNN' } };
const REPLACE: ExpressionModel = { settings: { mode: 'replaceNN', replaceWithValue: -1 } };
const NOT_NEEDED = 'Reduce operation is not needed. Input query or expression A is already reduced data.';

function reduce(
  name: string,
  model: ExpressionModel,
  input: QueryAnswer,
  values: readonly Value[],
  notice?: string,
): ConformanceCase {
  const expected = { type: 'results', values: { R: values } } as const;
  return {
    name: `reduce: ${name}`,
    nodes: [{ refId: 'R', model: { type: 'reduce', expression: 'A', ...model } }],
    inputs: { A: input },
    expected: notice === undefined ? expected : { ...expected, notices: { R: notice } },
  };
}

const PLAIN: readonly Cell[] = [4, 1, 3, 2];
const HOLED: readonly Cell[] = [4, null, 3, 2];
const SPOILT: readonly Cell[] = [4, NaN, INF, 2, null];
const INFINITE: readonly Cell[] = [4, INF, 1];
const LONE: readonly Cell[] = [null, 5, null];

/** Per reducer: results of PLAIN, HOLED, SPOILT, INFINITE and LONE. */
type Results = readonly [Cell, Cell, Cell, Cell, Cell];

const STRICT_TABLE: readonly (readonly [string, Results])[] = [
  ['sum', [10, NaN, NaN, INF, NaN]],
  ['mean', [2.5, NaN, NaN, INF, NaN]],
  ['min', [1, NaN, NaN, 1, NaN]],
  ['max', [4, NaN, NaN, INF, NaN]],
  ['count', [4, 4, 5, 3, 3]],
  ['last', [2, 2, null, 1, null]],
  ['median', [2.5, NaN, NaN, 4, NaN]],
];

const DROP_TABLE: readonly (readonly [string, Results])[] = [
  ['sum', [10, 9, 6, 5, 5]],
  ['mean', [2.5, 3, 3, 2.5, 5]],
  ['min', [1, 2, 2, 1, 5]],
  ['max', [4, 4, 4, 4, 5]],
  ['count', [4, 3, 2, 2, 1]],
  ['last', [2, 2, 2, 1, 5]],
  ['median', [2.5, 3, 3, 2.5, 5]],
];

const REPLACE_TABLE: readonly (readonly [string, Results])[] = [
  ['sum', [10, 8, 3, 4, 3]],
  ['mean', [2.5, 2, 0.6, 4 / 3, 1]],
  ['min', [1, -1, -1, -1, -1]],
  ['max', [4, 4, 4, 4, 5]],
  ['count', [4, 4, 5, 3, 3]],
  ['last', [2, 2, -1, 1, -1]],
  ['median', [2.5, 2.5, -1, 1, -1]],
];

const TABLES = [
  ['strict', STRICT, STRICT_TABLE],
  ['dropNN', DROP, DROP_TABLE],
  ['replaceNN', REPLACE, REPLACE_TABLE],
] as const;

const SERIES_INPUTS: readonly (readonly Cell[])[] = [PLAIN, HOLED, SPOILT, INFINITE, LONE];

/** One case per reducer, mode and input: an input that is one series can be sent to a real Grafana. */
const TABLE_CASES = TABLES.flatMap(([mode, model, table]) =>
  table.flatMap(([reducer, results]) =>
    results.map((result, index) => {
      const points = SERIES_INPUTS[index] ?? [];
      const name = `${mode} ${reducer} of ${points.map(String).join(' ')}`;
      return reduce(name, { ...model, reducer }, answer(series(points, LABELS)), [number(result, LABELS)]);
    }),
  ),
);

/** Reduces the empty series that two series without a common time join to. */
function ofEmpty(reducer: string, mode: string, model: ExpressionModel, result: Cell): ConformanceCase {
  return {
    name: `reduce: ${mode} ${reducer} of an empty series`,
    nodes: [math('E', '$A + $B'), { refId: 'R', model: { type: 'reduce', expression: 'E', reducer, ...model } }],
    inputs: { A: answer(seriesAt([[0, 1]], LABELS)), B: answer(seriesAt([[1, 1]], LABELS)) },
    expected: { type: 'results', values: { E: [seriesAt([], LABELS)], R: [number(result, LABELS)] } },
  };
}

const EMPTY_CASES = (
  [
    ['sum', 0, 0, 0],
    ['mean', NaN, null, -1],
    ['min', NaN, null, -1],
    ['max', NaN, null, -1],
    ['count', 0, 0, 0],
    ['last', NaN, null, -1],
    ['median', NaN, null, -1],
  ] as const
).flatMap(([reducer, strict, drop, replace]) => [
  ofEmpty(reducer, 'strict', STRICT, strict),
  ofEmpty(reducer, 'dropNN', DROP, drop),
  ofEmpty(reducer, 'replaceNN', REPLACE, replace),
]);

function refused(name: string, model: ExpressionModel, message: string): ConformanceCase {
  return {
    name: `reduce: refuses ${name}`,
    nodes: [{ refId: 'R', model: { type: 'reduce', ...model } }],
    inputs: { A: answer(number(1)) },
    expected: { type: 'refused', fault: { code: 'sse.parseError', message } },
  };
}

const MIXED = rows([1, null, NaN, INF, -INF]);

/** The `reduce` node. */
export const REDUCE_CASES: readonly ConformanceCase[] = [
  ...TABLE_CASES,
  ...EMPTY_CASES,
  reduce('every series on its own', { reducer: 'max' }, answer(series([1, 3], { service: 'a' }), series([5, 4], { service: 'b' })), [number(3, { service: 'a' }), number(5, { service: 'b' })]),
  reduce('the name of the reducer in any case', { reducer: 'MeAn' }, answer(series([1, 3], LABELS)), [number(2, LABELS)]),
  reduce('a leading $ is taken off', { reducer: 'sum', expression: '$A' }, answer(series([1, 3], LABELS)), [number(4, LABELS)]),
  reduce('an empty mode is strict', { reducer: 'sum', settings: { mode: '' } }, answer(series([1, null], LABELS)), [number(NaN, LABELS)]),
  reduce('dropNN of nothing but NaN is null', { ...DROP, reducer: 'mean' }, answer(series([NaN, NaN], LABELS)), [number(null, LABELS)]),
  reduce('dropNN count of nothing but NaN is 0', { ...DROP, reducer: 'count' }, answer(series([NaN, NaN], LABELS)), [number(0, LABELS)]),
  reduce('median of one', { reducer: 'median' }, answer(series([7], LABELS)), [number(7, LABELS)]),
  reduce('median of an odd number', { reducer: 'median' }, answer(series([9, -1, 3], LABELS)), [number(3, LABELS)]),
  reduce('numbers pass strict, with a notice', { reducer: 'max' }, answer(...MIXED), MIXED, NOT_NEEDED),
  reduce('numbers that are not real leave with dropNN', { ...DROP, reducer: 'max' }, answer(...MIXED), [number(1, { row: '0' })]),
  reduce('numbers that are not real are replaced with replaceNN', { ...REPLACE, reducer: 'count' }, answer(...MIXED), rows([1, -1, -1, -1, -1])),
  reduce('all numbers dropped leave an empty result', { ...DROP, reducer: 'last' }, answer(...rows([NaN, null])), []),
  reduce('NoData stays NoData', { reducer: 'last' }, answer(NO_DATA), [NO_DATA]),
  reduce('NoData stays NoData with replaceNN', { ...REPLACE, reducer: 'last' }, answer(NO_DATA), [NO_DATA]),
  reduce('an empty input stays empty', { reducer: 'last' }, answer(), []),
  {
    name: 'reduce: a constant is an error',
    nodes: [{ refId: 'R', model: { type: 'reduce', expression: 'A', reducer: 'last' } }],
    inputs: { A: answer(scalar(1)) },
    expected: { type: 'results', values: {}, faults: { R: { code: 'execution', message: 'can only reduce type series, got type scalar' } } },
  },
  refused('a missing expression', { reducer: 'last' }, 'no expression ID is specified to reduce'),
  refused('an expression that is no text', { expression: 1, reducer: 'last' }, 'expression ID is expected to be a string, got float64'),
  refused('a missing reducer', { expression: 'A' }, 'no reducer specified'),
  refused('a reducer that is no text', { expression: 'A', reducer: null }, 'expected reducer to be a string, got <nil>'),
  refused('an unknown reducer', { expression: 'A', reducer: 'avg' }, 'reduction avg not implemented'),
  refused('the reducer stddev', { expression: 'A', reducer: 'stddev' }, 'reduction stddev not implemented'),
  refused('an unknown mode', { expression: 'A', reducer: 'sum', settings: { mode: 'dropNaN' } }, "reducer mode 'dropNaN' is not supported. Supported only: [dropNN,replaceNN]"),
  refused('replaceNN without a value', { expression: 'A', reducer: 'sum', settings: { mode: 'replaceNN' } }, "setting replaceWithValue must be specified when mode is 'replaceNN'"),
  refused('a replacement that is text', { expression: 'A', reducer: 'sum', settings: { mode: 'replaceNN', replaceWithValue: '0' } }, 'setting replaceWithValue must be a number, got string'),
  refused('settings that are no object', { expression: 'A', reducer: 'sum', settings: 'dropNN' }, 'field settings must be an object, got string for refId R'),
]; // prettier-ignore
