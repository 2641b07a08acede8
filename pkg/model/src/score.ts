import { excessOf, isStatic, needsDeviation, spanOf, type StaticLimit } from './limit.ts';
import type { ScoredSignal, ScoringModel } from './model.ts';
import { isPresent } from './present.ts';
import { NO_READING, type Reading } from './reading.ts';
import { bandOf, type Verdict } from './verdict.ts';

/** Why a signal does not count, where the reason is in the numbers themselves. */
export type MissingWhy = 'value' | 'mean' | 'deviation' | 'samples' | 'tooFewSamples' | 'flatBaseline';

/** One signal of one service, judged. Numbers that do not apply are NaN. */
export interface SignalScore {
  readonly reading: Reading;
  /** How far the value is on the bad side of the baseline (the reading's unit). */
  readonly excess: number;
  /** The excess at which red begins (the reading's unit). */
  readonly span: number;
  /** Share of the way to red: 0.5 is where yellow begins, 1 where red begins. Shown, never compared. */
  readonly headroom: number;
  /** 0 green, 1 yellow, 2 red; in between only with `grading: linear`. 0 when missing. */
  readonly grade: number;
  /** What the signal adds to the score. */
  readonly points: number;
  readonly missing: MissingWhy | undefined;
}

/** A judged signal whose points are not known yet: they need the denominator of all. */
interface Judged extends SignalScore {
  points: number;
}

/** One service of a model, scored at one tick. */
export interface ServiceScore {
  /** 0..2: the weighted mean of the grades. */
  readonly score: number;
  /** Share of weight that has a reading, 0..1. */
  readonly coverage: number;
  /** True when a critical signal is red. */
  readonly veto: boolean;
  /** True when a signal whose absence matters is missing, or too little weight is present. */
  readonly inconclusive: boolean;
  /** True when any signal that counts is red. */
  readonly red: boolean;
  readonly verdict: Verdict;
  /** In the model's order. */
  readonly signals: readonly SignalScore[];
}

/** A signal of weight 0 that is not critical: shown, and nothing else. */
export function isReportOnly(signal: Pick<ScoredSignal, 'weight' | 'critical'>): boolean {
  return signal.weight === 0 && !signal.critical;
}

/**
 * Scores one service (design section 3). `readings` stand in the order of `model.signals`; one that is absent
 * counts as missing. Grades are found by comparing, never by dividing, so that an alert rule's expressions,
 * which can only compare, add and multiply, find the very same number.
 */
export function score(model: ScoringModel, readings: readonly (Reading | undefined)[]): ServiceScore {
  const count = model.signals.length;
  const signals = new Array<Judged>(count);
  let numerator = 0;
  let denominator = 0;
  let presentWeight = 0;
  let totalWeight = 0;
  let veto = false;
  let red = false;
  let missed = false;
  for (let i = 0; i < count; i++) {
    const signal = model.signals[i];
    if (signal === undefined) continue;
    const judged = judge(signal, readings[i] ?? NO_READING);
    signals[i] = judged;
    const { weight } = signal;
    const present = judged.missing === undefined;
    totalWeight += weight;
    if (present) presentWeight += weight;
    if (present || signal.missing !== 'exclude') denominator += weight;
    numerator += weight * countedGrade(signal, judged);
    if (isReportOnly(signal)) continue;
    if (judged.grade === 2) {
      red = true;
      if (signal.critical) veto = true;
    }
    if (!present && signal.missing === 'inconclusive') missed = true;
  }
  const divisor = denominator === 0 ? 1 : denominator;
  addPoints(model.signals, signals, divisor);
  const total = numerator / divisor;
  const coverage = presentWeight / totalWeight;
  const inconclusive = missed || coverage < model.minCoverage;
  return {
    score: total,
    coverage,
    veto,
    inconclusive,
    red,
    verdict: veto ? 'High' : inconclusive ? 'Inconclusive' : bandOf(total, model.bands),
    signals,
  };
}

/** The grade that enters the sum: a missing signal under policy `red` counts as red without being it. */
function countedGrade(signal: ScoredSignal, judged: SignalScore): number {
  return judged.missing !== undefined && signal.missing === 'red' ? 2 : judged.grade;
}

function addPoints(model: readonly ScoredSignal[], judged: readonly Judged[], divisor: number): void {
  for (let i = 0; i < model.length; i++) {
    const signal = model[i];
    const one = judged[i];
    if (signal && one) one.points = (signal.weight * countedGrade(signal, one)) / divisor;
  }
}

function judge(signal: ScoredSignal, reading: Reading): Judged {
  return isStatic(signal.limit) ? judgeStatic(signal, signal.limit, reading) : judgeAgainstBaseline(signal, reading);
}

function judgeStatic(signal: ScoredSignal, limit: StaticLimit, reading: Reading): Judged {
  const { value } = reading;
  const missing = isPresent(value) ? samplesMissing(signal, reading) : 'value';
  if (missing) return absent(reading, NaN, NaN, missing);
  const { yellow, red } = limit;
  const above = limit.kind === 'above';
  const pastYellow = above ? value > yellow : value < yellow;
  const pastRed = above ? value > red : value < red;
  const headroom = 0.5 + (0.5 * (value - yellow)) / (red - yellow);
  const grade = signal.grading === 'linear' ? linear(headroom) : Number(pastYellow) + Number(pastRed);
  return { reading, excess: NaN, span: NaN, headroom, grade, points: 0, missing: undefined };
}

function judgeAgainstBaseline(signal: ScoredSignal, reading: Reading): Judged {
  if (isStatic(signal.limit) || !('worse' in signal)) return absent(reading, NaN, NaN, 'value');
  const { value, mean, deviation } = reading;
  const { limit, worse } = signal;
  if (!isPresent(value)) return absent(reading, NaN, NaN, 'value');
  if (!isPresent(mean)) return absent(reading, NaN, NaN, 'mean');
  if (needsDeviation(limit) && !isPresent(deviation)) return absent(reading, NaN, NaN, 'deviation');
  const excess = excessOf(worse, value, mean);
  const span = spanOf(limit, worse, signal.atMostRatio, mean, deviation);
  const missing = samplesMissing(signal, reading) ?? (span > 0 ? undefined : 'flatBaseline');
  if (missing) return absent(reading, excess, span, missing);
  const headroom = excess / span;
  const grade = signal.grading === 'linear' ? linear(headroom) : Number(excess > 0.5 * span) + Number(excess > span);
  return { reading, excess, span, headroom, grade, points: 0, missing: undefined };
}

function samplesMissing(signal: ScoredSignal, reading: Reading): MissingWhy | undefined {
  if (!signal.samples) return undefined;
  if (!isPresent(reading.samples)) return 'samples';
  return reading.samples >= signal.samples.atLeast ? undefined : 'tooFewSamples';
}

function absent(reading: Reading, excess: number, span: number, missing: MissingWhy): Judged {
  return { reading, excess, span, headroom: NaN, grade: 0, points: 0, missing };
}

function linear(headroom: number): number {
  return 2 * Math.min(Math.max(headroom, 0), 1);
}
