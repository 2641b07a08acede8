import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { RiskModel } from '@release-risk/model/model';
import { formatDuration } from '@release-risk/language/queryText/duration';
import { RULE_ANNOTATION, RULE_LABEL } from '../../conventions.ts';
import { makePlan, type PlanContext } from '../../makePlan.ts';
import type { Plan } from '../../plan.ts';
import { number } from '../../planExpressions.ts';
import { ALERT_NAMES } from '../prometheus/alertRules.ts';
import type { DatasourceRules } from '../prometheus/baselineRules.ts';
import type { EmittedRules, RulesDiagnostic } from '../prometheus/diagnostics.ts';
import { labelFindings } from '../prometheus/labelChecks.ts';
import type { AlertingRule } from '../prometheus/ruleFile.ts';
import { gradingFindings, rangeFindings, serviceFindings } from '../prometheus/scoreChecks.ts';
import { closedRows, join, translate, treeOf, type TargetLanguage } from '../prometheus/translate.ts';

/** What Loki's parser reads, in bytes; one less is the longest. */
const LONGEST_EXPRESSION = 131_072;

const INTERVAL = 60;

/**
 * The act and the review alert of an all-Loki model, as rules of Loki's ruler. LogQL has the arithmetic, but no series of
 * its own to keep steps in: every expression is written out, and each query as often as it is needed. Models whose
 * expression grows beyond what Loki reads are refused (Grafana's rules ask each query once); so is what LogQL cannot say.
 */
export function lokiAlertRules(model: RiskModel, context: PlanContext): EmittedRules<DatasourceRules> {
  const plan = makePlan(model, context);
  const diagnostics = findings(model, plan);
  if (diagnostics.length > 0) return { ok: false, diagnostics };
  const language = logql(plan);
  const alerts = [
    alert(model, plan, 'act', `${expressionOf(plan, language, plan.outputs.act)} > ${number(model.bands.high)}`),
    alert(model, plan, 'review', `${expressionOf(plan, language, plan.outputs.review)} > ${number(model.bands.low)}`),
  ];
  const tooLong = alerts.flatMap(({ alert: name, expr }) => lengthFindings(name, expr));
  if (tooLong.length > 0) return { ok: false, diagnostics: tooLong };
  const group = { name: `release-risk ${model.name} alerts`, interval: formatDuration(INTERVAL), rules: alerts };
  const datasource = model.signals[0]?.datasource ?? '';
  return { ok: true, value: { datasource, file: { notes: notesOf(model, plan), groups: [group] } } };
}

function findings(model: RiskModel, plan: Plan): RulesDiagnostic[] {
  const [first] = plan.queries;
  const strangers = new Set(
    plan.queries
      .filter(({ type, datasource }) => type !== 'loki' || datasource !== first?.datasource)
      .map(({ datasource }) => datasource),
  );
  const challenger: RulesDiagnostic[] =
    model.challengerOf === undefined
      ? []
      : [
          {
            code: 'RR526',
            path: ['challengerOf'],
            message: `A challenger of "${model.challengerOf}" is compared and never alerts`,
            hint: `Emit the rules of "${model.challengerOf}".`,
          },
        ];
  return [
    ...[...strangers].map((datasource): RulesDiagnostic => ({
      code: 'RR526',
      path: ['datasources', datasource],
      message: `Loki's ruler asks its own logs only, and not "${datasource}"`,
      hint: 'Use Grafana rules; recorded values of this model still come from the ruler.',
    })),
    ...challenger,
    ...labelFindings(model),
    ...rangeFindings(plan),
    ...gradingFindings(model),
    ...serviceFindings(plan),
  ];
}

function lengthFindings(name: string, expr: string): RulesDiagnostic[] {
  const bytes = utf8ToBytes(expr).length;
  if (bytes < LONGEST_EXPRESSION) return [];
  return [
    {
      code: 'RR527',
      path: [],
      message: `${name} would be ${bytes} bytes of LogQL, and Loki reads less than ${LONGEST_EXPRESSION}: it has no series to keep steps in`,
      hint: 'Use Grafana rules, which ask each query once, or fewer signals or services in this model.',
    },
  ];
}

function logql(plan: Plan): TargetLanguage {
  const queries = new Map(plan.queries.map(({ refId, expr }) => [refId, expr]));
  const expressions = new Map(plan.expressions.map(({ refId, expression }) => [refId, expression]));
  const { labels } = plan;
  const language: TargetLanguage = {
    labels,
    rows: (refId) => {
      const expression = expressions.get(refId);
      if (expression === undefined) return { kind: 'rows', text: `(${queries.get(refId) ?? ''})`, closed: true };
      const translated = translate(treeOf(expression), language);
      if (translated.kind === 'rows') return translated;
      throw new TypeError(`The step ${refId} of the plan is one number for all services`);
    },
    // LogQL has no abs(): x where x >= 0, else -x.
    absolute: (operand) => {
      const zero = { kind: 'number', text: '0' } as const;
      const positive = join('*', operand, join('>=', operand, zero, labels), labels);
      const negative = join('*', operand, join('<', operand, zero, labels), labels);
      return join('-', positive, negative, labels);
    },
  };
  return language;
}

function expressionOf(plan: Plan, language: TargetLanguage, refId: string): string {
  return closedRows(language.rows(refId), plan.labels);
}

function alert(model: RiskModel, plan: Plan, rule: keyof typeof ALERT_NAMES, expr: string): AlertingRule {
  const release = plan.labels.map((label) => `{{ $labels.${label} }}`).join(' / ');
  return {
    alert: ALERT_NAMES[rule],
    expr,
    for: rule === 'act' ? formatDuration(model.policy.for) : '0s',
    keep_firing_for: formatDuration(model.policy.keepFiringFor),
    labels: {
      [RULE_LABEL.model]: model.name,
      [RULE_LABEL.fingerprint]: plan.fingerprint,
      [RULE_LABEL.rule]: rule,
      [RULE_LABEL.severity]: rule === 'act' ? 'critical' : 'warning',
    },
    annotations: {
      [RULE_ANNOTATION.summary]: `${release}: ${rule === 'act' ? 'release risk is High' : 'release needs a look'}`,
      [RULE_ANNOTATION.action]: rule === 'act' ? lokiAction(model) : 'observe',
      [RULE_ANNOTATION.idempotencyKey]: `${plan.labels.map((label) => `{{ urlquery $labels.${label} }}`).join('/')}@`,
    },
  };
}

/** The alert does not know the deployment: at most, somebody is asked. */
function lokiAction({ action: { mode }, deployment }: RiskModel): string {
  return mode === 'act' && deployment ? 'ask' : mode;
}

function notesOf({ name, bands }: RiskModel, plan: Plan): string[] {
  return [
    `Alerts of the release-risk model "${name}", fingerprint ${plan.fingerprint}, for Loki's ruler.`,
    'Generated: change the model, not this file.',
    '',
    'LogQL keeps no steps: each query is asked as often as the expression needs it, at every evaluation.',
    `It sees no alerts either: a High ends at ${bands.high}, not at the recovery line ${bands.recovery}, and while nobody can`,
    'tell it ends too; keep_firing_for holds it that long. Score and cause are in the panel and the gate.',
  ];
}
