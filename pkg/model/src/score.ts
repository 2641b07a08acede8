import { judge, ruleOf, type Judged, type Rule, type SignalScore } from './judge.ts';
import type { ScoringModel } from './model.ts';
import { NO_READING, type Reading } from './reading.ts';
import { verdictOf, type Verdict } from './verdict.ts';

export { isReportOnly, type MissingWhy, type SignalScore } from './judge.ts';

/** One service of a model, scored at one tick. */
export interface ServiceScore {
  /** 0..2: the weighted mean of the grades. */
  readonly score: number;
  /** Share of weight that has a reading, 0..1; 0 where no signal has a weight. */
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

/** Models never change once made, so their rules are made once. */
const rulesByModel = new WeakMap<ScoringModel, readonly Rule[]>();

function rulesOf(model: ScoringModel): readonly Rule[] {
  const known = rulesByModel.get(model);
  if (known) return known;
  const rules = model.signals.map(ruleOf);
  rulesByModel.set(model, rules);
  return rules;
}

/**
 * Scores one service (design section 3). `readings` stand in the order of `model.signals`; one that is absent
 * counts as missing. Grades are found by comparing, never by dividing, so that an alert rule's expressions,
 * which can only compare, add and multiply, find the very same number.
 */
export function score(model: ScoringModel, readings: readonly (Reading | undefined)[]): ServiceScore {
  const signals: Judged[] = [];
  let numerator = 0;
  let denominator = 0;
  let presentWeight = 0;
  let totalWeight = 0;
  let veto = false;
  let red = false;
  let missed = false;
  for (const rule of rulesOf(model)) {
    const judged = judge(rule, readings[signals.length] ?? NO_READING);
    signals.push(judged);
    const { weight, missing } = rule;
    const present = judged.missing === undefined;
    // Not yet the points: their numerator. A missing signal under policy `red` counts as red without being it.
    judged.points = weight * (!present && missing === 'red' ? 2 : judged.grade);
    numerator += judged.points;
    totalWeight += weight;
    if (present) presentWeight += weight;
    if (present || missing !== 'exclude') denominator += weight;
    if (rule.reportOnly) continue;
    if (judged.grade === 2) {
      red = true;
      if (rule.critical) veto = true;
    }
    if (!present && missing === 'inconclusive') missed = true;
  }
  for (const judged of signals) judged.points = ratio(judged.points, denominator);
  const total = ratio(numerator, denominator);
  const coverage = ratio(presentWeight, totalWeight);
  const inconclusive = missed || coverage < model.minCoverage;
  return {
    score: total,
    coverage,
    veto,
    inconclusive,
    red,
    verdict: verdictOf(veto, inconclusive, total, model.bands),
    signals,
  };
}

/** a / b where nothing of nothing is 0, as the compiled `a / (b + (b == 0))`. */
function ratio(a: number, b: number): number {
  return b === 0 ? 0 : a / b;
}
