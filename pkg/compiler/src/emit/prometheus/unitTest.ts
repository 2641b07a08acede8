import { Document } from 'yaml';
import type { Seconds } from '@release-risk/model/baseline';
import { isPresent } from '@release-risk/model/present';
import type { Identity, RiskModel } from '@release-risk/model/model';
import type { Reading, ReadingPart } from '@release-risk/model/reading';
import { score, type ServiceScore } from '@release-risk/model/score';
import { formatDuration } from '@release-risk/language/queryText/duration';
import type { PlanContext } from '../../makePlan.ts';
import type { Plan } from '../../plan.ts';
import { ALERT_NAMES } from './alertRules.ts';
import type { EmittedRules } from './diagnostics.ts';
import { outputSeries } from './outputSeries.ts';
import { isRecording, type RuleFile } from './ruleFile.ts';
import { scoreGroupName, scoreRules } from './scoreRules.ts';
import { partSeries, selectorOf, SERIES, type RecordedSeries } from './series.ts';

const INTERVAL: Seconds = 60;

/** A service and its readings in the order of the model's signals: what the rules must make a score of. */
export interface UnitCase {
  readonly service: Identity;
  readonly readings: readonly Reading[];
  /** Without one the deployment is unknown. */
  readonly version?: string;
}

/** Two files that belong together. */
export interface UnitTestFiles {
  /** The score rules without the queries: what those answer stands in the test. */
  readonly rules: RuleFile;
  /** For `promtool test rules`. */
  readonly test: string;
}

/**
 * A unit test of a model's score rules and alerts: the given readings go in as series, and what `score()` makes of them
 * must come out, to the same bit. `rulesFile` is the name the rules will stand under, beside the test.
 */
export function unitTestFiles(
  model: RiskModel,
  context: Omit<PlanContext, 'services'>,
  cases: readonly UnitCase[],
  rulesFile: string,
): EmittedRules<UnitTestFiles> {
  const services = cases.map(({ service }) => service);
  const emitted = scoreRules(model, { ...context, services });
  if (!emitted.ok) return emitted;
  const { plan, asked, scored, alerts } = emitted.value;
  const known = asked.filter(({ record }) => record === SERIES.service);
  const rules: RuleFile = {
    notes: [`Score rules of the release-risk model "${model.name}" without their queries, for promtool test rules.`],
    groups: [
      {
        name: scoreGroupName(model),
        interval: formatDuration(INTERVAL),
        rules: [...known, ...scored, ...alerts],
      },
    ],
  };
  const minutes = Math.ceil(model.policy.for / INTERVAL) + 2;
  const answered = new Set(
    asked.filter(isRecording).map(({ record, labels }) => selectorOf({ name: SERIES.query, labels }) + record),
  );
  const test = {
    rule_files: [rulesFile],
    evaluation_interval: formatDuration(INTERVAL),
    tests: [
      {
        interval: formatDuration(INTERVAL),
        input_series: cases.flatMap((one) => inputs(model, plan, one, answered, minutes)),
        promql_expr_test: expectations(model, plan, cases, alerts.length > 0).map(({ expr, samples }) => ({
          expr,
          eval_time: formatDuration(minutes * INTERVAL),
          exp_samples: samples.map(([labels, value]) => ({ labels, value })),
        })),
      },
    ],
  };
  const document = new Document(test, { aliasDuplicateObjects: false });
  return { ok: true, value: { rules, test: document.toString({ lineWidth: 0 }) } };
}

interface InputSeries {
  readonly series: string;
  readonly values: string;
}

function inputs(
  model: RiskModel,
  plan: Plan,
  { service, readings, version }: UnitCase,
  answered: ReadonlySet<string>,
  minutes: number,
): InputSeries[] {
  const line = (series: RecordedSeries, value: number, more: Identity = {}): InputSeries => ({
    series: selectorOf(of(series, { ...service, ...more })),
    values: Array.from({ length: minutes + 1 }, () => String(value)).join(' '),
  });
  return plan.queries.flatMap(({ purpose }): InputSeries[] => {
    switch (purpose.kind) {
      case 'services':
      case 'history':
        return [];
      case 'canary':
        return [line(partSeries(SERIES.query, model.name, 'canary'), 1)];
      case 'deployment': {
        if (version === undefined) return [];
        return [line(partSeries(SERIES.query, model.name, 'deployment'), 600, { [purpose.versionLabel]: version })];
      }
      default: {
        const value = readings[model.signals.findIndex(({ id }) => id === purpose.signal)]?.[purpose.kind] ?? NaN;
        if (!isPresent(value)) return [];
        return [line(inputSeries(model, purpose.kind, purpose.signal, answered), value)];
      }
    }
  });
}

/** Recorded baselines come from their own rules, everything else from a query of the plan. */
function inputSeries(
  model: RiskModel,
  part: ReadingPart,
  signal: string,
  answered: ReadonlySet<string>,
): RecordedSeries {
  const query = partSeries(SERIES.query, model.name, part, signal);
  if (answered.has(selectorOf(query) + SERIES.query)) return query;
  return { name: part === 'mean' ? SERIES.mean : SERIES.deviation, labels: { model: model.name, signal } };
}

function of(series: RecordedSeries, service: Identity): RecordedSeries {
  return { ...series, labels: { ...series.labels, ...service } };
}

interface Expectation {
  readonly expr: string;
  readonly samples: readonly (readonly [labels: string, value: number])[];
}

function expectations(model: RiskModel, plan: Plan, cases: readonly UnitCase[], alerts: boolean): Expectation[] {
  const results = cases.map(({ service, readings }) => ({ service, result: score(model, readings) }));
  const series = outputSeries(model, plan);
  const expect = (refId: string, value: (result: ServiceScore) => number): Expectation[] => {
    const output = series.get(refId);
    if (output === undefined) return [];
    return [
      {
        expr: selectorOf(output),
        samples: results.map(({ service, result }) => [selectorOf(of(output, service)), value(result)]),
      },
    ];
  };
  const { outputs } = plan;
  const bySignal = (
    refIds: Readonly<Record<string, string>>,
    value: (signal: ServiceScore['signals'][number]) => number,
  ) =>
    model.signals.flatMap(({ id }, index) =>
      expect(refIds[id] ?? '', ({ signals }) => {
        const signal = signals[index];
        return signal === undefined ? NaN : value(signal);
      }),
    );
  const firing = (alert: string, fires: (result: ServiceScore) => boolean): Expectation => ({
    expr: `count by (${plan.labels.join(', ')}) (ALERTS{alertname="${alert}", alertstate="firing"})`,
    samples: results.filter(({ result }) => fires(result)).map(({ service }) => [matchers(service), 1]),
  });
  return [
    ...expect(outputs.score, (result) => result.score),
    ...expect(outputs.coverage, ({ coverage }) => coverage),
    ...expect(outputs.veto, ({ veto }) => Number(veto)),
    ...expect(outputs.inconclusive, ({ inconclusive }) => Number(inconclusive)),
    ...expect(outputs.red, ({ red }) => Number(red)),
    ...bySignal(outputs.grades, ({ grade }) => grade),
    ...bySignal(outputs.present, ({ missing }) => Number(missing === undefined)),
    ...(alerts
      ? [
          firing(ALERT_NAMES.act, ({ verdict }) => verdict === 'High'),
          firing(ALERT_NAMES.review, ({ verdict, red }) => verdict !== 'Low' || red),
        ]
      : []),
  ];
}

function matchers(service: Identity): string {
  return selectorOf({ name: SERIES.act, labels: service }).slice(SERIES.act.length);
}
