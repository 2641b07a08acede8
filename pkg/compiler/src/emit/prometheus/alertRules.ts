import type { RiskModel } from '@release-risk/model/model';
import { formatDuration } from '@release-risk/language/queryText/duration';
import { quoteLabelValue } from '@release-risk/language/queryText/quote';
import { RULE_LABEL } from '../../conventions.ts';
import type { Plan } from '../../plan.ts';
import { number } from '../../planExpressions.ts';
import type { AlertingRule } from './ruleFile.ts';
import { annotationsOf } from './annotations.ts';
import { partSeries, selectorOf, SERIES, type RecordedSeries } from './series.ts';

export const ALERT_NAMES = { act: 'ReleaseRiskHigh', review: 'ReleaseRiskReview' } as const;

/**
 * The act and the review alert over recorded scores, for an Alertmanager. None for a challenger: it is compared and
 * never alerts. The version joins as a label, so a new version is a new alert. A High stays until its value is below the
 * recovery line: what fires is found in Prometheus' own ALERTS.
 */
export function alertRules(model: RiskModel, plan: Plan): AlertingRule[] {
  if (model.challengerOf !== undefined) return [];
  const { bands, policy } = model;
  const act = withVersion(model, plan, { name: SERIES.act, labels: { model: model.name } });
  const review = withVersion(model, plan, { name: SERIES.review, labels: { model: model.name } });
  const recovering = `(${act} >= ${number(bands.recovery)}) and on (${identityOf(model, plan)}) ${firing(model)}`;
  return [
    {
      alert: ALERT_NAMES.act,
      expr: `(${act} > ${number(bands.high)}) or (${recovering})`,
      for: formatDuration(policy.for),
      ...shared(model, plan, 'act', 'critical'),
    },
    {
      alert: ALERT_NAMES.review,
      expr: `${review} > ${number(bands.low)}`,
      // People hear at once, before anything is rolled back.
      for: '0s',
      ...shared(model, plan, 'review', 'warning'),
    },
  ];
}

function shared(
  model: RiskModel,
  plan: Plan,
  rule: keyof typeof ALERT_NAMES,
  severity: string,
): Pick<AlertingRule, 'keep_firing_for' | 'labels' | 'annotations'> {
  return {
    keep_firing_for: formatDuration(model.policy.keepFiringFor),
    labels: {
      [RULE_LABEL.model]: model.name,
      [RULE_LABEL.fingerprint]: plan.fingerprint,
      [RULE_LABEL.rule]: rule,
      [RULE_LABEL.severity]: severity,
    },
    annotations: annotationsOf(model, plan, rule),
  };
}

/** The value of a condition with the version of the deployment as a label, where the model knows it. */
function withVersion(model: RiskModel, plan: Plan, condition: RecordedSeries): string {
  const identity = plan.labels.join(', ');
  const value = `max by (${identity}) (${selectorOf(condition)})`;
  if (!model.deployment) return value;
  const deployment = selectorOf(partSeries(SERIES.reading, model.name, 'deployment'));
  return `(${value} + on (${identity}) group_left (${model.deployment.versionLabel}) (0 * ${deployment}))`;
}

function identityOf({ deployment }: RiskModel, { labels }: Plan): string {
  return [...labels, ...(deployment ? [deployment.versionLabel] : [])].join(', ');
}

function firing(model: RiskModel): string {
  const matchers = { alertname: ALERT_NAMES.act, alertstate: 'firing', [RULE_LABEL.model]: model.name };
  const written = Object.entries(matchers).map(([label, value]) => `${label}=${quoteLabelValue(value)}`);
  return `ALERTS{${written.join(', ')}}`;
}
