/** What a score says, as plain data for a page: numbers are already formatted where they carry a unit. */
export interface ScoreView {
  readonly service: string;
  readonly verdict: 'Low' | 'Medium' | 'High' | 'Inconclusive';
  /** 0..2; `undefined` when no signal is present. */
  readonly score: number | undefined;
  /** Share of the weights that are present, 0..1. */
  readonly coverage: number;
  /** The cause, one plain sentence. */
  readonly sentence: string;
  /** The edges of the bands: above `low` is Medium, above `high` is High. */
  readonly bands: { readonly low: number; readonly high: number };
  /** What the deployment query says is running, when it says something. */
  readonly running?: { readonly version: string; readonly ageSeconds: number };
  readonly signals: readonly SignalView[];
}

/** One signal of a score. */
export interface SignalView {
  readonly id: string;
  readonly title: string;
  /** "410 ms". */
  readonly value?: string;
  /** What is usual, or the static line. */
  readonly usual?: string;
  /** 0 green, 1 yellow, 2 red; `undefined` when it is missing. */
  readonly grade?: 0 | 1 | 2;
  /** What it adds to the score. */
  readonly points: number;
  readonly weight: number;
  readonly critical: boolean;
  /** Why it is missing. */
  readonly missing?: string;
}

/** Where the live score comes from. Rejects when nothing could be evaluated. */
export interface LiveScore {
  /** The score at a time, in ms since 1970. */
  read(atMs: number): Promise<ScoreView>;
}
