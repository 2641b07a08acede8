/** Makes the median absolute deviation of normal data equal its standard deviation (1 / Φ⁻¹(3/4)). */
const MAD_TO_SIGMA = 1.4826;

/** Mean of finite numbers; NaN when there is none. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] ?? NaN;
  return sum / values.length;
}

/** Population standard deviation, as PromQL's stddev_over_time; NaN when there is no number. */
export function populationDeviation(values: ArrayLike<number>): number {
  const centre = mean(values);
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += ((values[i] ?? NaN) - centre) ** 2;
  return Math.sqrt(squares / values.length);
}

/** Median with linear interpolation, as PromQL's quantile_over_time(0.5, ..); NaN when there is no number. */
export function median(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).sort();
  const upper = sorted[Math.floor(sorted.length / 2)] ?? NaN;
  if (sorted.length % 2 === 1) return upper;
  return ((sorted[sorted.length / 2 - 1] ?? NaN) + upper) / 2;
}

/** Scaled median absolute deviation: a standard deviation that outliers do not move. */
export function robustDeviation(values: ArrayLike<number>): number {
  const centre = median(values);
  return MAD_TO_SIGMA * median(Float64Array.from(values, (value) => Math.abs(value - centre)));
}
