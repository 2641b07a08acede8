/** What a score means. Inconclusive never passes silently and never rolls back: it goes to people. */
export type Verdict = 'Low' | 'Medium' | 'High' | 'Inconclusive';

export const VERDICTS: readonly Verdict[] = ['Low', 'Medium', 'High', 'Inconclusive'];

/** The edges of the bands on the score 0..2, and the line below which a High has recovered. */
export interface Bands {
  /** A score above this is at least Medium. */
  readonly low: number;
  /** A score above this is High. */
  readonly high: number;
  /** A firing High recovers below this. */
  readonly recovery: number;
}

/** The band of a score, edges belonging to the lower band. */
export function bandOf(score: number, bands: Bands): 'Low' | 'Medium' | 'High' {
  if (score > bands.high) return 'High';
  return score > bands.low ? 'Medium' : 'Low';
}

/** The verdict, in this order: a veto is High whatever is missing, then what cannot be told, then the band. */
export function verdictOf(veto: boolean, inconclusive: boolean, score: number, bands: Bands): Verdict {
  if (veto) return 'High';
  return inconclusive ? 'Inconclusive' : bandOf(score, bands);
}
