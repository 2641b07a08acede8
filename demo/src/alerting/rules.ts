import { RULE_ANNOTATION, RULE_LABEL } from '@release-risk/compiler/conventions';
import { stableTitle } from '@release-risk/compiler/emit/grafana/uid';
import { identityName } from '@release-risk/compiler/identity';
import type { RiskModel } from '@release-risk/model/model';
import type { ServiceEvaluation } from '@release-risk/query/evaluate';
import type { AlertLines, Seen } from './alert-state.ts';

/** One of the rules that a model becomes. */
export interface StandInRule {
  readonly kind: 'act' | 'review';
  readonly lines: AlertLines;
  /** What it compares with its lines. */
  seen(service: ServiceEvaluation): Seen;
  labels(service: ServiceEvaluation, fingerprint: string): Readonly<Record<string, string>>;
  annotations(service: ServiceEvaluation): Readonly<Record<string, string>>;
}

/** A veto by itself: above every line. */
const VETO = 10;

/** The act and the review rule of a model, as `release-risk apply` writes them for Grafana; not its veto rules. */
export function rulesOf(model: RiskModel): readonly StandInRule[] {
  const { bands, policy, action, title } = model;
  const keepFiringMs = policy.keepFiringFor * 1000;
  const shared = (kind: StandInRule['kind'], name: string, severity: string, mode: string) => ({
    kind,
    labels: (service: ServiceEvaluation, fingerprint: string) => ({
      alertname: stableTitle(`${title}: ${name}`),
      grafana_folder: 'Release Risk',
      ...identityOf(service),
      ...versionOf(model, service),
      [RULE_LABEL.model]: model.name,
      [RULE_LABEL.fingerprint]: fingerprint,
      [RULE_LABEL.rule]: kind,
      [RULE_LABEL.severity]: severity,
    }),
    annotations: (service: ServiceEvaluation) => annotationsOf(model, service, mode),
  });
  return [
    {
      ...shared('act', 'High release risk', 'critical', action.mode),
      lines: { fires: bands.high, recovers: bands.recovery, forMs: policy.for * 1000, keepFiringMs },
      seen: ({ result }) => {
        if (result.veto) return { kind: 'value', value: VETO };
        return result.inconclusive ? { kind: 'unsure' } : { kind: 'value', value: result.score };
      },
    },
    {
      ...shared('review', 'release needs a look', 'warning', 'observe'),
      lines: { fires: bands.low, recovers: undefined, forMs: 0, keepFiringMs },
      seen: ({ result }) => ({
        kind: 'value',
        value: result.veto || result.inconclusive || result.red ? VETO : result.score,
      }),
    },
  ];
}

const identityOf = ({ service }: ServiceEvaluation): Readonly<Record<string, string>> => ({ ...service });

function versionOf({ deployment }: RiskModel, { running }: ServiceEvaluation): Readonly<Record<string, string>> {
  return deployment === undefined || running === undefined ? {} : { [deployment.versionLabel]: running.version };
}

function annotationsOf(model: RiskModel, service: ServiceEvaluation, mode: string): Readonly<Record<string, string>> {
  const { result, sentence, running } = service;
  const labels = model.identity.labels;
  const identity = labels.map((label) => encodeURIComponent(service.service[label] ?? '')).join('/');
  const release = `${identityName(labels, service.service)}${running === undefined ? '' : ` ${running.version}`}`;
  return {
    [RULE_ANNOTATION.summary]: `${release}: release risk ${result.verdict}`,
    [RULE_ANNOTATION.cause]: sentence,
    [RULE_ANNOTATION.verdict]: result.verdict,
    [RULE_ANNOTATION.score]: result.score.toFixed(2),
    [RULE_ANNOTATION.coverage]: `${Math.round(result.coverage * 100)}%`,
    // An unknown deployment at most asks.
    [RULE_ANNOTATION.action]: mode === 'act' && running === undefined ? 'ask' : mode,
    [RULE_ANNOTATION.idempotencyKey]: `${identity}@${encodeURIComponent(running?.version ?? '')}`,
    ...(model.runbook === undefined ? {} : { [RULE_ANNOTATION.runbook]: model.runbook }),
  };
}
