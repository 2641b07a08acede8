import { type Facts, guard, type Guarded } from './guards.ts';
import { holdsNow } from './holdsNow.ts';
import { look } from './look.ts';
import { newestDeployment } from './newestDeployment.ts';
import type { FlowParts } from './parts.ts';
import { pastOf, withTarget } from './past.ts';
import { goneWith, planSteps, releasesOf } from './planSteps.ts';
import type { RollbackRecord } from './rollbackRecord.ts';
import type { Rules } from './rules.ts';

/** A record with everything that was found out about it now, and what may happen to it. */
export interface Examined {
  readonly facts: Facts;
  readonly guarded: Guarded;
}

/** Looks at a release afresh, at who holds it, and at what could come back. */
export async function examine(
  parts: FlowParts,
  record: RollbackRecord,
  rules: Rules,
  signal: AbortSignal,
): Promise<Examined> {
  const { policy, sharedBy } = rules;
  const { record: known, assessment, assessments, deployments, services } = await look(parts, record, rules, signal);
  const past = await parts.store.transaction((tx) => pastOf(tx, record, deployments));
  const releases = releasesOf(record, deployments, past.neverBack);
  const request = { service: record.service, labels: record.labels, neverBack: past.neverBack, ...releases };
  const plan = await planSteps(record, policy, parts.adapters, request, signal);
  const neverBack = await parts.store.transaction((tx) => withTarget(tx, record, plan, past.neverBack, deployments));
  // The last that is looked at: whoever placed a hold meanwhile was told that it holds.
  const { holds, problem } = await holdsNow(parts, record, rules, services, signal);
  const now = parts.clock.now();
  const facts: Facts = {
    now,
    record: known,
    policy,
    assessment,
    newest: newestDeployment(deployments, now),
    goneWith: goneWith(releases, deployments),
    ...past,
    neverBack,
    holds,
    holdsProblem: problem,
    plan,
    tenants:
      sharedBy === undefined
        ? undefined
        : { high: assessments.filter(({ verdict }) => verdict === 'High').length, all: assessments.length },
  };
  return { facts, guarded: guard(facts) };
}
