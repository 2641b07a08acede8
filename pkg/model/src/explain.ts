import { formatNumber, formatReading, formatScore, formatShare } from './format.ts';
import { isStatic } from './limit.ts';
import type { ScoredSignal, ScoringModel } from './model.ts';
import { isReportOnly, type MissingWhy, type ServiceScore, type SignalScore } from './score.ts';

/** More causes than two make a sentence nobody reads at night. */
const CAUSES_AT_MOST = 2;

interface Judged {
  readonly signal: ScoredSignal;
  readonly result: SignalScore;
  readonly order: number;
}

/**
 * The cause of a verdict in one plain sentence, the same in panel, alert, gate and report (design section 3.8).
 * `result` must come from `score(model, ..)`. No full stop at the end.
 */
export function explain(model: ScoringModel, result: ServiceScore): string {
  const judged = counted(model, result);
  if (result.veto) return explainVeto(judged);
  if (result.inconclusive) return explainInconclusive(model, result, judged);
  const causes = judged.filter((one) => one.result.points > 0).sort(byPoints);
  const left = notCounted(judged);
  if (causes.length === 0) return explainCalm(judged) + left;
  return causes.slice(0, CAUSES_AT_MOST).map(contribution).join('; ') + left;
}

/** Why a signal does not count, in words that stand in brackets: "n=14, needs 50". */
export function missingReason(signal: ScoredSignal, result: SignalScore): string {
  const { reading, missing } = result;
  if (missing === undefined) return '';
  if (reading.fault?.part === missing) return reading.fault.reason;
  if (missing === 'tooFewSamples') {
    return `n=${formatNumber(reading.samples)}, needs ${formatNumber(signal.samples?.atLeast ?? 0)}`;
  }
  return MISSING_WORDS[missing];
}

const MISSING_WORDS: Readonly<Record<Exclude<MissingWhy, 'tooFewSamples'>, string>> = {
  value: 'no data',
  mean: 'no baseline yet',
  deviation: 'no deviation in its baseline yet',
  samples: 'its number of samples is not known',
  flatBaseline: 'flat zero baseline without a floor',
};

/** A reading beside what it is judged by: "4.12% vs usual 0.6%", "12 leads, red above 5". */
export function comparison(signal: ScoredSignal, result: SignalScore): string {
  const value = formatReading(result.reading.value, signal.unit);
  const { limit } = signal;
  const against = isStatic(limit)
    ? `, red ${limit.kind} ${formatNumber(limit.red)}`
    : ` vs usual ${formatReading(result.reading.mean, signal.unit)}`;
  return value + against + (signal.samples ? ` (n=${formatNumber(result.reading.samples)})` : '');
}

function counted(model: ScoringModel, result: ServiceScore): Judged[] {
  return model.signals.flatMap((signal, order) => {
    const one = result.signals[order];
    return one === undefined || isReportOnly(signal) ? [] : [{ signal, result: one, order }];
  });
}

function byPoints(a: Judged, b: Judged): number {
  return b.result.points - a.result.points || byWeight(a, b);
}

function byWeight(a: Judged, b: Judged): number {
  return b.signal.weight - a.signal.weight || a.order - b.order;
}

function contribution(one: Judged): string {
  const adds = `adds ${formatScore(one.result.points)}`;
  if (one.result.missing === undefined) return `${one.signal.title} ${comparison(one.signal, one.result)} ${adds}`;
  return `${one.signal.title} missing (${missingReason(one.signal, one.result)}) counts as red, ${adds}`;
}

function explainVeto(judged: readonly Judged[]): string {
  const vetoes = judged.filter((one) => one.signal.critical && one.result.grade === 2).sort(byWeight);
  const causes = vetoes.slice(0, CAUSES_AT_MOST);
  return `Veto: ${causes.map(({ signal, result }) => `${inSentence(signal.title)} ${comparison(signal, result)}`).join('; ')}`;
}

function explainInconclusive(model: ScoringModel, result: ServiceScore, judged: readonly Judged[]): string {
  const missing = judged.filter((one) => one.result.missing !== undefined).sort(byWeight);
  const decisive = missing.filter((one) => one.signal.missing === 'inconclusive');
  const scores = `the rest scores ${formatScore(result.score)}`;
  if (decisive.length > 0) return `Cannot tell: ${listMissing(decisive)}; ${scores}`;
  const coverage = `only ${formatShare(result.coverage)} of the weight has readings, ${formatShare(model.minCoverage)} needed`;
  return `Cannot tell: ${coverage}: ${listMissing(missing)}; ${scores}`;
}

function explainCalm(judged: readonly Judged[]): string {
  const present = judged.filter((one) => one.result.missing === undefined);
  const calm =
    present.length === judged.length
      ? `All ${judged.length} signals calm`
      : `${present.length} of ${judged.length} signals calm`;
  const closest = present.reduce<Judged | undefined>(
    (best, one) => (best === undefined || one.result.headroom > best.result.headroom ? one : best),
    undefined,
  );
  if (closest === undefined) return calm;
  const share = formatShare(Math.max(0, closest.result.headroom));
  return `${calm}; closest: ${closest.signal.title} at ${share} of its headroom`;
}

function notCounted(judged: readonly Judged[]): string {
  const silent = judged.filter((one) => one.result.missing !== undefined && one.signal.missing !== 'red');
  return silent.length === 0 ? '' : `; not counted: ${listMissing(silent.sort(byWeight))}`;
}

function listMissing(missing: readonly Judged[]): string {
  const named = missing
    .slice(0, CAUSES_AT_MOST)
    .map(({ signal, result }) => `${inSentence(signal.title)} missing (${missingReason(signal, result)})`);
  const more = missing.length - named.length;
  return named.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** "Error rate" becomes "error rate" inside a sentence; "CRM sync gap" and "API latency" stay. */
function inSentence(title: string): string {
  return /^\p{Lu}\p{Ll}/u.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
}
