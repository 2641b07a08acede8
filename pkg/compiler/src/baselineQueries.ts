import type { Baseline } from '@release-risk/model/baseline';
import type { Control, DatasourceType } from '@release-risk/model/model';
import { formatDuration } from '@release-risk/language/queryText/duration';
import { quoteLabelValue } from '@release-risk/language/queryText/quote';
import { RECORDED, WEEK_LABEL } from './conventions.ts';
import { DIALECTS } from './dialect.ts';
import { byMoment, type FrozenAt } from './frozen.ts';
import type { QueryForm, Reducer } from './plan.ts';
import { balancedOr, constantRows, finite, finiteOrZero, labelled, NO_ROWS } from './rows.ts';

const WEEK = 7 * 86_400;
const INSTANT: QueryForm = { kind: 'instant' };

/** The signal whose baseline is asked for, with what its queries need to know. */
export interface BaselineSubject {
  readonly model: string;
  readonly id: string;
  readonly type: DatasourceType;
  readonly datasource: string;
  readonly query: string;
  /** The samples query where `empty: zero` makes it part of every sample of the baseline. */
  readonly zeroSamples: string | undefined;
  readonly labels: readonly string[];
  readonly frozen: readonly FrozenAt[];
  readonly control: Control | undefined;
}

export type BaselineStatistic = 'mean' | 'deviation' | 'count';

/** One row per service that has the baseline; the caller adds the rows of those that have not. */
export interface BaselineQuery {
  readonly datasource: string;
  readonly type: DatasourceType;
  readonly expr: string;
  readonly form: QueryForm;
}

/**
 * The query for one statistic of a baseline (the matrix of design section 4). `count` is how many samples it
 * stands on. Undefined where the baseline has no such statistic: a control has one number and no deviation.
 */
export function baselineQuery(
  subject: BaselineSubject,
  baseline: Baseline,
  statistic: BaselineStatistic,
): BaselineQuery | undefined {
  const here = { datasource: subject.datasource, type: subject.type, form: INSTANT };
  switch (baseline.kind) {
    case 'trailing':
      return {
        ...here,
        expr: overTime(
          subject,
          OVER_TIME[statistic],
          subquery(baseline),
          ` offset ${formatDuration(baseline.endsBefore)}`,
        ),
      };
    case 'robust':
      return robustQuery(subject, baseline, statistic);
    case 'sameHour':
      return { ...here, expr: sameHour(subject, baseline.weeks, statistic) };
    case 'recorded':
      return recorded(subject, baseline.datasource ?? subject.datasource, statistic);
    case 'frozen':
      return { ...here, expr: frozen(subject, subquery(baseline), statistic) };
    case 'control':
      return statistic === 'mean' && subject.control ? { ...here, expr: stable(subject, subject.control) } : undefined;
  }
}

/** How many samples a full baseline has; undefined where counting says nothing. */
export function fullHistory(baseline: Baseline): number | undefined {
  if (baseline.kind === 'sameHour') return baseline.weeks;
  if (baseline.kind === 'control') return undefined;
  return Math.floor(baseline.window / baseline.step);
}

const OVER_TIME: Readonly<Record<BaselineStatistic, string>> = {
  mean: 'avg_over_time',
  deviation: 'stddev_over_time',
  count: 'count_over_time',
};

const ACROSS: Readonly<Record<BaselineStatistic, string>> = { mean: 'avg', deviation: 'stddev', count: 'count' };

/** The finite filter stands inside the subquery: one NaN sample would spoil the whole week. */
function samplesOf(subject: BaselineSubject): string {
  return subject.zeroSamples === undefined ? finite(subject.query) : finiteOrZero(subject.query, subject.zeroSamples);
}

function subquery({ window, step }: { readonly window: number; readonly step: number }): string {
  return `[${formatDuration(window)}:${formatDuration(step)}]`;
}

function overTime(subject: BaselineSubject, name: string, range: string, modifier: string): string {
  return `${name}(${samplesOf(subject)}${range}${modifier})`;
}

function robustQuery(
  subject: BaselineSubject,
  baseline: Extract<Baseline, { kind: 'robust' }>,
  statistic: BaselineStatistic,
): BaselineQuery {
  const { datasource, type } = subject;
  if (type === 'loki') {
    const reducers = { mean: 'median', deviation: 'robustDeviation', count: 'count' } as const satisfies Record<
      BaselineStatistic,
      Reducer
    >;
    const { endsBefore: to, window, step } = baseline;
    const form: QueryForm = { kind: 'range', from: to + window, to, step, reducer: reducers[statistic] };
    return { datasource, type, expr: samplesOf(subject), form };
  }
  const range = subquery(baseline);
  const offset = ` offset ${formatDuration(baseline.endsBefore)}`;
  if (statistic === 'count')
    return { datasource, type, form: INSTANT, expr: overTime(subject, 'count_over_time', range, offset) };
  const half = `quantile_over_time(0.5, ${samplesOf(subject)}${range}`;
  if (statistic === 'mean') return { datasource, type, form: INSTANT, expr: `${half}${offset})` };
  // Without `@ end()` the inner median would move along with the outer window.
  const away = `abs(${samplesOf(subject)} - on (${subject.labels.join(', ')}) ${half} @ end()${offset}))`;
  return { datasource, type, form: INSTANT, expr: `1.4826 * quantile_over_time(0.5, (${away})${range}${offset})` };
}

function sameHour(subject: BaselineSubject, weeks: number, statistic: BaselineStatistic): string {
  const { shifted } = DIALECTS[subject.type];
  const past = Array.from({ length: weeks }, (_, index) => {
    const ago = (index + 1) * WEEK;
    const query = shifted(subject.query, ago);
    const rows =
      subject.zeroSamples === undefined ? finite(query) : finiteOrZero(query, shifted(subject.zeroSamples, ago));
    return `label_replace(${rows}, "${WEEK_LABEL}", "${index + 1}", "", "")`;
  });
  return `${ACROSS[statistic]} by (${subject.labels.join(', ')}) (${balancedOr(past)})`;
}

function recorded(subject: BaselineSubject, datasource: string, statistic: BaselineStatistic): BaselineQuery {
  const series = `${RECORDED[statistic]}{model=${quoteLabelValue(subject.model)}, signal=${quoteLabelValue(subject.id)}}`;
  return {
    datasource,
    type: 'prometheus',
    form: INSTANT,
    expr: finite(`max by (${subject.labels.join(', ')}) (${series})`),
  };
}

function frozen(subject: BaselineSubject, range: string, statistic: BaselineStatistic): string {
  if (subject.type === 'loki') return frozenConstants(subject, statistic);
  const { labels } = subject;
  const parts = byMoment(subject.frozen).map(({ at, services }) => {
    const then = overTime(subject, OVER_TIME[statistic], range, ` @ ${at}`);
    return `(${then} and on (${labels.join(', ')}) ${constantRows('1', labels, services)})`;
  });
  return parts.length === 0 ? NO_ROWS : balancedOr(parts);
}

/** Loki would scan the week again at every evaluation, so what the deployment took down is written out. */
function frozenConstants(subject: BaselineSubject, statistic: BaselineStatistic): string {
  const rows = subject.frozen.flatMap(({ service, baselines }) => {
    const taken = baselines[subject.id];
    const value = statistic === 'mean' ? taken?.mean : statistic === 'deviation' ? taken?.deviation : undefined;
    return value === undefined ? [] : [labelled(constant(value), subject.labels, service)];
  });
  return rows.length === 0 ? NO_ROWS : balancedOr(rows);
}

/** LogQL's `vector` takes no negative number and no exponent with a plus sign. */
function constant(value: number): string {
  const digits = String(Math.abs(value)).replace('e+', 'e');
  return value < 0 ? `(vector(0) - vector(${digits}))` : `vector(${digits})`;
}

function stable(subject: BaselineSubject, control: Control): string {
  return samplesOf({
    ...subject,
    query: DIALECTS[subject.type].matching(subject.query, control.label, control.stable),
    zeroSamples:
      subject.zeroSamples === undefined
        ? undefined
        : DIALECTS[subject.type].matching(subject.zeroSamples, control.label, control.stable),
  });
}
