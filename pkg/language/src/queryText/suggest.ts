import { distance } from 'fastest-levenshtein';

/** "did you mean rate?" for the nearest known name, when one is near enough to be a slip of the pen. */
export function didYouMean(name: string, known: Iterable<string>): string | undefined {
  const lower = name.toLowerCase();
  if (lower.length > 64) return undefined;
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(lower.length / 3)) + 1;
  for (const candidate of known) {
    // Of two that are as near, the one that goes on where the name stops: rat is rather rate than rad.
    const away = distance(lower, candidate) - (candidate.startsWith(lower) ? 0.5 : 0);
    if (away < bestDistance) {
      best = candidate;
      bestDistance = away;
    }
  }
  return best === undefined ? undefined : `did you mean ${best}?`;
}
