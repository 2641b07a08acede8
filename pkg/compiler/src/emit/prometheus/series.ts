import type { ReadingPart } from '@release-risk/model/reading';
import { quoteLabelValue } from '@release-risk/language/queryText/quote';
import { RECORDED } from '../../conventions.ts';

/** Every series that recording rules write. All carry `model` and the identity labels. */
export const SERIES = {
  /** A signal's readings as its baseline samples them: one each step of the baseline. `signal`. */
  value: 'release_risk_value',
  /** The same as `mean`, `deviation` and `samples`, as often as they are computed. `signal`. */
  windowMean: 'release_risk_window_mean',
  windowDeviation: 'release_risk_window_deviation',
  windowSamples: 'release_risk_window_samples',
  /** `signal`. */
  mean: RECORDED.mean,
  /** `signal`. */
  deviation: RECORDED.deviation,
  /** How many samples the baseline stands on: window / step when it is full. `signal`. */
  samples: RECORDED.count,

  /** 1 for each service of the plan. */
  service: 'release_risk_service',
  /** What a query of the plan answered, rows only where it had some. `signal`, `part`. */
  query: 'release_risk_query',
  /** The same for every service of the plan: 1e100 where there is no number. `signal`, `part`. */
  reading: 'release_risk_reading',
  /** A step on the way that several expressions need. `node`. */
  step: 'release_risk_step',
  /** 1 where the signal counts, else 0. `signal`. */
  present: 'release_risk_present',
  /** 0, 1 or 2. `signal`. */
  grade: 'release_risk_grade',
  /** What a signal adds to the score. `signal`; signals with a weight only. */
  points: 'release_risk_points',
  /** 0..2. `fingerprint`. */
  score: 'release_risk_score',
  /** Share of weight that has a reading, 0..1. */
  coverage: 'release_risk_coverage',
  /** 1 or 0: whether the `condition` (`veto`, `inconclusive`, `red`) holds. */
  verdict: 'release_risk_verdict',
  /** What the act and the review alert compare with their lines. Never shown: a veto is 10 here. */
  act: 'release_risk_act',
  review: 'release_risk_review',
} as const;

export type SeriesName = (typeof SERIES)[keyof typeof SERIES];

/** Labels the rules themselves write: an identity label of that name would vanish behind them. */
export const SERIES_LABELS = ['model', 'signal', 'part', 'node', 'condition', 'fingerprint'] as const;

/** What tells one recorded series from another, beside the identity. */
export interface RecordedSeries {
  readonly name: SeriesName;
  readonly labels: Readonly<Record<string, string>>;
}

/** The series of a reading's part, as answered (`query`) or complete (`reading`). */
export function partSeries(
  name: typeof SERIES.query | typeof SERIES.reading,
  model: string,
  part: ReadingPart | 'deployment' | 'canary',
  signal?: string,
): RecordedSeries {
  return { name, labels: { model, ...(signal === undefined ? {} : { signal }), part } };
}

/** `release_risk_grade{model="bot", signal="latency"}` */
export function selectorOf({ name, labels }: RecordedSeries): string {
  const matchers = Object.entries(labels).map(([label, value]) => `${label}=${quoteLabelValue(value)}`);
  return `${name}{${matchers.join(', ')}}`;
}
