import type { FunctionName } from '../functions.ts';
import { type ConformanceCase, mathCase, NO_DATA, rows, scalar, series } from './case.ts';

type Cell = number | null;

const INF = Infinity;
const TINY_LESS_THAN_HALF = 0.49999999999999994;

const ARGUMENTS: readonly Cell[] = [null, NaN, INF, -INF, 0, 1, 2.5, -2.5, TINY_LESS_THAN_HALF, -0.5, 1e300];

const TABLE: readonly (readonly [FunctionName, readonly number[]])[] = [
  ['abs', [NaN, NaN, INF, INF, 0, 1, 2.5, 2.5, TINY_LESS_THAN_HALF, 0.5, 1e300]],
  ['log', [NaN, NaN, INF, NaN, -INF, 0, 0.9162907318741551, NaN, -0.6931471805599454, NaN, 690.7755278982137]],
  ['round', [NaN, NaN, INF, -INF, 0, 1, 3, -3, 0, -1, 1e300]],
  ['ceil', [NaN, NaN, INF, -INF, 0, 1, 3, -2, 1, -0, 1e300]],
  ['floor', [NaN, NaN, INF, -INF, 0, 1, 2, -3, 0, -1, 1e300]],
  ['is_nan', [NaN, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]],
  ['is_inf', [NaN, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0]],
  ['is_null', [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]],
  ['is_number', [0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1]],
];

const LOG_TOLERANCE = 4 * Number.EPSILON;

function withTolerance(one: ConformanceCase): ConformanceCase {
  return one.expected.type === 'results' ? { ...one, expected: { ...one.expected, tolerance: LOG_TOLERANCE } } : one;
}

function casesOf([name, results]: readonly [FunctionName, readonly number[]]): readonly ConformanceCase[] {
  const call = `${name}($A)`;
  const labels = { service: 'a' };
  const ofNull = results[0] ?? NaN;
  const ofOne = results[5] ?? NaN;
  const cases = [
    mathCase(`${name} over numbers`, call, { A: rows(ARGUMENTS) }, rows(results)),
    mathCase(`${name} over a series`, call, { A: [series(ARGUMENTS, labels)] }, [series(results, labels)]),
    mathCase(`${name} of a constant`, `${name}(1)`, {}, [scalar(ofOne)]),
    mathCase(`${name} of the constant null`, `${name}(null())`, {}, [scalar(ofNull)]),
    mathCase(`${name} of NoData`, call, { A: [NO_DATA] }, [NO_DATA]),
    mathCase(`${name} inside an operation`, `1 + ${name}($A)`, { A: rows([1]) }, rows([1 + ofOne])),
  ];
  return name === 'log' ? cases.map(withTolerance) : cases;
}

/** Every function over every type of value. */
export const FUNCTION_CASES: readonly ConformanceCase[] = [
  ...TABLE.flatMap(casesOf),
  mathCase('nan() is a constant', 'nan()', {}, [scalar(NaN)]),
  mathCase('inf() is a constant', 'inf()', {}, [scalar(INF)]),
  mathCase('infn() is a constant', 'infn()', {}, [scalar(-INF)]),
  mathCase('null() is a constant', 'null()', {}, [scalar(null)]),
  mathCase('functions nest', 'abs(floor(-2.5))', {}, [scalar(3)]),
  mathCase('is_nan of null cannot be used as a guard', 'is_nan($A) == 0', { A: rows([null, 1]) }, rows([NaN, 1])),
  mathCase(
    'is_number is the guard',
    'is_number($A) && is_number($B)',
    { A: rows([1, null, NaN]), B: rows([1, 1, 1]) },
    rows([1, 0, 0]),
  ),
  mathCase('masking NaN by multiplication does not work', 'is_number($A) * $A', { A: rows([2, NaN]) }, rows([2, NaN])),
];
