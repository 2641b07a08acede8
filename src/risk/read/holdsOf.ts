import { RULE_LABEL } from '@release-risk/compiler/conventions';
import type { Silence } from '@release-risk/grafana/api/silences';
import type { Hold } from '../surroundings.ts';

/** The labels of the alert that calls the pipeline for a service. */
export function actAlertLabels(model: string, service: Readonly<Record<string, string>>): Record<string, string> {
  return { ...service, [RULE_LABEL.model]: model, [RULE_LABEL.rule]: 'act' };
}

/** The active silences that keep an alert with these labels from being sent, the one that lasts longest first. */
export function holdsOf(
  silences: readonly Silence[],
  alert: Readonly<Record<string, string>>,
  at: number,
): readonly Hold[] {
  const now = at * 1000;
  return silences
    .filter(({ startsAt, endsAt }) => Date.parse(startsAt) <= now && Date.parse(endsAt) > now)
    .filter(({ status, matchers }) => status?.state !== 'expired' && matchers.every((one) => matches(one, alert)))
    .sort((a, b) => Date.parse(b.endsAt) - Date.parse(a.endsAt))
    .map(({ id, createdBy, comment, endsAt }) => ({ id, by: createdBy, reason: comment, until: endsAt }));
}

/** As the Alertmanager does: a label that is absent is empty, and an expression stands for the whole value. */
function matches(
  { name, value, isRegex, isEqual }: Silence['matchers'][number],
  labels: Readonly<Record<string, string>>,
): boolean {
  const found = labels[name] ?? '';
  return (isRegex ? expression(value).test(found) : found === value) === isEqual;
}

/** An expression that JavaScript cannot read matches nothing: a hold is never claimed without being sure. */
function expression(text: string): RegExp {
  try {
    return new RegExp(`^(?:${text})$`, 'u');
  } catch {
    return /(?!)/;
  }
}
