import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import type { Adapter, PlanRequest } from '../adapters/adapter.ts';
import type { PlannedStep, PlanOutcome } from './guards.ts';
import type { ReleasePolicy } from './releasePolicy.ts';
import type { RollbackRecord } from './rollbackRecord.ts';
import { isKept, versionOf } from './intent.ts';

/** The record of the version that goes, and of the one that comes back. Deployments are newest first. */
export function releasesOf(
  record: RollbackRecord,
  deployments: readonly DeploymentRecord[],
  neverBack: readonly string[],
): Pick<PlanRequest, 'bad' | 'good'> {
  const bad = deployments.find((one) => isBad(one, record));
  const version = bad?.version ?? record.version;
  const good = olderThan(bad, deployments, record).find((one) => isGood(one, version, neverBack));
  const named = bad?.previousVersion ?? record.deployment.previousVersion ?? undefined;
  const previous = good?.version ?? (named === undefined || neverBack.includes(named) ? undefined : named);
  return {
    bad: { version, record: bad },
    good: previous === undefined ? undefined : { version: previous, record: good },
  };
}

/** Where nobody could name the release, it is what ran when its alert began. */
function isBad({ version, startedAt, outcome }: DeploymentRecord, record: RollbackRecord): boolean {
  if (record.version !== '') return version === record.version;
  return outcome !== 'failed' && Date.parse(startedAt) <= record.alert.startedAt;
}

function olderThan(
  bad: DeploymentRecord | undefined,
  deployments: readonly DeploymentRecord[],
  record: RollbackRecord,
): readonly DeploymentRecord[] {
  // Of a release that is not known, any of them may be the one that goes.
  if (bad === undefined) return record.version === '' ? [] : deployments;
  return deployments.filter((one) => Date.parse(one.startedAt) < Date.parse(bad.startedAt));
}

/** Deployments that go with the bad one: those between it and the one that comes back, newest first. */
export function goneWith(
  { bad, good }: Pick<PlanRequest, 'bad' | 'good'>,
  deployments: readonly DeploymentRecord[],
): readonly DeploymentRecord[] {
  const { record: newest } = bad;
  const oldest = good?.record;
  if (newest === undefined || oldest === undefined) return [];
  const [from, to] = [Date.parse(oldest.startedAt), Date.parse(newest.startedAt)];
  return deployments.filter(({ version, kind, startedAt }) => {
    const at = Date.parse(startedAt);
    return kind === 'deploy' && version !== bad.version && at > from && at < to;
  });
}

function isGood(one: DeploymentRecord, bad: string, neverBack: readonly string[]): boolean {
  return (
    one.version !== bad &&
    one.outcome !== 'failed' &&
    one.judged?.verdict !== 'High' &&
    !neverBack.includes(one.version)
  );
}

/** Asks every step's adapter for its explicit target. Changes nothing anywhere. */
export async function planSteps(
  record: RollbackRecord,
  policy: ReleasePolicy,
  adapters: ReadonlyMap<string, Adapter>,
  request: PlanRequest,
  signal: AbortSignal,
): Promise<PlanOutcome> {
  const steps: PlannedStep[] = [];
  const done = new Set(record.steps.filter(isKept).map(({ id }) => id));
  for (const step of policy.steps) {
    if (done.has(step.id)) continue;
    const adapter = adapters.get(step.adapter);
    if (adapter === undefined) return { kind: 'unclear', reason: `the adapter "${step.adapter}" is not configured` };
    const planned = await adapter.plan(request, signal);
    if (planned.kind === 'unclear' || planned.kind === 'unanswered') {
      return { kind: planned.kind, reason: `${step.id}: ${planned.reason}` };
    }
    steps.push({ id: step.id, target: planned.kind === 'target' ? planned.target : undefined });
  }
  const unseen = unseenInstances(policy, steps);
  if (unseen !== undefined) {
    return {
      kind: 'unclear',
      reason: `${unseen}: nothing tells which instances are bad, and the database comes after`,
    };
  }
  if (steps.every(({ target }) => target === undefined) && done.size === 0) {
    return { kind: 'unclear', reason: 'no step has anything to bring back' };
  }
  const kept = record.steps.filter(isKept).map(({ target }) => target);
  const version = versionOf([...kept, ...steps.map(({ target }) => target)]) ?? request.good?.version;
  return { kind: 'planned', version, steps };
}

/** The step that would have to see that nothing bad runs before a database goes back, and cannot. */
function unseenInstances({ steps }: ReleasePolicy, planned: readonly PlannedStep[]): string | undefined {
  const goesBack = (id: string) => planned.some((step) => step.id === id && step.target !== undefined);
  const isLeftOut = (id: string) => planned.some((step) => step.id === id && step.target === undefined);
  if (!steps.some(({ id, kind }) => kind === 'database' && goesBack(id))) return undefined;
  return steps.find(({ id, kind }) => kind === 'instances' && isLeftOut(id))?.id;
}
