const TOTAL = 100;

/** Whole weights that sum to 100, in the proportion of `importance`; importance 0 stays 0. Empty in, empty out. */
export function weightsOf(importance: readonly number[]): readonly number[] {
  const sum = importance.reduce((total, one) => total + one, 0);
  if (sum === 0) return importance.map(() => 0);
  const exact = importance.map((one) => (one * TOTAL) / sum);
  const weights = exact.map(Math.floor);
  const left = TOTAL - weights.reduce((total, one) => total + one, 0);
  const byRemainder = exact
    .map((share, index) => ({ index, remainder: share - Math.floor(share) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder.slice(0, left)) weights[index] = (weights[index] ?? 0) + 1;
  return weights;
}
