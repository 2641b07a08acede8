import type { BinaryOperator } from '../tree.ts';
import { type ConformanceCase, mathCase, NO_DATA, number, rows, series, seriesAt } from './case.ts';

type Cell = number | null;

const INF = Infinity;

const NUMBERS: readonly (readonly [number, number])[] = [[3, 2], [2, 3], [-3, 2], [2, 2], [0, 2], [2, 0]]; // prettier-ignore
const NANS: readonly (readonly [number, number])[] = [[NaN, 2], [2, NaN], [NaN, 0], [0, NaN], [NaN, NaN]]; // prettier-ignore
const NULLS: readonly (readonly [Cell, Cell])[] = [[null, 2], [2, null], [null, 0], [0, null], [null, NaN], [NaN, null]]; // prettier-ignore
const INFINITIES: readonly (readonly [number, number])[] = [
  [INF, 2],
  [2, INF],
  [-INF, 2],
  [2, -INF],
  [INF, INF],
  [INF, 0],
  [0, INF],
  [INF, -INF],
];

type SixCells = readonly [number, number, number, number, number, number];

interface OperatorRow {
  readonly operator: BinaryOperator;
  /** Results of the pairs of NUMBERS, NANS and INFINITIES. Every pair of NULLS gives null. */
  readonly numbers: SixCells;
  readonly nans: readonly number[];
  readonly infinities: readonly number[];
}

const ALL_NAN: readonly number[] = [NaN, NaN, NaN, NaN, NaN];

const TABLE: readonly OperatorRow[] = [
  {
    operator: '+',
    numbers: [5, 5, -1, 4, 2, 2],
    nans: ALL_NAN,
    infinities: [INF, INF, -INF, -INF, INF, INF, INF, NaN],
  },
  {
    operator: '-',
    numbers: [1, -1, -5, 0, -2, 2],
    nans: ALL_NAN,
    infinities: [INF, -INF, -INF, INF, NaN, INF, -INF, INF],
  },
  {
    operator: '*',
    numbers: [6, 6, -6, 4, 0, 0],
    nans: ALL_NAN,
    infinities: [INF, INF, -INF, -INF, INF, NaN, NaN, -INF],
  },
  {
    operator: '/',
    numbers: [1.5, 2 / 3, -1.5, 1, 0, INF],
    nans: ALL_NAN,
    infinities: [INF, 0, -INF, -0, NaN, INF, 0, NaN],
  },
  { operator: '%', numbers: [1, 2, -1, 0, 0, NaN], nans: ALL_NAN, infinities: [NaN, 2, NaN, 2, NaN, NaN, 0, NaN] },
  { operator: '**', numbers: [9, 8, 9, 4, 0, 1], nans: ALL_NAN, infinities: [INF, INF, INF, 0, INF, 1, 0, 0] },
  { operator: '==', numbers: [0, 0, 0, 1, 0, 0], nans: ALL_NAN, infinities: [0, 0, 0, 0, 1, 0, 0, 0] },
  { operator: '!=', numbers: [1, 1, 1, 0, 1, 1], nans: ALL_NAN, infinities: [1, 1, 1, 1, 0, 1, 1, 1] },
  { operator: '>', numbers: [1, 0, 0, 0, 0, 1], nans: ALL_NAN, infinities: [1, 0, 0, 1, 0, 1, 0, 1] },
  { operator: '<', numbers: [0, 1, 1, 0, 1, 0], nans: ALL_NAN, infinities: [0, 1, 1, 0, 0, 0, 1, 0] },
  { operator: '>=', numbers: [1, 0, 0, 1, 0, 1], nans: ALL_NAN, infinities: [1, 0, 0, 1, 1, 1, 0, 1] },
  { operator: '<=', numbers: [0, 1, 1, 1, 1, 0], nans: ALL_NAN, infinities: [0, 1, 1, 0, 1, 0, 1, 0] },
  { operator: '||', numbers: [1, 1, 1, 1, 1, 1], nans: [1, 1, 1, NaN, 1], infinities: [1, 1, 1, 1, 1, 1, 1, 1] },
  { operator: '&&', numbers: [1, 1, 1, 1, 0, 0], nans: [NaN, NaN, NaN, 0, NaN], infinities: [1, 1, 1, 1, 1, 0, 0, 1] },
];

function overPairs(
  operator: BinaryOperator,
  what: string,
  pairs: readonly (readonly [Cell, Cell])[],
  results: readonly Cell[],
): ConformanceCase {
  const inputs = { A: rows(pairs.map(([left]) => left)), B: rows(pairs.map(([, right]) => right)) };
  return mathCase(`${operator} over ${what}`, `$A ${operator} $B`, inputs, rows(results));
}

function casesOf({ operator, numbers, nans, infinities }: OperatorRow): readonly ConformanceCase[] {
  const [threeTwo, twoThree, , twoTwo] = numbers;
  const services = [number(3, { service: 'a' }), number(2, { service: 'b' })];
  const results = (first: number, second: number) => [
    number(first, { service: 'a' }),
    number(second, { service: 'b' }),
  ];
  const zones = [number(2, { service: 'b', zone: 'x' }), number(2, { service: 'a', zone: 'y' })];
  const zoned = [number(threeTwo, { service: 'a', zone: 'y' }), number(twoTwo, { service: 'b', zone: 'x' })];
  const left = seriesAt([[0, 3], [1, 2], [2, null], [3, 2], [5, 1]], { service: 'a' }); // prettier-ignore
  const right = seriesAt([[0, 2], [1, 3], [2, 2], [3, 2], [4, 1]], { service: 'a' }); // prettier-ignore
  const joined = seriesAt([[0, threeTwo], [1, twoThree], [2, null], [3, twoTwo]], { service: 'a' }); // prettier-ignore
  return [
    overPairs(operator, 'numbers', NUMBERS, numbers),
    overPairs(operator, 'NaN', NANS, nans),
    overPairs(operator, 'null', NULLS, NULLS.map(() => null)), // prettier-ignore
    overPairs(operator, 'infinities', INFINITIES, infinities),
    mathCase(
      `${operator} with a constant on the right`,
      `$A ${operator} 2`,
      { A: services },
      results(threeTwo, twoTwo),
    ),
    mathCase(`${operator} with a constant on the left`, `2 ${operator} $A`, { A: services }, results(twoThree, twoTwo)),
    mathCase(`${operator} joins a subset of labels`, `$A ${operator} $B`, { A: services, B: zones }, zoned),
    mathCase(`${operator} joins series on equal times`, `$A ${operator} $B`, { A: [left], B: [right] }, [joined]),
    mathCase(
      `${operator} of series and number is pointwise`,
      `$A ${operator} $B`,
      { A: [series([3, 2, null], { service: 'a' })], B: [number(2)] },
      [series([threeTwo, twoTwo, null], { service: 'a' })],
    ),
    mathCase(
      `${operator} of number and series is pointwise`,
      `$B ${operator} $A`,
      { A: [series([3, 2, null], { service: 'a' })], B: [number(2)] },
      [series([twoThree, twoTwo, null], { service: 'a' })],
    ),
    mathCase(
      `${operator} with NoData is NoData`,
      `$A ${operator} $B`,
      { A: [NO_DATA], B: [number(2)] },
      [NO_DATA],
      '1 items',
    ),
  ];
}

const UNARY: readonly ConformanceCase[] = [
  mathCase(
    '! over numbers, NaN, null and infinities',
    '!$A',
    { A: rows([0, 1, -2, 0.5, NaN, null, INF, -INF]) },
    rows([1, 0, 0, 0, NaN, null, 0, 0]),
  ),
  mathCase(
    '- over numbers, NaN, null and infinities',
    '-$A',
    { A: rows([0, 1, -2, 0.5, NaN, null, INF, -INF]) },
    rows([-0, -1, 2, -0.5, NaN, null, -INF, INF]),
  ),
  mathCase('! over a series', '!$A', { A: [series([0, 3, null, NaN], { service: 'a' })] }, [
    series([1, 0, null, NaN], { service: 'a' }),
  ]),
  mathCase('- over a series', '-$A', { A: [series([0, 3, null, NaN], { service: 'a' })] }, [
    series([-0, -3, null, NaN], { service: 'a' }),
  ]),
  mathCase('! over NoData', '!$A', { A: [NO_DATA] }, [NO_DATA]),
  mathCase('- over NoData', '-$A', { A: [NO_DATA] }, [NO_DATA]),
];

/** Every operator over numbers, NaN, null, infinities, constants, labels, series and NoData. */
export const OPERATOR_CASES: readonly ConformanceCase[] = [...TABLE.flatMap(casesOf), ...UNARY];
