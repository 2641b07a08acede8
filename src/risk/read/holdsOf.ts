import { RULE_LABEL } from '@release-risk/compiler/conventions';
import type { RuleState } from '@release-risk/grafana/api/ruleState';
import type { Silence } from '@release-risk/grafana/api/silences';
import { silencesAlert } from '@release-risk/grafana/silenceMatch';
import type { Hold } from '../surroundings.ts';

/**
 * The labels of the alert that calls the pipeline for a service: those of the alert itself where there is one, so that
 * silences of any kind are recognised, else what is known of it before it is there.
 */
export function actAlertLabels(
  model: string,
  service: Readonly<Record<string, string>>,
  rules: readonly RuleState[] = [],
): Readonly<Record<string, string>> {
  const known = { ...service, [RULE_LABEL.model]: model, [RULE_LABEL.rule]: 'act' };
  const isKnown = ({ labels }: { readonly labels: Readonly<Record<string, string>> }) =>
    Object.entries(known).every(([name, value]) => labels[name] === value);
  return rules.flatMap(({ alerts }) => alerts ?? []).find(isKnown)?.labels ?? known;
}

/**
 * The active silences that keep an alert with these labels from being sent, the one that lasts longest first. `at`
 * (epoch seconds) tells where Grafana does not say itself whether a silence is active: one that was just made begins
 * after the moment that is looked at.
 */
export function holdsOf(
  silences: readonly Silence[],
  alert: Readonly<Record<string, string>>,
  at: number,
): readonly Hold[] {
  return silences
    .filter((silence) => silencesAlert(silence, alert, at * 1000))
    .sort((a, b) => Date.parse(b.endsAt) - Date.parse(a.endsAt))
    .map(({ id, createdBy, comment, endsAt }) => ({ id, by: createdBy, reason: comment, until: endsAt }));
}
