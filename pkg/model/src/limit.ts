/** On which side of its baseline a reading is bad. */
export type Worse = 'higher' | 'lower' | 'either';

/** Red at `k` population standard deviations from the baseline, never closer than the floors. */
export interface SigmasLimit {
  readonly kind: 'sigmas';
  readonly k: number;
  /** Floor of the span, in the reading's unit. */
  readonly atLeast?: number;
  /** Floor of the span, as a share of |mean|. */
  readonly atLeastRatio?: number;
}

/** Red at `by` (the reading's unit) from the baseline. */
export interface IncreaseLimit {
  readonly kind: 'increase';
  readonly by: number;
}

/** Red at `factor` times the baseline (1.5 = half as much again; 0.7 with `worse: lower`). */
export interface RatioLimit {
  readonly kind: 'ratio';
  readonly factor: number;
  readonly atLeast?: number;
}

/** Lines that do not move: yellow and red, above or below. */
export interface StaticLimit {
  readonly kind: 'above' | 'below';
  readonly yellow: number;
  readonly red: number;
}

/** A limit measured from the baseline. */
export type BaselineLimit = SigmasLimit | IncreaseLimit | RatioLimit;

export type Limit = BaselineLimit | StaticLimit;

export function isStatic(limit: Limit): limit is StaticLimit {
  return limit.kind === 'above' || limit.kind === 'below';
}

/** True where the limit cannot be judged without the baseline's deviation. */
export function needsDeviation(limit: Limit): boolean {
  return limit.kind === 'sigmas';
}

/** The numbers of the one formula of the span: max(perDeviation * D, perMean * |M|, floor). */
export interface SpanTerms {
  readonly perDeviation: number;
  readonly perMean: number;
  readonly floor: number;
}

/** What a limit puts into the formula of the span (design section 3.2). */
export function spanTerms(limit: BaselineLimit): SpanTerms {
  switch (limit.kind) {
    case 'sigmas':
      return { perDeviation: limit.k, perMean: limit.atLeastRatio ?? 0, floor: limit.atLeast ?? 0 };
    case 'increase':
      return { perDeviation: 0, perMean: 0, floor: limit.by };
    case 'ratio':
      return { perDeviation: 0, perMean: Math.abs(limit.factor - 1), floor: limit.atLeast ?? 0 };
  }
}

/**
 * The excess at which red begins, in the reading's unit; `deviation` is not looked at where no term needs it.
 * For `worse: lower` it is capped at `atMostRatio` * |mean|, so that a total outage of volume is always red.
 */
export function spanOf(terms: SpanTerms, worse: Worse, atMostRatio: number, mean: number, deviation: number): number {
  const size = Math.abs(mean);
  const fromMean = Math.max(terms.perMean * size, terms.floor);
  const span = terms.perDeviation === 0 ? fromMean : Math.max(terms.perDeviation * deviation, fromMean);
  return worse === 'lower' ? Math.min(span, atMostRatio * size) : span;
}

/** How far the value is on the bad side of the baseline, in the reading's unit. */
export function excessOf(worse: Worse, value: number, mean: number): number {
  if (worse === 'higher') return value - mean;
  if (worse === 'lower') return mean - value;
  return Math.abs(value - mean);
}
