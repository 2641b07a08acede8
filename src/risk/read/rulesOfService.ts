import { RULE_ANNOTATION, RULE_LABEL } from '@release-risk/compiler/conventions';
import type { RuleState } from '@release-risk/grafana/api/ruleState';
import type { RiskModel } from '@release-risk/model/model';
import type { RuleOfService, RulesOfService } from '../surroundings.ts';
import { keyOf } from './judge.ts';

type Alert = NonNullable<RuleState['alerts']>[number];

/** What a model's rules say of one service, out of the rules that belong to its dashboard. */
export function rulesOfService(
  rules: readonly RuleState[],
  model: RiskModel,
  fingerprint: string,
  service: Readonly<Record<string, string>>,
): RulesOfService {
  const own = rules.filter(({ labels }) => labels[RULE_LABEL.model] === model.name);
  const of = (kind: string) =>
    own
      .filter(({ labels }) => labels[RULE_LABEL.rule] === kind)
      .map((rule) => ({ rule, alert: alertOf(rule, model, service) }))
      // Where each service has rules of its own, those of the others have no alert of this one.
      .sort((a, b) => Number(b.alert !== undefined) - Number(a.alert !== undefined))
      .map(({ rule, alert }) => ruleOfService(rule, alert, fingerprint));
  return { act: of('act')[0], review: of('review')[0], veto: of('veto') };
}

/** A new version is a new alert, beside the one of the version before until that has gone: the loudest counts. */
function alertOf(rule: RuleState, model: RiskModel, service: Readonly<Record<string, string>>): Alert | undefined {
  const key = keyOf(model, service);
  return rule.alerts
    ?.filter(({ labels }) => keyOf(model, labels) === key)
    .sort((a, b) => LOUDEST.indexOf(alertState(a)) - LOUDEST.indexOf(alertState(b)))[0];
}

const LOUDEST: readonly RuleOfService['state'][] = ['firing', 'pending', 'recovering', 'inactive'];

function ruleOfService(rule: RuleState, alert: Alert | undefined, fingerprint: string): RuleOfService {
  const { uid, name, health, lastError, lastEvaluation, labels } = rule;
  return {
    uid,
    title: name,
    state: stateOf(rule, alert),
    since: alert?.activeAt ?? undefined,
    said: alert && {
      score: numberIn(alert.annotations[RULE_ANNOTATION.score]),
      verdict: alert.annotations[RULE_ANNOTATION.verdict] ?? '',
      cause: alert.annotations[RULE_ANNOTATION.cause] ?? '',
    },
    health,
    lastError,
    lastEvaluation,
    sameModel: labels[RULE_LABEL.fingerprint] === fingerprint,
  };
}

function stateOf({ isPaused }: RuleState, alert: Alert | undefined): RuleOfService['state'] {
  return isPaused ? 'paused' : alertState(alert);
}

/** Grafana writes the state of an alert as `Alerting`, `Pending`, `Normal (Updated)`; of a rule as `firing`. */
function alertState(alert: Alert | undefined): RuleOfService['state'] {
  const state = (alert?.state ?? '').toLowerCase();
  if (/^(alerting|firing)/.test(state)) return 'firing';
  if (state.startsWith('pending')) return 'pending';
  return state.startsWith('recovering') ? 'recovering' : 'inactive';
}

function numberIn(text: string | undefined): number | undefined {
  const number = text === undefined || text.trim() === '' ? NaN : Number(text);
  return Number.isFinite(number) ? number : undefined;
}
