import { formatNumber, formatReading, formatScore, formatShare } from './format.ts';
import { isReportOnly, type MissingWhy, type SignalScore } from './judge.ts';
import { isStatic } from './limit.ts';
import type { ScoredSignal, ScoringModel } from './model.ts';
import { oneLine } from './oneLine.ts';
import type { ServiceScore } from './score.ts';
import { inSentence, titleOf } from './title.ts';

/** More causes than two make a sentence nobody reads at night. */
const CAUSES_AT_MOST = 2;

const REASON_AT_MOST = 100;

interface Judged {
  readonly signal: ScoredSignal;
  readonly result: SignalScore;
  readonly order: number;
}

/**
 * The cause of a verdict in one plain sentence, the same in panel, alert, gate and report (design section 3.8).
 * `result` must come from `score(model, ..)`. One line, no full stop at the end.
 */
export function explain(model: ScoringModel, result: ServiceScore): string {
  const judged = counted(model, result);
  if (result.veto) return explainVeto(judged);
  if (result.inconclusive) return explainInconclusive(model, result, judged);
  const causes = judged.filter(({ result }) => result.points > 0 || result.grade > 0).sort(byPoints);
  const cause = causes.slice(0, CAUSES_AT_MOST).map(contribution).join('; ');
  return (cause || explainCalm(judged)) + notCounted(judged);
}

/** Why a signal does not count, in words that stand in brackets: "n=14, needs 50". */
export function missingReason(signal: ScoredSignal, result: SignalScore): string {
  const { reading, missing } = result;
  if (missing === undefined) return '';
  const known = reading.fault?.part === missing ? oneLine(reading.fault.reason, REASON_AT_MOST).replace(/\.$/, '') : '';
  if (known) return known;
  if (missing === 'tooFewSamples') {
    return `n=${formatNumber(reading.samples)}, needs ${formatNumber(signal.samples?.atLeast ?? 0)}`;
  }
  const cannotFall = missing === 'flatBaseline' && 'worse' in signal && signal.worse === 'lower' && reading.mean === 0;
  return cannotFall ? 'usually 0, so it cannot fall' : MISSING_WORDS[missing];
}

const MISSING_WORDS: Readonly<Record<Exclude<MissingWhy, 'tooFewSamples'>, string>> = {
  value: 'no data',
  mean: 'no baseline yet',
  deviation: 'its baseline has no deviation yet',
  samples: 'number of samples unknown',
  flatBaseline: 'flat zero baseline without a floor',
};

/** A reading beside what it is judged by: "4.12% vs usual 0.6% (n=3120)", "12 leads, red above 5". */
export function comparison(signal: ScoredSignal, result: SignalScore): string {
  const { limit, unit } = signal;
  const { value, mean, samples } = result.reading;
  const n = signal.samples ? ` (n=${formatNumber(samples)})` : '';
  if (!isStatic(limit)) return `${formatReading(value, unit)} vs usual ${formatReading(mean, unit)}${n}`;
  // The line that was crossed last explains the grade.
  const line = result.grade === 1 ? 'yellow' : 'red';
  // A unit that is a word is not said twice; "%" and "/s" are.
  const [where = ''] = formatReading(limit[line], unit).split(' ');
  return `${formatReading(value, unit)}${n}, ${line} ${limit.kind} ${where}`;
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

function isMissing({ result }: Judged): boolean {
  return result.missing !== undefined;
}

function contribution({ signal, result }: Judged): string {
  const adds = `adds ${formatScore(result.points)}`;
  if (result.missing !== undefined) {
    return `${titleOf(signal)} missing (${missingReason(signal, result)}) counts as red, ${adds}`;
  }
  const seen = `${titleOf(signal)} ${comparison(signal, result)}`;
  if (signal.weight === 0) return `${seen}, a veto when red`;
  return isStatic(signal.limit) ? `${seen}, ${adds}` : `${seen} ${adds}`;
}

function explainVeto(judged: readonly Judged[]): string {
  const vetoes = judged.filter(({ signal, result }) => signal.critical && result.grade === 2).sort(byWeight);
  const causes = vetoes
    .slice(0, CAUSES_AT_MOST)
    .map(({ signal, result }) => `${inSentence(signal)} ${comparison(signal, result)}`);
  if (vetoes.length > causes.length) causes.push(`and ${vetoes.length - causes.length} more`);
  return `Veto: ${causes.join('; ')}${tail('missing', judged.filter(isMissing))}`;
}

function explainInconclusive(model: ScoringModel, result: ServiceScore, judged: readonly Judged[]): string {
  const missing = judged.filter(isMissing);
  const rest = missing.length < judged.length ? `; the rest scores ${formatScore(result.score)}` : '';
  const decisive = missing.filter(({ signal }) => signal.missing === 'inconclusive');
  if (decisive.length > 0) return `Cannot tell: ${listed(decisive, ' missing')}${rest}`;
  if (judged.every(({ signal }) => signal.weight === 0)) return 'Cannot tell: no signal has a weight';
  const share = formatReading(result.coverage, 'ratio');
  const needed = formatReading(model.minCoverage, 'ratio');
  return `Cannot tell: only ${share} of the weight has readings, ${needed} needed${tail('missing', missing)}${rest}`;
}

function explainCalm(judged: readonly Judged[]): string {
  const present = judged.filter((one) => !isMissing(one));
  const closest = present.reduce<Judged | undefined>(
    (best, one) => (best === undefined || one.result.headroom > best.result.headroom ? one : best),
    undefined,
  );
  if (closest === undefined) return 'No signal has a reading';
  const at = `${titleOf(closest.signal)} at ${formatShare(Math.max(0, closest.result.headroom))} of its headroom`;
  if (judged.length === 1) return `The only signal is calm: ${at}`;
  const calm = present.length === judged.length ? `All ${judged.length}` : `${present.length} of ${judged.length}`;
  return `${calm} signals calm; closest: ${at}`;
}

/** What happened to the missing signals that leave the verdict standing; policy `red` is a cause of its own. */
function notCounted(judged: readonly Judged[]): string {
  const silent = judged.filter((one) => isMissing(one) && one.result.points === 0);
  const green = silent.filter(({ signal }) => signal.missing === 'green' && signal.weight > 0);
  const others = silent.filter((one) => !green.includes(one));
  return tail('not counted', others) + tail('counted as green', green);
}

function tail(label: string, missing: readonly Judged[]): string {
  return missing.length === 0 ? '' : `; ${label}: ${listed(missing, '')}`;
}

/** "error rate missing (no data)"; two that share a reason share its brackets; "and 3 more" after two. */
function listed(missing: readonly Judged[], verb: '' | ' missing'): string {
  const sorted = [...missing].sort(byWeight);
  const reasons = sorted.map(({ signal, result }) => `${verb} (${missingReason(signal, result)})`);
  const shared = reasons.every((reason) => reason === reasons[0]) ? (reasons[0] ?? '') : '';
  const names = sorted
    .slice(0, CAUSES_AT_MOST)
    .map(({ signal }, at) => inSentence(signal) + (shared ? '' : (reasons[at] ?? '')));
  const more = sorted.length - names.length;
  return (more > 0 ? `${names.join(', ')} and ${more} more` : names.join(' and ')) + shared;
}
