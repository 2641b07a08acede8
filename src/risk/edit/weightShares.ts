/** The share of each weight of all of them; nobody has a share where all are 0. */
export function weightShares(weights: readonly (number | undefined)[]): readonly number[] {
  const counted = weights.map((weight) => (weight !== undefined && weight > 0 ? weight : 0));
  const all = counted.reduce((sum, weight) => sum + weight, 0);
  return counted.map((weight) => (all === 0 ? 0 : weight / all));
}
