import type { Seconds } from '@release-risk/model/baseline';
import type { RiskModel } from '@release-risk/model/model';
import { formatDuration } from '@release-risk/language/queryText/duration';
import { normalize, type NormalizedModel } from '../../normalize.ts';
import type { EmittedRules } from './diagnostics.ts';
import { labelFindings } from './labelChecks.ts';
import { recordedSignals, type RecordedSignal } from './recordedSignals.ts';
import type { RecordingRule, RuleFile, RuleGroup } from './ruleFile.ts';
import { selectorOf, SERIES, type SeriesName } from './series.ts';

/** How often the window is gone through: it moves by a thousandth of a week in that time. */
const WINDOW_INTERVAL: Seconds = 600;

/** How often its result is said again: a Prometheus looks back five minutes for a sample. */
const BASELINE_INTERVAL: Seconds = 60;

/** Results older than this are not said again: two evaluations may fail, then the baseline is missing. */
const RESULT_LIVES: Seconds = 3 * WINDOW_INTERVAL;

/** A rule file and the server it is for. */
export interface DatasourceRules {
  /** Logical name of the datasource whose ruler evaluates the file. */
  readonly datasource: string;
  readonly file: RuleFile;
}

/**
 * The recording rules behind `recorded` baselines, one file for each Prometheus that has a part in them; none where the
 * model has no such baseline. Values of Loki signals are Loki's to record (`lokiValueRules`); their mean and deviation
 * stand here.
 *
 *     values     each step    release_risk_value             the reading, as `trailing` samples it
 *     windows    each 10 min  release_risk_window_mean       avg_over_time(release_risk_value[window] offset ..)
 *                             release_risk_window_deviation  stddev_over_time, population
 *                             release_risk_window_samples    count_over_time: is it warm?
 *     baselines  each minute  release_risk_baseline_*        the same, said again within the server's look-back
 *
 * One sample a step is what the subquery of `trailing` takes, so a plain range over them gives the same mean and
 * deviation, without evaluating the signal's query 2,016 times.
 */
export function baselineRules(model: RiskModel): EmittedRules<readonly DatasourceRules[]> {
  const normalized = normalize(model);
  const signals = recordedSignals(normalized);
  const diagnostics = signals.length === 0 ? [] : labelFindings(model);
  if (diagnostics.length > 0) return { ok: false, diagnostics };
  const own = (datasource: string) =>
    signals.filter(({ signal, type }) => type === 'prometheus' && signal.datasource === datasource);
  const stored = (datasource: string) => signals.filter(({ storedIn }) => storedIn === datasource);
  const value = Object.keys(model.datasources).flatMap((datasource): DatasourceRules[] => {
    const [asked, kept] = [own(datasource), stored(datasource)];
    const groups = [...valueGroups(normalized, asked), ...baselineGroups(normalized, kept)];
    return groups.length === 0 ? [] : [{ datasource, file: { notes: notesOf(normalized, asked, kept), groups } }];
  });
  return { ok: true, value };
}

/** Groups that record readings, one for each step; also the shape of Loki's. */
export function valueGroups(model: NormalizedModel, signals: readonly RecordedSignal[]): RuleGroup[] {
  const steps = [...new Set(signals.map(({ baseline }) => baseline.step))].sort((a, b) => a - b);
  return steps.map((step) => ({
    name: `release-risk ${model.name} values ${formatDuration(step)}`,
    interval: formatDuration(step),
    rules: signals
      .filter(({ baseline }) => baseline.step === step)
      .map(({ signal, expr }) => ({ record: SERIES.value, expr, labels: { model: model.name, signal: signal.id } })),
  }));
}

function baselineGroups(model: NormalizedModel, signals: readonly RecordedSignal[]): RuleGroup[] {
  if (signals.length === 0) return [];
  const all = signals.flatMap((signal) => statistics(model, signal));
  const group = (name: string, interval: Seconds, rules: RuleGroup['rules']): RuleGroup => ({
    name: `release-risk ${model.name} ${name}`,
    interval: formatDuration(interval),
    rules,
  });
  return [
    group(
      'windows',
      WINDOW_INTERVAL,
      all.map(({ window }) => window),
    ),
    group(
      'baselines',
      BASELINE_INTERVAL,
      all.map(({ baseline }) => baseline),
    ),
  ];
}

/** A statistic of a window, and the series that says it again. */
interface Statistic {
  readonly window: RecordingRule;
  readonly baseline: RecordingRule;
}

function statistics(model: NormalizedModel, { signal, baseline, deviation }: RecordedSignal): Statistic[] {
  const labels = { model: model.name, signal: signal.id };
  const range = `[${formatDuration(baseline.window)}] offset ${formatDuration(baseline.endsBefore)}`;
  const statistic = (name: string, window: SeriesName, result: SeriesName): Statistic => ({
    window: { record: window, expr: `${name}(${selectorOf({ name: SERIES.value, labels })}${range})`, labels },
    baseline: {
      record: result,
      expr: `last_over_time(${selectorOf({ name: window, labels })}[${formatDuration(RESULT_LIVES)}])`,
      labels,
    },
  });
  return [
    statistic('avg_over_time', SERIES.windowMean, SERIES.mean),
    ...(deviation ? [statistic('stddev_over_time', SERIES.windowDeviation, SERIES.deviation)] : []),
    statistic('count_over_time', SERIES.windowSamples, SERIES.samples),
  ];
}

function notesOf(model: NormalizedModel, asked: readonly RecordedSignal[], kept: readonly RecordedSignal[]): string[] {
  const elsewhere = kept.filter(({ type }) => type === 'loki');
  const away = asked.filter(({ signal, storedIn }) => storedIn !== signal.datasource);
  return [
    `Recorded baselines of the release-risk model "${model.name}". Generated: change the model, not this file.`,
    '',
    'Cold start: a baseline begins once the first sample is as old as its offset; until then its signal is missing and',
    'the verdict Inconclusive (or what the signal says about missing). It is full after offset + window:',
    ...kept.map(
      ({ signal, baseline: { window, step, endsBefore } }) =>
        `  ${signal.id}: first after ${formatDuration(endsBefore)}, full (${Math.floor(window / step)} samples) after ${formatDuration(endsBefore + window)}`,
    ),
    `How far it is: ${SERIES.samples}{model="${model.name}"}.`,
    'A Prometheus that already has the history need not wait: write the values of the past with',
    '  promtool tsdb create-blocks-from rules --url URL --start TIME --end TIME --eval-interval STEP THIS_FILE',
    '',
    'Against a trailing baseline: the samples lie on the moments of the group, up to one step beside those of a subquery;',
    'samples are missing where the ruler did not run; a reading counts as it was seen then, without what arrived later;',
    `the window moves every ${formatDuration(WINDOW_INTERVAL)} instead of always. At the same moments both give the same numbers.`,
    ...(elsewhere.length === 0
      ? []
      : [
          '',
          `Loki's ruler records ${SERIES.value} of ${elsewhere.map(({ signal }) => signal.id).join(', ')} and must remote-write to this Prometheus.`,
        ]),
    ...(away.length === 0
      ? []
      : [
          '',
          `Remote-write ${SERIES.value} of ${away.map(({ signal, storedIn }) => `${signal.id} to ${storedIn}`).join(', ')}: the baselines are computed there.`,
        ]),
  ];
}
