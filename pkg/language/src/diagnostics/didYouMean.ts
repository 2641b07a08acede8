import { distance } from 'fastest-levenshtein';

/** The allowed word nearest to a mistyped one, if any is near: `Did you mean "weight"?` */
export function didYouMean(word: string, allowed: readonly string[]): string | undefined {
  const near = allowed
    .map((candidate) => ({ candidate, away: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, away }) => away <= Math.ceil(candidate.length * 0.4))
    .sort((a, b) => a.away - b.away)[0];
  return near === undefined ? undefined : `Did you mean "${near.candidate}"?`;
}
