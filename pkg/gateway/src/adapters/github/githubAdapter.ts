import type { ReadSecret } from '../../config/secret.ts';
import type { Egress } from '../../egress/egress.ts';
import type { Adapter, Planned, PlanRequest } from '../adapter.ts';
import { sendCallOver } from '../../egress/exchange.ts';
import { goodReleaseOf, targetOf } from '../goodRelease.ts';
import { liveChecked } from '../liveChecked.ts';
import { liveSnapshot, type ReadLive } from '../liveCommit.ts';
import { deploymentWay } from './deploymentWay.ts';
import { githubRequests } from './githubApi.ts';
import type { GithubParts } from './githubParts.ts';
import { liveDeployment } from './liveDeployment.ts';
import type { GithubSettings } from './settings.ts';
import { workflowWay } from './workflowWay.ts';

/** Rolls back by a GitHub workflow or deployment. Throws what `readSecret` throws. */
export function githubAdapter(
  settings: GithubSettings,
  { egress, readSecret }: { readonly egress: Egress; readonly readSecret: ReadSecret },
): Adapter {
  const token = readSecret(settings.token);
  const send = sendCallOver(egress, [token]);
  const parts: GithubParts = { settings, requests: githubRequests(settings, token), send, clock: egress.clock };
  const { environment } = settings;
  const workflow = workflowWay(parts);
  const isDeployment = settings.deployments && environment !== undefined;
  const way = isDeployment ? deploymentWay(parts, environment) : workflow;

  const readLive: ReadLive | undefined =
    environment === undefined
      ? undefined
      : (signal) => liveDeployment(environment, parts.requests, (call) => send(call, signal));

  const plan = async (request: PlanRequest, signal: AbortSignal): Promise<Planned> => {
    const good = goodReleaseOf(request);
    if (good.kind === 'unclear') return good;
    if (good.commit === undefined && (environment !== undefined || needsCommit(settings))) {
      return { kind: 'unclear', reason: `the commit of ${good.version} is not known` };
    }
    const obstacle = isDeployment ? undefined : await workflow.preflight(signal);
    if (obstacle !== undefined) return obstacle;
    const at = egress.clock.now();
    if (readLive === undefined) {
      return targetOf(good, at, { fields: {}, snapshot: { verifiedBy: 'the conclusion of the workflow alone' } });
    }
    const before = await readLive(signal);
    if (before.kind !== 'read') return { kind: 'unanswered', reason: before.reason };
    return targetOf(good, at, { fields: {}, snapshot: liveSnapshot(before.value) });
  };

  return {
    kind: 'github',
    searchable: settings.searchable || isDeployment ? { kind: 'after', times: 3, everyMs: 30_000 } : { kind: 'never' },
    plan,
    ...liveChecked(way, readLive, 'its run'),
  };
}

function needsCommit({ inputs, deployments }: GithubSettings): boolean {
  return deployments || !inputs.includes('target_version');
}
