import { RULE_LABEL } from '@release-risk/compiler/conventions';
import type { RuleState } from '@release-risk/grafana/api/ruleState';
import type { Silence } from '@release-risk/grafana/api/silences';
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
    .filter((silence) => isActive(silence, at * 1000) && silence.matchers.every((one) => matches(one, alert)))
    .sort((a, b) => Date.parse(b.endsAt) - Date.parse(a.endsAt))
    .map(({ id, createdBy, comment, endsAt }) => ({ id, by: createdBy, reason: comment, until: endsAt }));
}

function isActive({ status, startsAt, endsAt }: Silence, now: number): boolean {
  if (status !== undefined) return status.state === 'active';
  return Date.parse(startsAt) <= now && Date.parse(endsAt) > now;
}

/**
 * As the Alertmanager does: a label that is absent is empty, and an expression stands for the whole value. One that
 * cannot be read here matches nothing, whichever way it is meant: a hold is never claimed without being sure.
 */
function matches(
  { name, value, isRegex, isEqual }: Silence['matchers'][number],
  labels: Readonly<Record<string, string>>,
): boolean {
  const found = labels[name] ?? '';
  if (!isRegex) return (found === value) === isEqual;
  const read = expression(value);
  return read !== undefined && read.test(found) === isEqual;
}

function expression(text: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${withoutEscapes(text)})$`, 'u');
  } catch {
    return undefined;
  }
}

/** Go lets every sign be escaped, such as `\-`; JavaScript only those that mean something. */
function withoutEscapes(text: string): string {
  return text.replace(/\\([\s\S])/g, (whole, sign: string) =>
    /[!"#%&',\-:;<=>@_`~ ]/.test(sign) ? `\\x${sign.charCodeAt(0).toString(16).padStart(2, '0')}` : whole,
  );
}
