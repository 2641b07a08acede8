/** Makes the median absolute deviation of normal data equal its standard deviation (1 / Φ⁻¹(3/4)). */
const MAD_TO_SIGMA = 1.4826;

/** Mean; NaN when there is no number, or one of them is NaN. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] ?? NaN;
  return sum / values.length;
}

/** Population standard deviation, as PromQL's stddev_over_time; NaN when there is no number, or one is NaN. */
export function populationDeviation(values: ArrayLike<number>): number {
  const centre = mean(values);
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += ((values[i] ?? NaN) - centre) ** 2;
  return Math.sqrt(squares / values.length);
}

/** Median, as PromQL's quantile_over_time(0.5, ..); NaN when there is no number, or one is NaN. */
export function median(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).sort();
  // Sorting puts NaN last.
  if (Number.isNaN(sorted.at(-1))) return NaN;
  const upper = sorted[Math.floor(sorted.length / 2)] ?? NaN;
  if (sorted.length % 2 === 1) return upper;
  return 0.5 * (sorted[sorted.length / 2 - 1] ?? NaN) + 0.5 * upper;
}

/** Scaled median absolute deviation: a standard deviation that outliers do not move; NaN as the median. */
export function robustDeviation(values: ArrayLike<number>): number {
  const centre = median(values);
  return MAD_TO_SIGMA * median(Float64Array.from(values, (value) => Math.abs(value - centre)));
}
