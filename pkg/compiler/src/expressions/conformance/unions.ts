import type { Labels } from '../values.ts';
import { type ConformanceCase, mathCase, NO_DATA, number, scalar, series, seriesAt } from './case.ts';

/** Labelled numbers as `[value, labels]`. */
type Row = readonly [number | null, Labels];

const numbers = (table: readonly Row[]) => table.map(([value, labels]) => number(value, labels));

/** `$A + $B` over labelled numbers. */
function sum(
  name: string,
  left: readonly Row[],
  right: readonly Row[],
  result: readonly Row[],
  notice?: string,
): ConformanceCase {
  return mathCase(`union: ${name}`, '$A + $B', { A: numbers(left), B: numbers(right) }, numbers(result), notice);
}

const UNLABELLED: Labels = {};
const A: Labels = { service: 'a' };
const B: Labels = { service: 'b' };
const C: Labels = { service: 'c' };
const AX: Labels = { service: 'a', zone: 'x' };
const AY: Labels = { service: 'a', zone: 'y' };
const BX: Labels = { service: 'b', zone: 'x' };

const SUMS: readonly ConformanceCase[] = [
  sum('equal labels join', [[1, A], [2, B]], [[10, A], [20, B]], [[11, A], [22, B]]),
  sum('the order is that of the left side', [[2, B], [1, A]], [[10, A], [20, B]], [[22, B], [11, A]]),
  sum('the order of label names does not matter', [[1, { zone: 'x', service: 'a' }], [2, B]], [[10, AX], [20, B]], [[11, AX], [22, B]]),
  sum('a dimension of one side only is dropped', [[1, A], [2, B]], [[10, A], [30, C]], [[11, A]], '2 items dropped from union(s): ["$A + $B": ('),
  sum('nothing in common gives an empty result without notice', [[1, A], [2, B]], [[30, C]], []),
  sum('an unlabelled number on the right goes with every dimension', [[1, A], [2, B]], [[10, UNLABELLED]], [[11, A], [12, B]]),
  sum('an unlabelled number on the left goes with every dimension', [[10, UNLABELLED]], [[1, A], [2, B]], [[11, A], [12, B]]),
  sum('unlabelled and labelled together', [[1, A], [5, UNLABELLED]], [[10, A], [20, B]], [[11, A], [15, A], [25, B]]),
  sum('a subset on the right takes the labels of the left', [[1, AX], [2, AY], [3, BX]], [[10, A], [20, B]], [[11, AX], [12, AY], [23, BX]]),
  sum('a subset on the left takes the labels of the right', [[10, A], [20, B]], [[1, AX], [2, AY], [3, BX]], [[11, AX], [12, AY], [23, BX]]),
  sum('the same number of labels must be equal', [[1, AX], [2, BX]], [[10, { service: 'a', env: 'x' }], [20, BX]], [[22, BX]], '2 items'),
  sum('overlapping sets of different size do not join', [[1, AX], [2, BX]], [[10, { service: 'a' , env: 'e', host: 'h' }], [20, BX]], [[22, BX]], '2 items'),
  sum('a differing value in the subset does not join', [[1, AX], [2, B]], [[10, C], [20, B]], [[22, B]], '2 items'),
  sum('two single unequal values join and lose their labels', [[1, A]], [[10, B]], [[11, UNLABELLED]], '2 items dropped from union(s): ["$A + $B": ('),
  sum('two single values of different label names join and lose them', [[1, A]], [[10, { zone: 'x', env: 'e' }]], [[11, UNLABELLED]], '2 items'),
  sum('two single equal values keep their labels', [[1, A]], [[10, A]], [[11, A]]),
  sum('two single values, one a superset, keep the superset', [[1, A]], [[10, AX]], [[11, AX]]),
  sum('one against many does not strip labels', [[1, A]], [[10, B], [20, C]], []),
  sum('duplicates on the left stay', [[1, A], [2, A]], [[10, A], [20, B]], [[11, A], [12, A]], '1 items'),
  sum('duplicates on both sides multiply', [[1, A], [2, A]], [[10, A], [20, A]], [[11, A], [21, A], [12, A], [22, A]]),
  sum('mixed sizes join in the order of the inner loop', [[1, A], [2, AX]], [[10, AX], [20, AY], [30, A]], [[11, AX], [21, AY], [31, A], [12, AX], [32, AX]]),
  sum('many to many over a shared subset', [[1, AX], [2, AY]], [[10, A], [20, UNLABELLED]], [[11, AX], [21, AX], [12, AY], [22, AY]]),
  sum('__name__ is a label like any other', [[1, { __name__: 'up', service: 'a' }], [2, { __name__: 'up', service: 'b' }]], [[10, { __name__: 'down', service: 'a' }], [20, { __name__: 'down', service: 'b' }]], []),
  sum('an empty label value is a label', [[1, { service: '' }], [2, A]], [[10, { service: '' }], [20, A]], [[11, { service: '' }], [22, A]]),
  sum('null joins as null', [[null, A], [2, B]], [[10, A], [null, B]], [[null, A], [null, B]]),
]; // prettier-ignore

/** Rules beyond two sets of numbers. */
const OTHERS: readonly ConformanceCase[] = [
  mathCase('union: an empty left side gives an empty result', '$A + $B', { A: [], B: numbers([[1, A], [2, B]]) }, []),
  mathCase('union: an empty right side gives an empty result', '$A + $B', { A: numbers([[1, A]]), B: [] }, []),
  mathCase('union: an empty side and NoData give an empty result', '$A + $B', { A: [], B: [NO_DATA] }, []),
  mathCase('union: an empty side and a constant give an empty result', '$A + 1', { A: [] }, []),
  mathCase('union: NoData with many is one NoData and drops the many', '$A + $B', { A: [NO_DATA], B: numbers([[1, A], [2, B]]) }, [NO_DATA], '2 items dropped from union(s): ["$A + $B": ($B: {service=a} {service=b})]'),
  mathCase('union: many with NoData is one NoData and drops the many', '$A + $B', { A: numbers([[1, A], [2, B]]), B: [NO_DATA] }, [NO_DATA], '2 items dropped from union(s): ["$A + $B": ($A: {service=a} {service=b})]'),
  mathCase('union: NoData with NoData drops nothing', '$A + $B', { A: [NO_DATA], B: [NO_DATA] }, [NO_DATA]),
  mathCase('union: NoData with a constant is NoData', '$A + 1', { A: [NO_DATA] }, [NO_DATA], '1 items dropped from union(s): ["$A + 1": (1: {})]'),
  mathCase('union: one missing factor makes the whole sum NoData', '0.4 * $A + 0.6 * $B', { A: numbers([[1, A], [2, B]]), B: [NO_DATA] }, [NO_DATA], '3 items'),
  mathCase('union: a constant with a constant is a constant', '$A + $B', { A: [scalar(1)], B: [scalar(2)] }, [scalar(3)]),
  mathCase('union: a constant goes with every dimension', '$A * $B', { A: [scalar(10)], B: numbers([[1, A], [2, B]]) }, numbers([[10, A], [20, B]])),
  mathCase('union: a null constant makes every dimension null', '$A + $B', { A: [scalar(null)], B: numbers([[1, A], [2, B]]) }, numbers([[null, A], [null, B]])),
  mathCase('union: a variable with itself', '$A + $A', { A: numbers([[1, A], [2, B]]) }, numbers([[2, A], [4, B]])),
  mathCase('union: steps join with the labels of the step before', '($A + $B) + $C', { A: numbers([[1, A], [2, B]]), B: numbers([[10, AX], [20, BX]]), C: numbers([[100, A], [200, B]]) }, numbers([[111, AX], [222, BX]])),
  mathCase('union: a stripped step then joins with everything', '($A + $B) + $C', { A: numbers([[1, A]]), B: numbers([[10, B]]), C: numbers([[100, A], [200, C]]) }, numbers([[111, A], [211, C]]), '2 items'),
  mathCase('union: duplicates are not refused by math', '$A * $B', { A: numbers([[2, UNLABELLED], [3, UNLABELLED]]), B: numbers([[5, A], [7, B]]) }, numbers([[10, A], [14, B], [15, A], [21, B]])),
  mathCase('union: more than five dropped items are shortened', '$A + $B', { A: numbers([...'abcdefg'].map((service) => [1, { service }])), B: numbers([[10, A], [20, { service: 'h' }]]) }, numbers([[11, A]]), '7 items dropped from union(s): ["$A + $B": ('),
  mathCase('union: series join by labels', '$A + $B', { A: [series([1, 2], A), series([3, 4], B)], B: [series([10, 20], B), series([30, 40], A)] }, [series([31, 42], A), series([13, 24], B)]),
  mathCase('union: series without a common time join to an empty series', '$A + $B', { A: [seriesAt([[0, 1], [2, 3]], A)], B: [seriesAt([[1, 1], [3, 3]], A)] }, [seriesAt([], A)]),
  mathCase('union: of equal times on the right the last counts', '$A + $B', { A: [seriesAt([[0, 1], [1, 2]], A)], B: [seriesAt([[0, 10], [0, 20], [1, 30]], A)] }, [seriesAt([[0, 21], [1, 32]], A)]),
  mathCase('union: equal times on the left each join', '$A + $B', { A: [seriesAt([[0, 1], [0, 2]], A)], B: [seriesAt([[0, 10]], A)] }, [seriesAt([[0, 11], [0, 12]], A)]),
  mathCase('union: series take the labels of a wider number', '$A * $B', { A: [series([1, 2], A)], B: numbers([[10, AX], [20, AY]]) }, [series([10, 20], AX), series([20, 40], AY)]),
  mathCase('union: two single series of different labels lose them', '$A + $B', { A: [series([1, 2], A)], B: [series([10, 20], B)] }, [series([11, 22])], '2 items'),
]; // prettier-ignore

/** How label sets join. */
export const UNION_CASES: readonly ConformanceCase[] = [...SUMS, ...OTHERS];
