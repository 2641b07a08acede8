import { z } from 'zod';
import type { Target } from '../../flow/rollbackRecord.ts';
import type { Intent, Lookup, Planned } from '../adapter.ts';
import type { Way } from '../liveChecked.ts';
import { sameCommit, type GoodRelease } from '../goodRelease.ts';
import { liveSnapshot } from '../liveCommit.ts';
import { RECONNECT_MS, triggeredOf } from '../outcome.ts';
import { pagesOf, type Reading } from '../reading.ts';
import { progressOf } from './ciState.ts';
import type { GitlabParts } from './gitlabParts.ts';
import { successfulDeployments, type GitlabDeployment } from './gitlabApi.ts';
import { started } from './pipelineWay.ts';

const PAGE = 100;
const MOST_PAGES = 5;

const projectSchema = z.object({
  ci_forward_deployment_enabled: z.boolean().nullish(),
  ci_forward_deployment_rollback_allowed: z.boolean().nullish(),
});
const jobSchema = z.object({
  id: z.int().positive(),
  name: z.string(),
  status: z.string(),
  web_url: z.string(),
  failure_reason: z.string().nullish(),
  erased_at: z.string().nullish(),
  archived: z.boolean().nullish(),
});
type Job = z.output<typeof jobSchema>;

type Prepared = { readonly kind: 'prepared' } & Pick<Target, 'fields' | 'snapshot'>;

type RetryWay = Way & {
  prepare(
    good: GoodRelease,
    commit: string,
    bad: string | undefined,
    signal: AbortSignal,
  ): Promise<Prepared | Exclude<Planned, { kind: 'target' }>>;
};

/**
 * Runs the job of an earlier, successful deployment again. GitLab makes a new job of every retry and carries nothing of
 * ours along: what was started is a job of that name, in that pipeline, newer than those that were there when it was planned.
 */
export function retryWay({ project, clock }: GitlabParts, environment: string): RetryWay {
  const jobsNamed = async (pipeline: string, name: string, signal: AbortSignal): Promise<Reading<readonly Job[]>> => {
    const listing = await pagesOf(
      (page) =>
        project.get(
          `/pipelines/${encodeURIComponent(pipeline)}/jobs`,
          { include_retried: 'true', per_page: PAGE, page },
          z.array(jobSchema),
          signal,
        ),
      { size: PAGE, most: MOST_PAGES, enough: () => false },
    );
    if (listing.kind === 'some') return { kind: 'failed', reason: listing.reason };
    return { kind: 'read', value: listing.items.filter((job) => job.name === name).sort((a, b) => a.id - b.id) };
  };

  const find = async ({ target }: Intent, signal: AbortSignal): Promise<Lookup> => {
    const { pipeline = '', jobName = '' } = target.fields;
    const jobs = await jobsNamed(pipeline, jobName, signal);
    if (jobs.kind !== 'read') return { kind: 'unsure', reason: `GitLab: ${jobs.reason}` };
    const newest = Number(target.snapshot['newestJob'] ?? Number.NaN);
    const ours = jobs.value.find(({ id }) => id > newest);
    return ours === undefined ? { kind: 'none' } : { kind: 'found', externalId: String(ours.id), url: ours.web_url };
  };

  const retryable = async (
    { deployable }: GitlabDeployment,
    signal: AbortSignal,
  ): Promise<Pick<Prepared, 'fields' | 'snapshot'> | Exclude<Planned, { kind: 'target' }>> => {
    if (!deployable) return { kind: 'unclear', reason: 'its deployment was not made by a job' };
    const job = await project.get(`/jobs/${String(deployable.id)}`, {}, jobSchema, signal);
    if (job.kind === 'absent') return { kind: 'unclear', reason: `its job ${String(deployable.id)} is gone` };
    if (job.kind === 'failed') return { kind: 'unanswered', reason: `GitLab: ${job.reason}` };
    if (job.value.erased_at || job.value.archived === true) {
      return { kind: 'unclear', reason: `its job ${String(deployable.id)} was erased or archived` };
    }
    const pipeline = String(deployable.pipeline.id);
    const jobs = await jobsNamed(pipeline, deployable.name, signal);
    if (jobs.kind !== 'read') return { kind: 'unanswered', reason: `GitLab: ${jobs.reason}` };
    return {
      fields: { job: String(deployable.id), jobName: deployable.name, pipeline },
      snapshot: { newestJob: String(jobs.value.at(-1)?.id ?? deployable.id) },
    };
  };

  return {
    find,

    async prepare(good, commit, bad, signal) {
      const flags = await project.get('', {}, projectSchema, signal);
      if (flags.kind !== 'read') return { kind: 'unanswered', reason: `GitLab: ${flags.reason}` };
      if (flags.value.ci_forward_deployment_enabled === true && !flags.value.ci_forward_deployment_rollback_allowed) {
        return {
          kind: 'unclear',
          reason:
            'GitLab prevents outdated deployment jobs and does not allow job retries for rollback: allow them in its CI/CD settings',
        };
      }
      const deployments = await successfulDeployments(project, environment, PAGE, signal);
      if (deployments.kind !== 'read') return { kind: 'unanswered', reason: `GitLab: ${deployments.reason}` };
      const [live] = deployments.value;
      const found = deployments.value.find(({ sha }) => sameCommit(sha, commit));
      if (found === undefined || (bad !== undefined && sameCommit(found.sha, bad))) {
        return {
          kind: 'unclear',
          reason: `none of the newest ${String(PAGE)} successful deployments to ${environment} is of ${good.version}`,
        };
      }
      const job = await retryable(found, signal);
      if ('kind' in job) return job;
      return {
        kind: 'prepared',
        fields: { ...job.fields, commit: found.sha },
        snapshot: {
          ...job.snapshot,
          ...liveSnapshot(live === undefined ? undefined : { id: live.id, commit: live.sha }),
        },
      };
    },

    async trigger(intent, signal) {
      const before = await find(intent, signal);
      if (before.kind === 'found') return { kind: 'accepted', externalId: before.externalId, url: before.url };
      if (before.kind === 'unsure') return { kind: 'later', afterMs: RECONNECT_MS, reason: before.reason };
      const job = encodeURIComponent(intent.target.fields['job'] ?? '');
      return triggeredOf(await project.post(`/jobs/${job}/retry`, {}, signal), clock.now(), started);
    },

    async status(_intent, externalId, signal) {
      const reading = await project.get(`/jobs/${encodeURIComponent(externalId)}`, {}, jobSchema, signal);
      if (reading.kind !== 'read') return { kind: 'unsure', reason: `GitLab: ${reading.reason}` };
      return progressOf('job', reading.value.status, reading.value.failure_reason);
    },
  };
}
