import type { PanelData } from '@grafana/data';
import { REF } from '@release-risk/compiler/conventions';
import { identityKey, identityName } from '@release-risk/compiler/identity';
import type { Plan, PlanQuery } from '@release-risk/compiler/plan';
import { needsDeviation } from '@release-risk/model/limit';
import type { Identity, RiskModel } from '@release-risk/model/model';
import { isPresent } from '@release-risk/model/present';
import { engineOf, executionOf, type PlanAnswers } from '@release-risk/query/planAnswers';
import type { Judged } from '../judged.ts';
import { judge } from './judge.ts';
import { panelAnswers } from './panelAnswers.ts';
import { planOf } from './planOf.ts';
import { ProblemError } from './problemError.ts';

/** A panel whose own targets are the plan of a model. */
export interface TargetsQuestion {
  readonly model: RiskModel;
  /** The service that the dashboard's variables choose; undefined: all that the answers are about. */
  readonly service: Identity | undefined;
  readonly data: PanelData;
  /** Epoch seconds. */
  readonly at: number;
}

/** The verdict in the answers to a panel's own targets. Throws ProblemError. */
export function fromTargets({ model, service, data, at }: TargetsQuestion): Judged {
  const answers = panelAnswers(data);
  const targets = new Set((data.request?.targets ?? []).map(({ refId }) => refId));
  const services = service === undefined ? servicesIn(model, answers) : [service];
  const plan = withFrozen(model, planOf(model, services), targets);
  const missing = targets.size === 0 ? [] : plan.queries.filter(({ refId }) => !targets.has(refId));
  if (missing.length > 0) {
    throw new ProblemError({ code: 'RR711', name: 'targetsDiffer', missing: missing.map(({ refId }) => refId) });
  }
  const execution = executionOf(plan, at, answers);
  const judged = judge({ model, plan, execution, engine: engineOf(plan, answers), origin: 'targets' });
  if (services.length === 0) throw new ProblemError(noServices(model));
  return service === undefined ? judged : refuseUnknown(model, judged, answers, service);
}

/** Every service that an answer to the plan's queries is about, in the order of their names. */
function servicesIn(model: RiskModel, answers: PlanAnswers): readonly Identity[] {
  const { labels } = model.identity;
  const found = new Map<string, Identity>();
  const parts = [REF.value, REF.mean, REF.deviation, REF.samples];
  for (const refId of [REF.services, ...model.signals.flatMap(({ id }) => parts.map((part) => part(id)))]) {
    const answer = answers(refId);
    for (const sample of answer?.ok === true ? answer.samples : []) {
      const service = Object.fromEntries(labels.map((label) => [label, sample.labels[label] ?? '']));
      if (labels.every((label) => service[label] !== '')) found.set(identityKey(labels, service), service);
    }
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, service]) => service);
}

function noServices({ identity: { labels } }: RiskModel) {
  return {
    code: 'RR708',
    name: 'noServices',
    reason: `The answers to the targets name no service by the labels ${labels.join(', ')}`,
    hint: 'Look at the answers in the panel’s inspector, and at the queries of the model in Explore.',
  } as const;
}

/**
 * What a deployment froze stands in the targets as constants. The model alone does not know it, so those queries are
 * found by their names.
 */
function withFrozen(model: RiskModel, plan: Plan, targets: ReadonlySet<string>): Plan {
  const known = new Set(plan.queries.map(({ refId }) => refId));
  const frozen = model.signals.flatMap((signal): PlanQuery[] => {
    if (!('baseline' in signal) || signal.baseline.kind !== 'frozen') return [];
    const parts = needsDeviation(signal.limit) ? (['mean', 'deviation'] as const) : (['mean'] as const);
    return parts.flatMap((kind) => {
      const refId = REF[kind](signal.id);
      if (known.has(refId) || !targets.has(refId)) return [];
      const { datasource } = signal;
      const type = model.datasources[datasource]?.type ?? 'prometheus';
      return [{ refId, purpose: { kind, signal: signal.id }, datasource, type, expr: '', form: { kind: 'instant' } }];
    });
  });
  return frozen.length === 0 ? plan : { ...plan, queries: [...plan.queries, ...frozen] };
}

/** A variable may hold a name that the model never heard of: every reading is then missing, which is no outage. */
function refuseUnknown(model: RiskModel, judged: Judged, answers: PlanAnswers, service: Identity): Judged {
  const { labels, services } = model.identity;
  if (services.kind !== 'listed') return judged;
  const key = identityKey(labels, service);
  const isListed = services.list.some((one) => identityKey(labels, one) === key);
  if (isListed || anyReading(model, answers)) return judged;
  throw new ProblemError({
    code: 'RR709',
    name: 'noSuchService',
    service: identityName(labels, service),
    known: services.list.slice(0, 10).map((one) => identityName(labels, one)),
  });
}

function anyReading(model: RiskModel, answers: PlanAnswers): boolean {
  return model.signals.some(({ id }) => {
    const answer = answers(REF.value(id));
    return answer?.ok === true && answer.samples.some(({ value }) => isPresent(value));
  });
}
