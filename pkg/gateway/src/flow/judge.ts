import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import type { Hold } from '@release-risk/contract/hold';
import { isUnderWay } from '@release-risk/contract/rollback';
import type { Identity, RiskModel } from '@release-risk/model/model';
import type { StoreTransaction } from '../store/store.ts';
import { withDeployment } from './enrich.ts';
import { type Facts, guard, type Guarded } from './guards.ts';
import { knownDeployments } from './handleDelivery.ts';
import type { FlowParts } from './parts.ts';
import { newestDeployment } from './newestDeployment.ts';
import { goneWith, planSteps, releasesOf } from './planSteps.ts';
import { leastMode, type ReleasePolicy } from './releasePolicy.ts';
import type { Assessment, RollbackRecord } from './rollbackRecord.ts';

/** How many rollbacks of a service are looked back upon. */
const LOOKED_BACK = 50;

/** What a record is judged by, beside itself. */
export interface Rules {
  readonly model: RiskModel;
  readonly policy: ReleasePolicy;
  /** The label of the tenants that share the deployment. */
  readonly sharedBy: string | undefined;
}

/** The model and the policy of a record; undefined where its model is not known any more. */
export function rulesOfRecord(parts: FlowParts, record: RollbackRecord): Rules | undefined {
  const model = parts.modelOf(record.model);
  if (model === undefined) return undefined;
  const { policy, sharedBy } = parts.rulesOf(model, record.labels);
  return { model, policy: { ...policy, mode: leastMode(policy.mode, record.alert.action) }, sharedBy };
}

/** A release as it is now: its score, and what is deployed. Asks nothing of the pipeline. */
export interface Look {
  /** With what is known of its deployment by now. */
  readonly record: RollbackRecord;
  /** Of several tenants the worst. */
  readonly assessment: Assessment;
  readonly assessments: readonly Assessment[];
  readonly deployments: readonly DeploymentRecord[];
  /** Labels of what the deployment serves. */
  readonly concerned: readonly Identity[];
}

/** Looks at a release afresh. */
export async function look(
  parts: FlowParts,
  record: RollbackRecord,
  { model, sharedBy }: Rules,
  signal: AbortSignal,
): Promise<Look> {
  const services = await servicesOfRecord(parts, record, model, sharedBy, signal);
  const deployments = await knownDeployments(parts, model, services[0] ?? record.labels, signal);
  const assessments = await parts.assess(model, services, deployments.slice(0, 1), signal);
  const assessment = worstOf(assessments, parts.clock.now());
  return {
    record: withDeployment(record, deployments, assessment),
    assessment,
    assessments,
    deployments,
    concerned: services.length === 0 ? [record.labels] : services,
  };
}

/** A record with everything that was found out about it now, and what may happen to it. */
export interface Examined {
  readonly facts: Facts;
  readonly guarded: Guarded;
  /** Labels of what the deployment serves. */
  readonly concerned: readonly Identity[];
}

/** Looks at a release afresh, at who holds it, and at what could come back. */
export async function examine(
  parts: FlowParts,
  record: RollbackRecord,
  rules: Rules,
  signal: AbortSignal,
): Promise<Examined> {
  const { model, policy, sharedBy } = rules;
  const { record: known, assessment, assessments, deployments, concerned } = await look(parts, record, rules, signal);
  const [outside, past] = await Promise.all([
    Promise.all(concerned.map((labels) => parts.outsideHolds(model, labels, signal))),
    parts.store.transaction((tx) => pastOf(tx, record, deployments)),
  ]);
  const now = parts.clock.now();
  const own = await parts.store.transaction((tx) => tx.holds(now));
  const releases = releasesOf(record, deployments, past.neverBack);
  const request = { service: record.service, labels: record.labels, neverBack: past.neverBack, ...releases };
  const plan = await planSteps(record, policy, parts.adapters, request, signal);
  const facts: Facts = {
    now,
    record: known,
    policy,
    assessment,
    newest: newestDeployment(deployments, now),
    goneWith: goneWith(releases, deployments),
    holds: [
      ...own.filter((hold) => concernsAny(hold, concerned)),
      ...new Map(outside.flatMap(({ holds }) => holds).map((hold) => [hold.id, hold])).values(),
    ],
    holdsProblem: outside.find(({ problem }) => problem !== undefined)?.problem,
    ...past,
    plan,
    tenants:
      sharedBy === undefined
        ? undefined
        : { high: assessments.filter(({ verdict }) => verdict === 'High').length, all: assessments.length },
  };
  return { facts, guarded: guard(facts), concerned };
}

/** The services that one deployment serves: one, or that of every tenant. */
async function servicesOfRecord(
  parts: FlowParts,
  record: RollbackRecord,
  model: RiskModel,
  sharedBy: string | undefined,
  signal: AbortSignal,
): Promise<readonly Identity[]> {
  if (sharedBy === undefined) return [record.labels];
  const all = await parts.servicesOf(model, signal);
  return all.filter((one) => Object.entries(record.labels).every(([label, value]) => one[label] === value));
}

/** The labels that a hold names are those of the release; one that names none holds everything. */
export function concerns({ labels }: Pick<Hold, 'labels'>, release: Readonly<Record<string, string>>): boolean {
  return Object.entries(labels).every(([label, value]) => release[label] === value);
}

/** Of a deployment that serves several tenants: whoever holds one of them holds it. */
export function concernsAny(hold: Pick<Hold, 'labels'>, releases: readonly Identity[]): boolean {
  return releases.some((labels) => concerns(hold, labels));
}

async function pastOf(
  tx: StoreTransaction,
  record: RollbackRecord,
  deployments: readonly DeploymentRecord[],
): Promise<Pick<Facts, 'lastRollbackAt' | 'neverBack' | 'isBeingVerified'>> {
  const all = await tx.rollbacks({ identityKey: record.identityKey, limit: LOOKED_BACK });
  const others = all.filter(({ id, steps }) => id !== record.id && steps.some(({ calls }) => calls > 0));
  const ends = others.map(({ endedAt, updatedAt }) => endedAt ?? updatedAt);
  return {
    lastRollbackAt: ends.length === 0 ? undefined : Math.max(...ends),
    isBeingVerified: others.some(({ state, target }) => isUnderWay(state) && target === record.version),
    neverBack: [
      ...new Set(
        [record, ...others.filter((one) => !wasMended(one, deployments))]
          .map(({ version }) => version)
          .filter((version) => version !== ''),
      ),
    ],
  };
}

/** Somebody deployed the version anew after it had been rolled back, and it came to run. */
function wasMended({ version, endedAt }: RollbackRecord, deployments: readonly DeploymentRecord[]): boolean {
  return deployments.some(
    (one) =>
      one.version === version &&
      one.kind === 'deploy' &&
      one.outcome === 'succeeded' &&
      Date.parse(one.startedAt) > (endedAt ?? Infinity),
  );
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
