import {
  excessOf,
  isStatic,
  needsDeviation,
  spanOf,
  spanTerms,
  type SpanTerms,
  type StaticLimit,
  type Worse,
} from './limit.ts';
import type { MissingPolicy, ScoredSignal } from './model.ts';
import { isPresent } from './present.ts';
import type { Reading } from './reading.ts';

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
export interface Judged extends SignalScore {
  points: number;
}

interface RuleBase {
  readonly weight: number;
  readonly critical: boolean;
  readonly reportOnly: boolean;
  readonly missing: MissingPolicy;
  readonly linear: boolean;
  readonly needsSamples: boolean;
  readonly samplesAtLeast: number;
}

interface BaselineRule extends RuleBase {
  readonly against: 'baseline';
  readonly worse: Worse;
  readonly needsDeviation: boolean;
  readonly terms: SpanTerms;
  readonly atMostRatio: number;
}

interface LinesRule extends RuleBase {
  readonly against: 'lines';
  readonly above: boolean;
  readonly yellow: number;
  readonly red: number;
}

/**
 * A signal in the form that scoring reads: all limits in one shape, no optional fields. Signals themselves come
 * in dozens of shapes, and reading those millions of times is what scoring would spend its time on.
 */
export type Rule = BaselineRule | LinesRule;

/** A signal of weight 0 that is not critical: shown, and nothing else. */
export function isReportOnly(signal: Pick<ScoredSignal, 'weight' | 'critical'>): boolean {
  return signal.weight === 0 && !signal.critical;
}

/** Brings a signal into the form that scoring reads. */
export function ruleOf(signal: ScoredSignal): Rule {
  const base: RuleBase = {
    weight: signal.weight,
    critical: signal.critical,
    reportOnly: isReportOnly(signal),
    missing: signal.missing,
    linear: signal.grading === 'linear',
    needsSamples: signal.samples !== undefined,
    samplesAtLeast: signal.samples?.atLeast ?? 0,
  };
  if (isStatic(signal.limit)) return linesRule(base, signal.limit);
  if (!('worse' in signal)) return linesRule(base, signal.limit);
  const { limit, worse, atMostRatio } = signal;
  return {
    ...base,
    against: 'baseline',
    worse,
    needsDeviation: needsDeviation(limit),
    terms: spanTerms(limit),
    atMostRatio,
  };
}

function linesRule(base: RuleBase, { kind, yellow, red }: StaticLimit): LinesRule {
  return { ...base, against: 'lines', above: kind === 'above', yellow, red };
}

/** Judges one reading by its rule; the points stay 0 until the denominator of all signals is known. */
export function judge(rule: Rule, reading: Reading): Judged {
  if (!isPresent(reading.value)) return absent(reading, NaN, NaN, 'value');
  return rule.against === 'lines' ? judgeByLines(rule, reading) : judgeByBaseline(rule, reading);
}

function judgeByLines(rule: LinesRule, reading: Reading): Judged {
  const missing = samplesMissing(rule, reading);
  if (missing) return absent(reading, NaN, NaN, missing);
  const { value } = reading;
  const { above, yellow, red } = rule;
  const pastYellow = above ? value > yellow : value < yellow;
  const pastRed = above ? value > red : value < red;
  // Two lines in one place leave nothing to divide by.
  const headroom = yellow === red ? Number(pastRed) : 0.5 + (0.5 * (value - yellow)) / (red - yellow);
  return present(rule, reading, NaN, NaN, headroom, Number(pastYellow) + Number(pastRed));
}

function judgeByBaseline(rule: BaselineRule, reading: Reading): Judged {
  const { value, mean, deviation } = reading;
  if (!isPresent(mean)) return absent(reading, NaN, NaN, 'mean');
  if (rule.needsDeviation && !isPresent(deviation)) return absent(reading, NaN, NaN, 'deviation');
  const excess = excessOf(rule.worse, value, mean);
  const span = spanOf(rule.terms, rule.worse, rule.atMostRatio, mean, deviation);
  const missing = samplesMissing(rule, reading) ?? (span > 0 ? undefined : 'flatBaseline');
  if (missing) return absent(reading, excess, span, missing);
  return present(rule, reading, excess, span, excess / span, Number(excess > 0.5 * span) + Number(excess > span));
}

function samplesMissing(rule: RuleBase, reading: Reading): MissingWhy | undefined {
  if (!rule.needsSamples) return undefined;
  if (!isPresent(reading.samples)) return 'samples';
  return reading.samples >= rule.samplesAtLeast ? undefined : 'tooFewSamples';
}

function present(rule: Rule, reading: Reading, excess: number, span: number, headroom: number, steps: number): Judged {
  const grade = rule.linear ? 2 * Math.min(Math.max(headroom, 0), 1) : steps;
  return { reading, excess, span, headroom, grade, points: 0, missing: undefined };
}

function absent(reading: Reading, excess: number, span: number, missing: MissingWhy): Judged {
  return { reading, excess, span, headroom: NaN, grade: 0, points: 0, missing };
}
