import { formatNumber, formatReading, formatScore, formatShare } from '@release-risk/model/format';
import { type BaselineLimit, isStatic, type StaticLimit } from '@release-risk/model/limit';
import type { RiskModel, Signal } from '@release-risk/model/model';
import { missingReason } from '@release-risk/model/explain';
import { isReportOnly, type SignalScore } from '@release-risk/model/score';
import { maxPoints } from '@release-risk/query/serviceVerdict';

const GRADES = ['green', 'yellow', 'red'] as const;

/** How one signal came to its grade, one sentence per line: reading, excess, span, grade, points. */
export function arithmetic(model: RiskModel, signal: Signal, scored: SignalScore): readonly string[] {
  if (scored.missing !== undefined) {
    return [`No reading counts: ${missingReason(signal, scored)}.`, MISSING[signal.missing]];
  }
  return [
    ...(isStatic(signal.limit) ? byLines(signal, signal.limit, scored) : byBaseline(signal, scored)),
    ...samplesLine(signal, scored),
    pointsLine(model, signal, scored),
  ];
}

const MISSING: Readonly<Record<Signal['missing'], string>> = {
  inconclusive: 'Without it the verdict is Inconclusive, unless a veto stands.',
  exclude: 'Its weight is left out, the rest is scored without it.',
  green: 'It counts as green.',
  red: 'It counts as red in the score, never as a veto.',
};

function byLines(signal: Signal, { kind, yellow, red }: StaticLimit, { reading, grade }: SignalScore): string[] {
  const show = (x: number): string => formatReading(x, signal.unit);
  return [
    `It reads ${show(reading.value)}: yellow ${kind} ${show(yellow)}, red ${kind} ${show(red)}.`,
    `That is ${gradeWord(grade)}.`,
  ];
}

function byBaseline(signal: Signal, { reading, excess, span, headroom, grade }: SignalScore): string[] {
  const show = (x: number): string => formatReading(x, signal.unit);
  const { limit } = signal;
  if (isStatic(limit) || !('worse' in signal)) return [];
  const deviation = limit.kind === 'sigmas' ? `, deviation ${show(reading.deviation)}` : '';
  const side = {
    higher: excess >= 0 ? 'above usual, the bad side' : 'below usual, the good side',
    lower: excess >= 0 ? 'below usual, the bad side' : 'above usual, the good side',
    either: 'away from usual, either side is bad',
  }[signal.worse];
  return [
    `It reads ${show(reading.value)}, usual is ${show(reading.mean)}${deviation}: ${show(Math.abs(excess))} ${side}.`,
    `Red begins ${show(span)} away: ${spanWords(signal, limit, span, reading.mean, reading.deviation)}. Yellow begins at half of that, ${show(0.5 * span)}.`,
    `${formatShare(Math.max(0, headroom))} of the headroom is used: that is ${gradeWord(grade)}.`,
  ];
}

function gradeWord(grade: number): string {
  return GRADES[grade] ?? `a sliding grade of ${formatScore(grade)}`;
}

/** Which of the terms of the span decided: max(k*D, floors), for `worse: lower` capped. */
function spanWords(signal: Signal, limit: BaselineLimit, span: number, mean: number, deviation: number): string {
  const show = (x: number): string => formatReading(x, signal.unit);
  const terms: (readonly [number, string])[] = [];
  if (limit.kind === 'sigmas') {
    terms.push([limit.k * deviation, `${formatNumber(limit.k)} deviations`]);
    if (limit.atLeast !== undefined) terms.push([limit.atLeast, `the floor atLeast ${show(limit.atLeast)}`]);
    const ratio = limit.atLeastRatio;
    if (ratio !== undefined) terms.push([ratio * Math.abs(mean), `the floor of ${formatShare(ratio)} of usual`]);
  } else if (limit.kind === 'increase') {
    terms.push([limit.by, 'the increase that the model names']);
  } else {
    terms.push([Math.abs(limit.factor - 1) * Math.abs(mean), `${formatNumber(limit.factor)} times usual`]);
    if (limit.atLeast !== undefined) terms.push([limit.atLeast, `the floor atLeast ${show(limit.atLeast)}`]);
  }
  const [largest, words] = terms.reduce((a, b) => (b[0] > a[0] ? b : a), [-Infinity, ''] as const);
  const capped = 'worse' in signal && signal.worse === 'lower' && span < largest;
  return capped ? `capped at ${formatShare(signal.atMostRatio)} of usual, so that an outage is always red` : words;
}

function samplesLine(signal: Signal, { reading }: SignalScore): string[] {
  if (signal.samples === undefined) return [];
  return [
    `${formatNumber(reading.samples)} events stand behind it, ${formatNumber(signal.samples.atLeast)} are needed.`,
  ];
}

function pointsLine(model: RiskModel, signal: Signal, scored: SignalScore): string {
  if (isReportOnly(signal)) return 'It is only reported: it enters no score.';
  const veto = signal.critical && scored.grade === 2 ? ' It is critical: red is a veto, High by itself.' : '';
  if (signal.weight === 0) return `It has no weight.${veto || ' It is critical: red would be a veto.'}`;
  const all = model.signals.reduce((sum, { weight }) => sum + weight, 0);
  const most = formatScore(maxPoints(model, signal));
  return `It adds ${formatScore(scored.points)} of at most ${most} (weight ${signal.weight} of ${all}).${veto}`;
}
