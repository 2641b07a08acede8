import type { ReadSecret } from '../../config/secret.ts';
import type { Egress } from '../../egress/egress.ts';
import type { Adapter, Planned, PlanRequest } from '../adapter.ts';
import { sendCallOver } from '../../egress/exchange.ts';
import { goodReleaseOf, targetOf } from '../goodRelease.ts';
import { liveChecked } from '../liveChecked.ts';
import { liveSnapshot, type ReadLive } from '../liveCommit.ts';
import { gitlabProject, successfulDeployments } from './gitlabApi.ts';
import type { GitlabParts } from './gitlabParts.ts';
import { pipelineWay } from './pipelineWay.ts';
import { retryWay } from './retryWay.ts';
import type { GitlabSettings } from './settings.ts';

/** Rolls back by a GitLab pipeline or job. Throws what `readSecret` throws. */
export function gitlabAdapter(
  settings: GitlabSettings,
  { egress, readSecret }: { readonly egress: Egress; readonly readSecret: ReadSecret },
): Adapter {
  const token = readSecret(settings.token);
  const triggerToken = settings.triggerToken === undefined ? undefined : readSecret(settings.triggerToken);
  const send = sendCallOver(egress, [token, triggerToken ?? '']);
  const project = gitlabProject(settings, token, send);
  const parts: GitlabParts = { settings, project, triggerToken, clock: egress.clock };
  const { environment } = settings;
  const retry = settings.way === 'retryDeployJob' ? retryWay(parts, environment ?? '') : undefined;
  const way = retry ?? pipelineWay(parts, settings.ref ?? '');

  const readLive: ReadLive | undefined =
    environment === undefined
      ? undefined
      : async (signal) => {
          const listed = await successfulDeployments(project, environment, 1, signal);
          if (listed.kind !== 'read') return listed;
          const [newest] = listed.value;
          return { kind: 'read', value: newest === undefined ? undefined : { id: newest.id, commit: newest.sha } };
        };

  const plan = async (request: PlanRequest, signal: AbortSignal): Promise<Planned> => {
    const good = goodReleaseOf(request);
    if (good.kind === 'unclear') return good;
    const at = egress.clock.now();
    if (readLive === undefined) {
      return targetOf(good, at, { fields: {}, snapshot: { verifiedBy: 'the status of the pipeline alone' } });
    }
    if (good.commit === undefined) {
      return { kind: 'unclear', reason: `the commit of ${good.version} is not known` };
    }
    if (retry !== undefined) {
      const prepared = await retry.prepare(good, good.commit, request.bad.record?.commit, signal);
      return prepared.kind === 'prepared' ? targetOf(good, at, prepared) : prepared;
    }
    const before = await readLive(signal);
    if (before.kind !== 'read') return { kind: 'unanswered', reason: before.reason };
    return targetOf(good, at, { fields: {}, snapshot: liveSnapshot(before.value) });
  };

  return {
    kind: 'gitlab',
    searchable: { kind: 'after', times: 3, everyMs: 20_000 },
    plan,
    ...liveChecked(way, readLive, 'its pipeline'),
  };
}
