import { identityKey, identityName } from '@release-risk/compiler/identity';
import { partSeries, selectorOf, SERIES, type SeriesName } from '@release-risk/compiler/emit/prometheus/series';
import type { ServiceVerdict, SignalVerdict } from '@release-risk/contract/verdict';
import type { Identity, RiskModel } from '@release-risk/model/model';
import { titleOf } from '@release-risk/model/title';
import { verdictOf } from '@release-risk/model/verdict';
import { maxPoints, NOT_EVALUATED, worstFirst } from './serviceVerdict.ts';
import type { Sample } from './source.ts';

/** What recording rules wrote of a model, by the names its queries have here. */
type RecordedName = 'score' | 'coverage' | 'veto' | 'inconclusive' | 'grade' | 'points' | 'present' | 'canary';

/** The queries that read every service's score at once: their number depends on nothing. */
export function recordedQueries(model: RiskModel): Readonly<Partial<Record<RecordedName, string>>> {
  const series = (name: SeriesName, labels: Readonly<Record<string, string>> = {}) =>
    selectorOf({ name, labels: { model: model.name, ...labels } });
  const identity = model.identity.labels.join(', ');
  const byService = (selector: string, more = '') => `max by (${identity}${more}) (${selector})`;
  return {
    score: byService(series(SERIES.score), ', fingerprint'),
    coverage: byService(series(SERIES.coverage)),
    veto: byService(series(SERIES.verdict, { condition: 'veto' })),
    inconclusive: byService(series(SERIES.verdict, { condition: 'inconclusive' })),
    grade: byService(series(SERIES.grade), ', signal'),
    points: byService(series(SERIES.points), ', signal'),
    present: byService(series(SERIES.present), ', signal'),
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
 * The verdicts in the answers to {@link recordedQueries}: no readings stand behind them, so none are told. While rules
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
    grade: column('grade'),
    points: column('points'),
    present: column('present'),
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
  const signals = model.signals.map((signal): SignalVerdict => signalFrom(model, signal, key, columns));
  return {
    service: identityName(labels, service),
    labels: { ...service },
    verdict: evaluated ? verdictOf(veto, inconclusive, sample.value, model.bands) : 'NotEvaluated',
    score: evaluated && Number.isFinite(sample.value) ? sample.value : null,
    coverage: columns.coverage.get(key) ?? null,
    veto: evaluated && veto,
    vetoSignals: evaluated ? signals.filter(({ critical, grade }) => critical && grade === 2).map(({ id }) => id) : [],
    sentence: evaluated ? sentenceOf(model, signals) : NOT_EVALUATED,
    version: null,
    versionAge: null,
    signals,
  };
}

function signalFrom(
  model: RiskModel,
  signal: RiskModel['signals'][number],
  service: string,
  columns: Columns,
): SignalVerdict {
  const key = `${service}\n${signal.id}`;
  const present = (columns.present.get(key) ?? 0) > 0;
  return {
    id: signal.id,
    title: signal.title,
    unit: signal.unit,
    weight: signal.weight,
    critical: signal.critical,
    grade: present ? (columns.grade.get(key) ?? null) : null,
    value: null,
    mean: null,
    deviation: null,
    excess: null,
    span: null,
    headroom: null,
    points: columns.points.get(key) ?? 0,
    maxPoints: maxPoints(model, signal),
    samples: null,
    samplesNeeded: signal.samples?.atLeast ?? null,
    missing: present ? null : 'value',
    missingReason: present ? null : 'no reading was recorded',
  };
}

/** Without readings, which signals are bad is all that can be said. */
function sentenceOf(model: RiskModel, signals: readonly SignalVerdict[]): string {
  const titles = (wanted: (one: SignalVerdict) => boolean) =>
    model.signals.filter((_, at) => signals.some((one, index) => index === at && wanted(one))).map(titleOf);
  const parts = [
    ['red', titles(({ grade }) => grade === 2)],
    ['yellow', titles(({ grade }) => grade === 1)],
    ['missing', titles(({ grade }) => grade === null)],
  ] as const;
  const said = parts.filter(([, names]) => names.length > 0).map(([word, names]) => `${word}: ${names.join(', ')}`);
  return said.length === 0 ? `All ${String(signals.length)} signals calm` : said.join('; ');
}

function keyOf(labels: readonly string[], { labels: said }: Sample): string {
  const service = identityKey(labels, said);
  return said['signal'] === undefined ? service : `${service}\n${said['signal']}`;
}
