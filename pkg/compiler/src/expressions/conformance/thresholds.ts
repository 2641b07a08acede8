import type { Labels, Value } from '../values.ts';
import { answer, type ConformanceCase, type Expectation, NO_DATA, number, rows, scalar, series } from './case.ts';

type Cell = number | null;

const INF = Infinity;

interface EvaluatorJson {
  readonly type?: string;
  readonly params?: readonly (number | null)[];
}

interface Setting {
  readonly evaluator?: EvaluatorJson;
  readonly unloadEvaluator?: EvaluatorJson | null;
}

function threshold(
  name: string,
  conditions: readonly Setting[],
  values: readonly Value[],
  expected: Expectation,
  loaded?: readonly Labels[],
): ConformanceCase {
  const one: ConformanceCase = {
    name: `threshold: ${name}`,
    nodes: [{ refId: 'R', model: { type: 'threshold', expression: 'A', conditions } }],
    inputs: { A: answer(...values) },
    expected,
  };
  return loaded === undefined ? one : { ...one, loadedDimensions: { R: loaded } };
}

const gives = (...values: readonly Value[]): Expectation => ({ type: 'results', values: { R: values } });
const refused = (message: string): Expectation => ({ type: 'refused', fault: { code: 'sse.parseError', message } });

const INPUT: readonly Cell[] = [0, 1, 2, 3, 4, NaN, null, INF, -INF];

const TABLE: readonly (readonly [string, readonly number[], readonly Cell[]])[] = [
  ['gt', [2], [0, 0, 0, 1, 1, 0, null, 1, 0]],
  ['lt', [2], [1, 1, 0, 0, 0, 0, null, 0, 1]],
  ['eq', [2], [0, 0, 1, 0, 0, 0, null, 0, 0]],
  ['ne', [2], [1, 1, 0, 1, 1, 1, null, 1, 1]],
  ['gte', [2], [0, 0, 1, 1, 1, 0, null, 1, 0]],
  ['lte', [2], [1, 1, 1, 0, 0, 0, null, 0, 1]],
  ['within_range', [1, 3], [0, 0, 1, 0, 0, 0, null, 0, 0]],
  ['outside_range', [1, 3], [1, 0, 0, 0, 1, 0, null, 1, 1]],
  ['within_range_included', [1, 3], [0, 1, 1, 1, 0, 0, null, 0, 0]],
  ['outside_range_included', [1, 3], [1, 1, 0, 1, 1, 0, null, 1, 1]],
];

const LABELS = { service: 'a' };

const EVALUATOR_CASES = TABLE.flatMap(([type, params, results]) => {
  const conditions = [{ evaluator: { type, params } }];
  return [
    threshold(`${type} over numbers`, conditions, rows(INPUT), gives(...rows(results))),
    threshold(`${type} over a series`, conditions, [series(INPUT, LABELS)], gives(series(results, LABELS))),
    threshold(`${type} over a constant`, conditions, [scalar(2)], gives(scalar(results[2] ?? null))),
  ];
});

const GT_2: Setting = { evaluator: { type: 'gt', params: [2] } };
/** Fires above 100, recovers below 30. */
const RECOVERING: Setting = { evaluator: { type: 'gt', params: [100] }, unloadEvaluator: { type: 'lt', params: [30] } };
const of = (service: string): Labels => ({ service });
const LEVELS = [
  number(101, of('a')),
  number(100, of('b')),
  number(31, of('c')),
  number(30, of('d')),
  number(29, of('e')),
];
const NOT_LOADED = gives(
  number(1, of('a')),
  number(0, of('b')),
  number(0, of('c')),
  number(0, of('d')),
  number(0, of('e')),
);

/** Recovery conditions. The dimensions that fired before are an input. */
const RECOVERY_CASES: readonly ConformanceCase[] = [
  threshold('without dimensions that fired, the recovery condition is not used', [RECOVERING], LEVELS, NOT_LOADED),
  threshold('dimensions that fired before but are gone change nothing', [RECOVERING], LEVELS, NOT_LOADED, [of('z')]),
  threshold('what fired before keeps firing until it recovers', [RECOVERING], LEVELS, gives(number(1, of('a')), number(1, of('b')), number(1, of('c')), number(1, of('d')), number(0, of('e'))), ['a', 'b', 'c', 'd', 'e'].map(of)),
  threshold('what did not fire before comes first', [RECOVERING], LEVELS, gives(number(1, of('a')), number(0, of('d')), number(0, of('e')), number(1, of('b')), number(1, of('c'))), ['b', 'c'].map(of)),
  threshold('NaN keeps firing what fired before', [RECOVERING], [number(NaN, of('a')), number(NaN, of('b'))], gives(number(0, of('b')), number(1, of('a'))), [of('a')]),
  threshold('null stays null also when it fired before', [RECOVERING], [number(null, of('a'))], gives(number(null, of('a'))), [of('a')]),
  threshold('the unlabelled dimension can have fired before', [RECOVERING], [number(50)], gives(number(1)), [{}]),
  threshold('recovery over series', [RECOVERING], [series([20, 50, 101], of('a')), series([20, 50, 101], of('b'))], gives(series([0, 0, 1], of('b')), series([0, 1, 1], of('a'))), [of('a')]),
  threshold('an empty input becomes NoData with a recovery condition', [RECOVERING], [], gives(NO_DATA)),
  threshold('NoData stays NoData with a recovery condition', [RECOVERING], [NO_DATA], gives(NO_DATA), [of('a')]),
  threshold('a recovery condition of null is none', [{ ...GT_2, unloadEvaluator: null }], [], gives()),
  threshold('refuses an unknown recovery function', [{ ...GT_2, unloadEvaluator: { type: 'below', params: [1] } }], LEVELS, refused('invalid unloadCondition: expected threshold function to be one of [')),
]; // prettier-ignore

/** The `threshold` node. */
export const THRESHOLD_CASES: readonly ConformanceCase[] = [
  ...EVALUATOR_CASES,
  ...RECOVERY_CASES,
  threshold('NoData stays NoData', [GT_2], [NO_DATA], gives(NO_DATA)),
  threshold('an empty input stays empty', [GT_2], [], gives()),
  threshold('a range from high to low holds nothing', [{ evaluator: { type: 'within_range', params: [3, 1] } }], rows(INPUT), gives(...rows([0, 0, 0, 0, 0, 0, null, 0, 0]))),
  threshold('more parameters than needed are ignored', [{ evaluator: { type: 'gt', params: [2, 9] } }], rows([3]), gives(...rows([1]))),
  threshold('a parameter of null is 0', [{ evaluator: { type: 'gt', params: [null] } }], rows([1]), gives(...rows([1]))),
  threshold('refuses no condition', [], rows([1]), refused('threshold expression requires exactly one condition')),
  threshold('refuses two conditions', [GT_2, GT_2], rows([1]), refused('threshold expression requires exactly one condition')),
  threshold('refuses an unknown function', [{ evaluator: { type: 'above', params: [1] } }], rows([1]), refused('invalid condition: expected threshold function to be one of [gt, lt, eq, ne, gte, lte, within_range, outside_range, within_range_included, outside_range_included], got above')),
  threshold('refuses a missing function', [{}], rows([1]), refused('invalid condition: expected threshold function to be one of [')),
  threshold('refuses a missing parameter', [{ evaluator: { type: 'gt', params: [] } }], rows([1]), refused("incorrect number of arguments for threshold function 'gt': got 0 but need 1")),
  threshold('refuses a range of one parameter', [{ evaluator: { type: 'within_range', params: [1] } }], rows([1]), refused("incorrect number of arguments for threshold function 'within_range': got 1 but need 2")),
]; // prettier-ignore
