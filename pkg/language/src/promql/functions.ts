import type { ValueType } from './ast.ts';

/** What a PromQL function takes and gives. `variadic`: more arguments of the last type; -1 without end. */
export interface PromqlFunction {
  readonly args: readonly ValueType[];
  readonly variadic: number;
  readonly returns: ValueType;
}

const VECTOR_TO_VECTOR = [
  'abs absent acos acosh asin asinh atan atanh ceil cos cosh deg exp floor histogram_avg histogram_count',
  'histogram_sum histogram_stddev histogram_stdvar ln log10 log2 rad sgn sin sinh sort sort_desc sqrt start_timestamp',
  'tan tanh timestamp',
];

const MATRIX_TO_VECTOR = [
  'absent_over_time avg_over_time changes count_over_time delta deriv first_over_time idelta increase irate',
  'last_over_time mad_over_time max_over_time min_over_time present_over_time rate resets stddev_over_time',
  'stdvar_over_time sum_over_time ts_of_first_over_time ts_of_last_over_time ts_of_max_over_time ts_of_min_over_time',
];

const NOTHING_TO_SCALAR = ['end pi range start step time'];

/** Functions of a vector of times; without an argument they take the evaluation time. */
export const DATE_FUNCTIONS: ReadonlySet<string> = new Set([
  'day_of_month',
  'day_of_week',
  'day_of_year',
  'days_in_month',
  'hour',
  'minute',
  'month',
  'year',
]);

const OTHERS: Readonly<Record<string, PromqlFunction>> = {
  clamp: { args: ['vector', 'scalar', 'scalar'], variadic: 0, returns: 'vector' },
  clamp_max: { args: ['vector', 'scalar'], variadic: 0, returns: 'vector' },
  clamp_min: { args: ['vector', 'scalar'], variadic: 0, returns: 'vector' },
  double_exponential_smoothing: { args: ['matrix', 'scalar', 'scalar'], variadic: 0, returns: 'vector' },
  histogram_fraction: { args: ['scalar', 'scalar', 'vector'], variadic: 0, returns: 'vector' },
  histogram_quantile: { args: ['scalar', 'vector'], variadic: 0, returns: 'vector' },
  histogram_quantiles: { args: ['vector', 'string', 'scalar', 'scalar'], variadic: 9, returns: 'vector' },
  holt_winters: { args: ['matrix', 'scalar', 'scalar'], variadic: 0, returns: 'vector' },
  info: { args: ['vector', 'vector'], variadic: 1, returns: 'vector' },
  integral: { args: ['matrix', 'scalar'], variadic: 1, returns: 'vector' },
  label_join: { args: ['vector', 'string', 'string', 'string'], variadic: -1, returns: 'vector' },
  label_replace: { args: ['vector', 'string', 'string', 'string', 'string'], variadic: 0, returns: 'vector' },
  predict_linear: { args: ['matrix', 'scalar'], variadic: 0, returns: 'vector' },
  quantile_over_time: { args: ['scalar', 'matrix'], variadic: 0, returns: 'vector' },
  round: { args: ['vector', 'scalar'], variadic: 1, returns: 'vector' },
  scalar: { args: ['vector'], variadic: 0, returns: 'scalar' },
  sort_by_label: { args: ['vector', 'string'], variadic: -1, returns: 'vector' },
  sort_by_label_desc: { args: ['vector', 'string'], variadic: -1, returns: 'vector' },
  vector: { args: ['scalar'], variadic: 0, returns: 'vector' },
};

/**
 * The functions of Prometheus 2.x and 3.x by name, experimental ones included: whether a server has them switched on is
 * the server's word, not the query's.
 */
export const PROMQL_FUNCTIONS: ReadonlyMap<string, PromqlFunction> = new Map([
  ...family(VECTOR_TO_VECTOR, { args: ['vector'], variadic: 0, returns: 'vector' }),
  ...family(MATRIX_TO_VECTOR, { args: ['matrix'], variadic: 0, returns: 'vector' }),
  ...family(NOTHING_TO_SCALAR, { args: [], variadic: 0, returns: 'scalar' }),
  ...family([...DATE_FUNCTIONS], { args: ['vector'], variadic: 1, returns: 'vector' }),
  ...Object.entries(OTHERS),
]);

function family(names: readonly string[], signature: PromqlFunction): [string, PromqlFunction][] {
  return names
    .join(' ')
    .split(' ')
    .map((name) => [name, signature]);
}

/** How many arguments a function takes; `most` is undefined when there is no limit. */
export function argumentCount(signature: PromqlFunction): {
  readonly least: number;
  readonly most: number | undefined;
} {
  const named = signature.args.length;
  if (signature.variadic === 0) return { least: named, most: named };
  return { least: named - 1, most: signature.variadic < 0 ? undefined : named - 1 + signature.variadic };
}

/** The kind of parameter an aggregation takes before the vector, undefined for those which take none. */
export const AGGREGATION_PARAMETERS: ReadonlyMap<string, ValueType | undefined> = new Map<
  string,
  ValueType | undefined
>([
  ['avg', undefined],
  ['bottomk', 'scalar'],
  ['count', undefined],
  ['count_values', 'string'],
  ['group', undefined],
  ['limit_ratio', 'scalar'],
  ['limitk', 'scalar'],
  ['max', undefined],
  ['min', undefined],
  ['quantile', 'scalar'],
  ['stddev', undefined],
  ['stdvar', undefined],
  ['sum', undefined],
  ['topk', 'scalar'],
]);
