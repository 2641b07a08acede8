import { distance } from 'fastest-levenshtein';

/** "did you mean rate?" for the nearest known name, when one is near enough to be a slip of the pen. */
export function didYouMean(name: string, known: Iterable<string>): string | undefined {
  const lower = name.toLowerCase();
  if (lower.length > 64) return undefined;
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(lower.length / 3)) + 1;
  for (const candidate of known) {
    const away = distance(lower, candidate);
    if (away < bestDistance) {
      best = candidate;
      bestDistance = away;
    }
  }
  return best === undefined ? undefined : `did you mean ${best}?`;
}
