/** What Loki allows a range aggregation: over lines, over an unwrapped label, with `by` or `without`, a parameter. */
export interface RangeFunction {
  readonly lines: boolean;
  readonly unwrapped: boolean;
  readonly grouping: boolean;
  readonly parameter: boolean;
}

const OVER_LINES: RangeFunction = { lines: true, unwrapped: false, grouping: false, parameter: false };
const OVER_VALUES: RangeFunction = { lines: false, unwrapped: true, grouping: true, parameter: false };

/** Loki's range aggregations by name. */
export const RANGE_FUNCTIONS: ReadonlyMap<string, RangeFunction> = new Map([
  ['absent_over_time', { ...OVER_LINES, unwrapped: true }],
  ['avg_over_time', OVER_VALUES],
  ['bytes_over_time', OVER_LINES],
  ['bytes_rate', OVER_LINES],
  ['count_over_time', OVER_LINES],
  ['first_over_time', OVER_VALUES],
  ['last_over_time', OVER_VALUES],
  ['max_over_time', OVER_VALUES],
  ['min_over_time', OVER_VALUES],
  ['quantile_over_time', { ...OVER_VALUES, parameter: true }],
  ['rate', { ...OVER_LINES, unwrapped: true }],
  ['rate_counter', { ...OVER_VALUES, grouping: false }],
  ['stddev_over_time', OVER_VALUES],
  ['stdvar_over_time', OVER_VALUES],
  ['sum_over_time', { ...OVER_VALUES, grouping: false }],
]);

/** Loki's aggregations; `topk` and `bottomk` take a count first. */
const AGGREGATIONS: ReadonlySet<string> = new Set([
  'avg',
  'bottomk',
  'count',
  'max',
  'min',
  'sort',
  'sort_desc',
  'stddev',
  'stdvar',
  'sum',
  'topk',
]);

/** Every name that can stand before brackets as a function. */
export const LOGQL_FUNCTIONS: ReadonlySet<string> = new Set([
  ...RANGE_FUNCTIONS.keys(),
  ...AGGREGATIONS,
  'label_replace',
  'vector',
]);
