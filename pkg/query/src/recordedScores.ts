import { identityKey, identityName } from '@release-risk/compiler/identity';
import { partSeries, selectorOf, SERIES, type SeriesName } from '@release-risk/compiler/emit/prometheus/series';
import type { ServiceVerdict } from '@release-risk/contract/verdict';
import type { Identity, RiskModel } from '@release-risk/model/model';
import { titleOf } from '@release-risk/model/title';
import { verdictOf } from '@release-risk/model/verdict';
import { NOT_EVALUATED, worstFirst } from './serviceVerdict.ts';
import type { Sample } from './source.ts';

/** What recording rules wrote of a model, by the names its queries have here. */
type RecordedName = 'score' | 'coverage' | 'veto' | 'inconclusive' | 'notGreen' | 'canary';

/**
 * The queries that read every service's score at once: their number depends on nothing. Of signals only those are read
 * that are not green (their grade, and -1 where there is no reading): a thousand calm services have thousands of others.
 */
export function recordedQueries(model: RiskModel): Readonly<Partial<Record<RecordedName, string>>> {
  const series = (name: SeriesName, labels: Readonly<Record<string, string>> = {}) =>
    selectorOf({ name, labels: { model: model.name, ...labels } });
  const identity = model.identity.labels.join(', ');
  const byService = (selector: string, more = '') => `max by (${identity}${more}) (${selector})`;
  const bySignal = (name: SeriesName) => byService(series(name), ', signal');
  return {
    score: byService(series(SERIES.score), ', fingerprint'),
    coverage: byService(series(SERIES.coverage)),
    veto: byService(series(SERIES.verdict, { condition: 'veto' })),
    inconclusive: byService(series(SERIES.verdict, { condition: 'inconclusive' })),
    notGreen: `(${bySignal(SERIES.grade)} - (1 - ${bySignal(SERIES.present)})) != 0`,
    ...(model.control === undefined
      ? {}
      : { canary: byService(selectorOf(partSeries(SERIES.reading, model.name, 'canary'))) }),
  };
}

export interface RecordedScores {
  /** Worst first. */
  readonly services: readonly ServiceVerdict[];
  /** Fingerprints of the models that the scores shown were recorded by. */
  readonly fingerprints: readonly string[];
}

/**
 * The verdicts in the answers to {@link recordedQueries}: no readings stand behind them, so no signals are told but in the sentence. While rules
 * are exchanged a service has a score of the older model, too: the one of the model with this fingerprint is shown.
 */
export function recordedScores(
  model: RiskModel,
  answers: Readonly<Partial<Record<RecordedName, readonly Sample[]>>>,
  fingerprint: string,
): RecordedScores {
  const { labels } = model.identity;
  const column = (name: RecordedName): Map<string, number> =>
    new Map((answers[name] ?? []).map((sample) => [keyOf(labels, sample), sample.value]));
  const columns = {
    coverage: column('coverage'),
    veto: column('veto'),
    inconclusive: column('inconclusive'),
    canary: column('canary'),
    notGreen: column('notGreen'),
  };
  const scores = onePerService(labels, answers.score ?? [], fingerprint);
  const services = scores.map((sample) => verdictFrom(model, sample, columns)).sort(worstFirst);
  const fingerprints = new Set(scores.flatMap(({ labels: said }) => said['fingerprint'] ?? []));
  return { services, fingerprints: [...fingerprints] };
}

function onePerService(labels: readonly string[], scores: readonly Sample[], fingerprint: string): readonly Sample[] {
  const found = new Map<string, Sample>();
  for (const sample of scores) {
    const key = identityKey(labels, sample.labels);
    if (!found.has(key) || sample.labels['fingerprint'] === fingerprint) found.set(key, sample);
  }
  return [...found.values()];
}

type Columns = Readonly<Record<Exclude<RecordedName, 'score'>, ReadonlyMap<string, number>>>;

function verdictFrom(model: RiskModel, sample: Sample, columns: Columns): ServiceVerdict {
  const { labels } = model.identity;
  const service: Identity = Object.fromEntries(labels.map((label) => [label, sample.labels[label] ?? '']));
  const key = identityKey(labels, service);
  const evaluated = model.control === undefined || (columns.canary.get(key) ?? 0) > 0;
  const veto = (columns.veto.get(key) ?? 0) > 0;
  const known = Number.isFinite(sample.value) && columns.veto.has(key) && columns.inconclusive.has(key);
  // The rules write all of these of every service: one that is not there must not pass for calm.
  const inconclusive = !known || (columns.inconclusive.get(key) ?? 0) > 0;
  const grades = model.signals.map((signal) => columns.notGreen.get(`${key}\n${signal.id}`) ?? 0);
  return {
    service: identityName(labels, service),
    labels: { ...service },
    verdict: evaluated ? verdictOf(veto, inconclusive, sample.value, model.bands) : 'NotEvaluated',
    score: evaluated && Number.isFinite(sample.value) ? sample.value : null,
    coverage: columns.coverage.get(key) ?? null,
    veto: evaluated && veto,
    vetoSignals: evaluated
      ? model.signals.filter(({ critical }, at) => critical && grades[at] === 2).map(({ id }) => id)
      : [],
    sentence: evaluated ? sentenceOf(model, grades) : NOT_EVALUATED,
    version: null,
    versionAge: null,
    signals: [],
  };
}

/** Without readings, which signals are bad is all that can be said. */
function sentenceOf(model: RiskModel, grades: readonly number[]): string {
  const titles = (grade: number) => model.signals.filter((_, at) => grades[at] === grade).map(titleOf);
  const parts = [
    ['red', titles(2)],
    ['yellow', titles(1)],
    ['missing', titles(-1)],
  ] as const;
  const said = parts.filter(([, names]) => names.length > 0).map(([word, names]) => `${word}: ${names.join(', ')}`);
  return said.length === 0 ? `All ${String(grades.length)} signals calm` : said.join('; ');
}

function keyOf(labels: readonly string[], { labels: said }: Sample): string {
  const service = identityKey(labels, said);
  return said['signal'] === undefined ? service : `${service}\n${said['signal']}`;
}
