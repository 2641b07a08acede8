import type { Seconds } from '@release-risk/model/baseline';
import type { RiskModel } from '@release-risk/model/model';
import { formatDuration } from '@release-risk/language/queryText/duration';
import { NODE, REF } from '../../conventions.ts';
import { makePlan, type PlanContext } from '../../makePlan.ts';
import { normalize } from '../../normalize.ts';
import type { Plan } from '../../plan.ts';
import { alertRules } from './alertRules.ts';
import type { DatasourceRules } from './baselineRules.ts';
import type { EmittedRules } from './diagnostics.ts';
import { outputSeries } from './outputSeries.ts';
import { readingRules, ruleOf } from './readingRules.ts';
import type { AlertingRule, RecordingRule, RuleGroup } from './ruleFile.ts';
import { scoreFindings } from './scoreChecks.ts';
import { replaced, scoreNodes, termsOf, writtenOut, type ScoreNode } from './scoreNodes.ts';
import { selectorOf, SERIES, type RecordedSeries } from './series.ts';
import { absolutePromql, closedRows, translate, type TargetLanguage } from './translate.ts';

const DEFAULT_INTERVAL: Seconds = 60;

export interface ScoreRuleOptions {
  /** How often everything is evaluated. Default: one minute. */
  readonly interval?: Seconds;
}

/** The rules of a score group in their order: each sees what those before it wrote at the same moment. */
export interface ScoreRules {
  readonly plan: Plan;
  /** Services, and answers of the plan's queries: the only rules that read the team's own series. */
  readonly asked: readonly RecordingRule[];
  /** Readings, grades, score, conditions. */
  readonly scored: readonly RecordingRule[];
  readonly alerts: readonly AlertingRule[];
}

/**
 * A whole model as rules of one Prometheus: the way for more services than Grafana joins in time. The score is computed
 * by the plan's own expressions, translated; panels and rules of Grafana then read `release_risk_score`.
 *
 *     services, queries -> readings (1e100 = missing) -> present, grade -> score, coverage, conditions -> alerts
 *
 * Refuses, with every reason at once, what one Prometheus cannot score to the same bit.
 */
export function scoreFile(
  model: RiskModel,
  context: PlanContext,
  options: ScoreRuleOptions = {},
): EmittedRules<DatasourceRules> {
  const rules = scoreRules(model, context);
  if (!rules.ok) return rules;
  const { plan, asked, scored, alerts } = rules.value;
  const group: RuleGroup = {
    name: scoreGroupName(model),
    interval: formatDuration(options.interval ?? DEFAULT_INTERVAL),
    rules: [...asked, ...scored, ...alerts],
  };
  const notes = notesOf(model, plan);
  return { ok: true, value: { datasource: model.signals[0]?.datasource ?? '', file: { notes, groups: [group] } } };
}

export function scoreGroupName({ name }: Pick<RiskModel, 'name'>): string {
  return `release-risk ${name} score`;
}

/** The rules of {@link scoreFile} by what they do. */
export function scoreRules(model: RiskModel, context: PlanContext): EmittedRules<ScoreRules> {
  const normalized = normalize(model);
  const plan = makePlan(model, context);
  const diagnostics = scoreFindings(normalized, plan);
  if (diagnostics.length > 0) return { ok: false, diagnostics };
  const { asked, complete, seriesOf } = readingRules(model, plan, context);
  const scored = [...complete, ...expressionRules(model, plan, seriesOf)];
  return { ok: true, value: { plan, asked, scored, alerts: alertRules(model, plan) } };
}

function expressionRules(model: RiskModel, plan: Plan, readings: ReadonlyMap<string, RecordedSeries>): RecordingRule[] {
  const nodes = scoreNodes(plan);
  const inline = writtenOut(nodes, plan.outputs);
  const trees = new Map(nodes.map(({ refId, tree }) => [refId, tree]));
  const named = new Map([...readings, ...outputSeries(model, plan)]);
  const seriesOf = (refId: string): RecordedSeries =>
    named.get(refId) ?? { name: SERIES.step, labels: { model: model.name, node: refId } };
  const language: TargetLanguage = {
    labels: plan.labels,
    absolute: absolutePromql,
    rows: (refId) => {
      const tree = inline.has(refId) ? trees.get(refId) : undefined;
      if (tree === undefined) return { kind: 'rows', text: selectorOf(seriesOf(refId)), closed: false };
      const translated = translate(tree, language);
      if (translated.kind === 'rows') return translated;
      throw new TypeError(`The step ${refId} of the plan is one number for all services`);
    },
  };
  const rule = (series: RecordedSeries, tree: ScoreNode['tree']): RecordingRule =>
    ruleOf(series, closedRows(translate(tree, language), plan.labels));
  return [
    ...nodes.filter(({ refId }) => !inline.has(refId)).map(({ refId, tree }) => rule(seriesOf(refId), tree)),
    ...pointTrees(model, trees).map(({ refId, tree }) =>
      rule({ name: SERIES.points, labels: { model: model.name, signal: refId } }, tree),
    ),
  ];
}

/** By signal id: the score with one term of its numerator alone. */
function pointTrees(model: RiskModel, trees: ReadonlyMap<string, ScoreNode['tree']>): ScoreNode[] {
  const [score, numerator] = [trees.get(NODE.score), trees.get(NODE.numerator)];
  if (score === undefined || numerator === undefined) return [];
  const terms = termsOf(numerator);
  return model.signals
    .filter(({ weight }) => weight > 0)
    .flatMap(({ id }, index): ScoreNode[] => {
      const term = terms[index];
      return term === undefined ? [] : [{ refId: id, tree: replaced(score, NODE.numerator, term) }];
    });
}

function notesOf(model: RiskModel, plan: Plan): string[] {
  const asked = plan.queries.filter(({ refId }) => refId !== REF.services).length;
  return [
    `Scores of the release-risk model "${model.name}", fingerprint ${plan.fingerprint}: ${plan.services.length} services, ${asked} queries.`,
    'Generated: change the model, not this file.',
    '',
    'One group, in this order: each rule reads what those before it wrote at the same moment. It needs a ruler that sees',
    'its own results at once (Prometheus, Mimir); vmalert asks a storage that is seconds behind, and would find nothing.',
    '1e100 in release_risk_reading says that a service has no number there.',
    'Services are those that were known when this file was written: write it again when they change.',
  ];
}
