import { faultyServer, type FakeAnswer, type FakeRequest, type FaultyServer } from './faultyServer.ts';

export interface FakePipeline {
  readonly id: number;
  readonly source: 'api' | 'trigger';
  readonly ref: string;
  readonly updatedAt: number;
  readonly variables: Readonly<Record<string, string>>;
  status: string;
}

export interface FakeJob {
  readonly id: number;
  readonly name: string;
  readonly pipeline: number;
  readonly sha: string;
  status: string;
  failure?: string;
  erased?: boolean;
  archived?: boolean;
}

export interface FakeGitlabDeployment {
  readonly id: number;
  readonly sha: string;
  readonly job: number | undefined;
}

/** What can be switched while it runs. */
export interface GitlabTraps {
  /** So many listings do not show the newest pipeline or job yet. */
  lag: number;
  preventsOutdated: boolean;
  allowsRollback: boolean;
  showsVariables: boolean;
  isRetryable: boolean;
}

export interface FakeGitlab extends FaultyServer {
  readonly token: string;
  readonly triggerToken: string;
  readonly traps: GitlabTraps;
  readonly pipelines: FakePipeline[];
  readonly jobs: FakeJob[];
  /** Correlation ids of the pipelines that were created, in order. */
  readonly executions: readonly string[];
  /** Ids of the jobs that retries made. */
  readonly retries: readonly number[];
  /** A successful deployment by a job of its own pipeline. */
  deploy(sha: string): FakeJob;
  /** Ends a pipeline; where it succeeds, the target's commit is deployed. */
  endPipeline(correlationId: string, how: 'succeeded' | 'failed'): void;
  endJob(id: number, how: 'succeeded' | 'failed'): void;
}

interface State extends Pick<FakeGitlab, 'traps' | 'pipelines' | 'jobs' | 'token' | 'triggerToken'> {
  readonly deployments: FakeGitlabDeployment[];
  readonly executions: string[];
  readonly retries: number[];
  nextId(): number;
}

type Route = readonly [string, RegExp, (state: State, request: FakeRequest, id: number) => FakeAnswer];

const PROJECT = '/api/v4/projects/acme/shop';
const PREFIX = 'ROLLBACK_';

/** GitLab's API (v4) for the project acme/shop. */
export async function fakeGitlab(): Promise<FakeGitlab> {
  let lastId = 5000;
  const state: State = {
    token: 'glpat-faketoken01234',
    triggerToken: 'glptt-faketrigger01',
    traps: { lag: 0, preventsOutdated: true, allowsRollback: true, showsVariables: true, isRetryable: true },
    pipelines: [],
    jobs: [],
    deployments: [],
    executions: [],
    retries: [],
    nextId: () => ++lastId,
  };
  const server = await faultyServer((request) => {
    const isTrigger = request.path === `${PROJECT}/trigger/pipeline`;
    if (!isTrigger && request.headers['private-token'] !== state.token) {
      return { status: 401, json: { message: '401 Unauthorized' } };
    }
    for (const [method, path, answer] of ROUTES) {
      const match = path.exec(request.path.replace(PROJECT, ''));
      if (request.path.startsWith(PROJECT) && request.method === method && match !== null) {
        return answer(state, request, Number(match[1]));
      }
    }
    return NOT_FOUND;
  });
  const deployed = (sha: string, job: number | undefined) => {
    state.deployments.push({ id: state.nextId(), sha, job });
  };
  return {
    ...server,
    ...state,
    deploy(sha) {
      const job = { id: state.nextId(), name: 'deploy', pipeline: state.nextId(), sha, status: 'success' };
      state.jobs.push(job);
      deployed(sha, job.id);
      return job;
    },
    endPipeline(correlationId, how) {
      const pipeline = state.pipelines.find((one) => one.variables[`${PREFIX}CORRELATION_ID`] === correlationId);
      if (pipeline === undefined) return;
      pipeline.status = how === 'succeeded' ? 'success' : 'failed';
      if (how === 'succeeded') deployed(pipeline.variables[`${PREFIX}TARGET_SHA`] ?? '', undefined);
    },
    endJob(id, how) {
      const job = state.jobs.find((one) => one.id === id);
      if (job === undefined) return;
      job.status = how === 'succeeded' ? 'success' : 'failed';
      if (how === 'succeeded') deployed(job.sha, job.id);
      else job.failure = 'script_failure';
    },
  };
}

const NOT_FOUND: FakeAnswer = { status: 404, json: { message: '404 Not Found' } };

const ROUTES: readonly Route[] = [
  ['GET', /^$/, project],
  ['POST', /^\/pipeline$/, createPipeline],
  ['POST', /^\/trigger\/pipeline$/, triggerPipeline],
  ['GET', /^\/pipelines$/, listPipelines],
  ['GET', /^\/pipelines\/(\d+)$/, showPipeline],
  ['GET', /^\/pipelines\/(\d+)\/variables$/, listVariables],
  ['GET', /^\/pipelines\/(\d+)\/jobs$/, listJobs],
  ['GET', /^\/jobs\/(\d+)$/, showJob],
  ['POST', /^\/jobs\/(\d+)\/retry$/, retryJob],
  ['GET', /^\/deployments$/, listDeployments],
];

function project({ traps }: State): FakeAnswer {
  const json = {
    id: 42,
    path_with_namespace: 'acme/shop',
    ci_forward_deployment_enabled: traps.preventsOutdated,
    ci_forward_deployment_rollback_allowed: traps.allowsRollback,
  };
  return { status: 200, json };
}

function createPipeline(state: State, { body }: FakeRequest): FakeAnswer {
  const asked = JSON.parse(body) as { ref?: string; variables?: { key: string; value: string }[] };
  const variables = Object.fromEntries((asked.variables ?? []).map(({ key, value }) => [key, value]));
  return created(state, 'api', asked.ref, variables);
}

function triggerPipeline(state: State, { body, query }: FakeRequest): FakeAnswer {
  const asked = JSON.parse(body) as { ref?: string; token?: string; variables?: Record<string, string> };
  if ((asked.token ?? query.get('token')) !== state.triggerToken) return NOT_FOUND;
  return created(state, 'trigger', asked.ref, asked.variables ?? {});
}

function created(
  state: State,
  source: FakePipeline['source'],
  ref: string | undefined,
  variables: Readonly<Record<string, string>>,
): FakeAnswer {
  if (ref !== 'main') return { status: 400, json: { message: { base: ['Reference not found'] } } };
  const pipeline = { id: state.nextId(), source, ref, variables, updatedAt: Date.now(), status: 'created' };
  state.pipelines.push(pipeline);
  state.executions.push(variables[`${PREFIX}CORRELATION_ID`] ?? '');
  return { status: 201, json: pipelineAnswer(pipeline) };
}

function pipelineAnswer({ id, source, ref, updatedAt, status }: FakePipeline): object {
  const at = new Date(updatedAt).toISOString();
  const web_url = `https://gitlab.example.com/acme/shop/-/pipelines/${String(id)}`;
  return {
    id,
    iid: 1,
    project_id: 42,
    sha: 'f'.repeat(40),
    ref,
    source,
    status,
    web_url,
    created_at: at,
    updated_at: at,
  };
}

/** One page of what was asked for, newest first. */
function pageOf<T>(items: readonly T[], query: URLSearchParams): readonly T[] {
  const size = Math.min(Number(query.get('per_page') ?? 20), 100);
  const start = (Number(query.get('page') ?? 1) - 1) * size;
  return [...items].reverse().slice(start, start + size);
}

function lagging<T>(traps: GitlabTraps, items: readonly T[]): readonly T[] {
  if (traps.lag <= 0) return items;
  traps.lag -= 1;
  return items.slice(0, -1);
}

function listPipelines({ traps, pipelines }: State, { query }: FakeRequest): FakeAnswer {
  const since = Date.parse(query.get('updated_after') ?? '1970-01-01');
  const found = lagging(traps, pipelines).filter(
    (one) => one.source === query.get('source') && one.ref === query.get('ref') && one.updatedAt >= since,
  );
  return { status: 200, json: pageOf(found, query).map(pipelineAnswer) };
}

function showPipeline({ pipelines }: State, _: FakeRequest, id: number): FakeAnswer {
  const pipeline = pipelines.find((one) => one.id === id);
  return pipeline === undefined ? NOT_FOUND : { status: 200, json: pipelineAnswer(pipeline) };
}

function listVariables({ traps, pipelines }: State, _: FakeRequest, id: number): FakeAnswer {
  const pipeline = pipelines.find((one) => one.id === id);
  if (pipeline === undefined) return NOT_FOUND;
  if (!traps.showsVariables) return { status: 403, json: { message: '403 Forbidden' } };
  const json = Object.entries(pipeline.variables).map(([key, value]) => ({ variable_type: 'env_var', key, value }));
  return { status: 200, json };
}

function jobAnswer({ id, name, pipeline, status, failure, erased, archived }: FakeJob): object {
  return {
    id,
    name,
    status,
    stage: 'deploy',
    web_url: `https://gitlab.example.com/acme/shop/-/jobs/${String(id)}`,
    pipeline: { id: pipeline },
    archived: archived ?? false,
    erased_at: erased === true ? '2026-11-01T00:00:00Z' : null,
    ...(failure === undefined ? {} : { failure_reason: failure }),
  };
}

function listJobs({ traps, jobs, retries }: State, { query }: FakeRequest, id: number): FakeAnswer {
  const hidden = traps.lag > 0 ? retries.at(-1) : undefined;
  if (traps.lag > 0) traps.lag -= 1;
  const found = jobs.filter((job) => job.pipeline === id && job.id !== hidden);
  const newest = query.get('include_retried') === 'true' ? found : found.slice(-1);
  return { status: 200, json: pageOf(newest, query).map(jobAnswer) };
}

function showJob({ jobs }: State, _: FakeRequest, id: number): FakeAnswer {
  const job = jobs.find((one) => one.id === id);
  return job === undefined ? NOT_FOUND : { status: 200, json: jobAnswer(job) };
}

function retryJob(state: State, _: FakeRequest, id: number): FakeAnswer {
  const job = state.jobs.find((one) => one.id === id);
  if (job === undefined) return NOT_FOUND;
  if (!state.traps.isRetryable) return { status: 403, json: { message: '403 Forbidden - Job is not retryable' } };
  const { name, pipeline, sha } = job;
  const again: FakeJob = { id: state.nextId(), name, pipeline, sha, status: 'pending' };
  state.jobs.push(again);
  state.retries.push(again.id);
  return { status: 201, json: jobAnswer(again) };
}

function listDeployments({ jobs, deployments }: State, { query }: FakeRequest): FakeAnswer {
  const found = query.get('environment') === 'production' && query.get('status') === 'success' ? deployments : [];
  const json = pageOf(found, query).map(({ id, sha, job }) => {
    const by = jobs.find((one) => one.id === job);
    const deployable = by === undefined ? null : { ...jobAnswer(by), pipeline: { id: by.pipeline } };
    return { id, iid: 1, ref: 'main', sha, status: 'success', environment: { name: 'production' }, deployable };
  });
  return { status: 200, json };
}
