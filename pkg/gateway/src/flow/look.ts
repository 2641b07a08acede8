import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import type { Identity } from '@release-risk/model/model';
import { withDeployment } from './enrich.ts';
import { knownDeployments } from './handleDelivery.ts';
import type { FlowParts } from './parts.ts';
import type { Assessment, RollbackRecord } from './rollbackRecord.ts';
import type { Rules } from './rules.ts';
import { servicesOfRecord } from './servicesOfRecord.ts';

/** A release as it is now: its score, and what is deployed. Asks nothing of the pipeline. */
export interface Look {
  /** With what is known of its deployment by now. */
  readonly record: RollbackRecord;
  /** Of several tenants the worst. */
  readonly assessment: Assessment;
  readonly assessments: readonly Assessment[];
  readonly deployments: readonly DeploymentRecord[];
  /** What the deployment serves: one service, or that of every tenant. */
  readonly services: readonly Identity[];
}

/** Looks at a release afresh. */
export async function look(parts: FlowParts, record: RollbackRecord, rules: Rules, signal: AbortSignal): Promise<Look> {
  const { model } = rules;
  const services = await servicesOfRecord(parts, record, rules, signal);
  const deployments = await knownDeployments(parts, model, services[0] ?? record.labels, signal);
  const assessments = await parts.assess(model, services, deployments.slice(0, 1), signal);
  const assessment = worstOf(assessments, parts.clock.now());
  return {
    record: withDeployment(record, deployments, assessment),
    assessment,
    assessments,
    deployments,
    services,
  };
}

const RANK = ['NotEvaluated', 'Low', 'Medium', 'Inconclusive', 'High'] as const;

/** Of several tenants the worst speaks for all. */
function worstOf(assessments: readonly Assessment[], now: number): Assessment {
  const [first, ...rest] = assessments;
  if (first === undefined) return { ...BLIND, at: now };
  return rest.reduce((worst, one) => (isWorse(one, worst) ? one : worst), first);
}

function isWorse(one: Assessment, other: Assessment): boolean {
  const distance = rankOf(one) - rankOf(other);
  // Calm enough for its verdict is not yet calm enough to have recovered.
  return distance > 0 || (distance === 0 && other.recovered && !one.recovered);
}

function rankOf({ verdict, problem }: Assessment): number {
  if (problem !== undefined || verdict === null) return RANK.indexOf('Inconclusive');
  return RANK.indexOf(verdict);
}

const BLIND: Omit<Assessment, 'at'> = {
  verdict: null,
  score: null,
  sentence: 'Nobody can tell: no service of the model is known',
  signals: [],
  recovered: false,
  problem: 'no service of the model is known',
  runningVersion: undefined,
  runningSince: undefined,
};
