import { faultyServer, type FakeAnswer, type FakeRequest, type FaultyServer } from './faultyServer.ts';
import { githubExample } from './githubDefinition.ts';

export interface FakeRun {
  readonly id: number;
  readonly title: string;
  readonly createdAt: number;
  readonly inputs: Readonly<Record<string, string>>;
  status: string;
  conclusion: string | null;
}

export interface FakeDeployment {
  readonly id: number;
  readonly sha: string;
  readonly environment: string;
  readonly task: string;
  readonly payload: unknown;
  readonly createdAt: number;
  /** Newest first. */
  readonly states: string[];
}

/** What can be switched while it runs. */
export interface GithubTraps {
  /** What a dispatch answers: the details where asked for, never (204), or a 422 that names the flag (old servers). */
  details: 'given' | 'ignored' | 'refused';
  /** So many listings do not show the newest run yet. */
  lag: number;
  /** GitHub lists 1,000 runs of a search; a smaller number is quicker to reach. */
  mostListed: number;
  workflowState: string;
  workflowText: string | undefined;
  declaredInputs: readonly string[];
  /** Payloads come back as text. */
  payloadAsText: boolean;
  /** What creating a deployment answers: made, 202 (merged only) or 409. */
  deploying: 'made' | 'merged' | 'conflict';
}

export interface FakeGithub extends FaultyServer {
  readonly token: string;
  readonly traps: GithubTraps;
  readonly runs: FakeRun[];
  readonly deployments: FakeDeployment[];
  /** Correlation ids of what was really begun, in order. */
  readonly executions: readonly string[];
  /** Ends the run or deployment with this id; where it succeeds, the target's commit is deployed. */
  end(correlationId: string, how: 'succeeded' | 'failed'): void;
  deploy(sha: string, states?: readonly string[], more?: Partial<FakeDeployment>): FakeDeployment;
}

const INPUTS = ['correlation_id', 'target_version', 'target_sha', 'bad_version', 'service', 'reason'];
const RUN_NAME = 'run-name: rollback ${{ inputs.correlation_id }}\non: workflow_dispatch\n';
const ENVIRONMENT = 'production';
const REPOSITORY = '/repos/acme/shop';

interface State {
  readonly traps: GithubTraps;
  readonly runs: FakeRun[];
  readonly deployments: FakeDeployment[];
  readonly executions: string[];
  readonly deploy: FakeGithub['deploy'];
}

type Route = readonly [string, RegExp, (state: State, request: FakeRequest, id: number) => FakeAnswer];

/** GitHub's API for the repository acme/shop with a workflow rollback.yml, as its OpenAPI definition has it. */
export async function fakeGithub(): Promise<FakeGithub> {
  const token = 'ghs_faketoken0123456789';
  let lastId = 1000;
  const deployments: FakeDeployment[] = [];
  const state: State = {
    traps: {
      details: 'given',
      lag: 0,
      mostListed: 1000,
      workflowState: 'active',
      workflowText: RUN_NAME,
      declaredInputs: INPUTS,
      payloadAsText: false,
      deploying: 'made',
    },
    runs: [],
    deployments,
    executions: [],
    deploy: (sha, states = ['success'], more = {}) => {
      const deployment = {
        id: ++lastId,
        sha,
        environment: ENVIRONMENT,
        task: 'deploy',
        payload: {},
        createdAt: Date.now(),
        states: [...states],
        ...more,
      };
      deployments.push(deployment);
      return deployment;
    },
  };
  const server = await faultyServer((request) => {
    if (request.headers.authorization !== `Bearer ${token}`) return problem(401, 'Bad credentials');
    if (request.headers['user-agent'] === undefined) return problem(403, 'A user agent is needed');
    for (const [method, path, answer] of ROUTES) {
      const match = path.exec(request.path);
      if (request.method === method && match !== null) return answer(state, request, Number(match[1]));
    }
    return problem(404, 'Not Found');
  });

  return {
    ...server,
    ...state,
    token,
    end(correlationId, how) {
      const run = state.runs.find(({ inputs }) => inputs['correlation_id'] === correlationId);
      const deployment = deployments.find(({ payload }) => correlationOf(payload) === correlationId);
      if (run !== undefined) {
        run.status = 'completed';
        run.conclusion = how === 'succeeded' ? 'success' : 'failure';
        if (how === 'succeeded') state.deploy(run.inputs['target_sha'] ?? '');
      }
      deployment?.states.unshift(how === 'succeeded' ? 'success' : 'failure');
    },
  };
}

const ROUTES: readonly Route[] = [
  ['GET', /^\/repos\/acme\/shop\/actions\/workflows\/rollback\.yml$/, workflow],
  ['POST', /^\/repos\/acme\/shop\/actions\/workflows\/rollback\.yml\/dispatches$/, dispatch],
  ['GET', /^\/repos\/acme\/shop\/actions\/workflows\/rollback\.yml\/runs$/, listRuns],
  ['GET', /^\/repos\/acme\/shop\/actions\/runs\/(\d+)$/, showRun],
  ['GET', /^\/repos\/acme\/shop\/contents\/.github\/workflows\/rollback\.yml$/, content],
  ['GET', /^\/repos\/acme\/shop\/deployments$/, listDeployments],
  ['POST', /^\/repos\/acme\/shop\/deployments$/, createDeployment],
  ['GET', /^\/repos\/acme\/shop\/deployments\/(\d+)\/statuses$/, listStatuses],
];

function problem(status: number, message: string): FakeAnswer {
  return { status, json: { message, documentation_url: 'https://docs.github.com/rest', status: String(status) } };
}

function workflow({ traps }: State): FakeAnswer {
  const path = '.github/workflows/rollback.yml';
  return { status: 200, json: { ...githubExample('workflow'), path, name: 'Rollback', state: traps.workflowState } };
}

function content({ traps }: State, { headers }: FakeRequest): FakeAnswer {
  if (traps.workflowText === undefined) return problem(403, 'Resource not accessible by integration');
  if (headers.accept !== 'application/vnd.github.raw+json') return problem(415, 'Not raw');
  return { status: 200, headers: { 'content-type': 'application/vnd.github.raw+json' }, text: traps.workflowText };
}

function dispatch({ traps, runs, executions }: State, { body }: FakeRequest): FakeAnswer {
  const asked = JSON.parse(body) as { ref?: string; inputs?: Record<string, string>; return_run_details?: boolean };
  if (asked.ref === undefined) return problem(422, 'Invalid request. "ref" wasn\'t supplied.');
  if (asked.return_run_details !== undefined && traps.details === 'refused') {
    return problem(422, 'Invalid request. "return_run_details" is not a permitted key.');
  }
  const inputs = asked.inputs ?? {};
  if (Object.keys(inputs).length > 25) return problem(422, 'Too many inputs');
  const unexpected = Object.keys(inputs).filter((name) => !traps.declaredInputs.includes(name));
  if (unexpected.length > 0) return problem(422, `Unexpected inputs provided: ${JSON.stringify(unexpected)}`);
  const run: FakeRun = {
    id: 30_433_642 + runs.length,
    title: /^run-name/m.test(traps.workflowText ?? '') ? `rollback ${inputs['correlation_id'] ?? ''}` : 'Rollback',
    createdAt: Date.now(),
    inputs,
    status: 'queued',
    conclusion: null,
  };
  runs.push(run);
  executions.push(inputs['correlation_id'] ?? '');
  if (traps.details !== 'given' || asked.return_run_details !== true) return { status: 204 };
  return {
    status: 200,
    json: {
      workflow_run_id: run.id,
      run_url: `https://api.github.com${REPOSITORY}/actions/runs/${String(run.id)}`,
      html_url: `https://github.com/acme/shop/actions/runs/${String(run.id)}`,
    },
  };
}

function runAnswer({ id, title, createdAt, status, conclusion }: FakeRun): object {
  return {
    ...githubExample('workflow-run'),
    id,
    display_title: title,
    event: 'workflow_dispatch',
    status,
    conclusion,
    created_at: new Date(createdAt).toISOString(),
    html_url: `https://github.com/acme/shop/actions/runs/${String(id)}`,
  };
}

function listRuns({ traps, runs }: State, { query }: FakeRequest): FakeAnswer {
  const since = Date.parse(/^>=(.+)$/.exec(query.get('created') ?? '')?.[1] ?? '1970-01-01');
  const isLagging = traps.lag > 0;
  if (isLagging) traps.lag -= 1;
  const found = (query.get('event') === 'workflow_dispatch' ? runs : [])
    .filter(({ createdAt }) => createdAt >= since)
    .slice(0, isLagging ? -1 : undefined)
    .reverse();
  const size = Number(query.get('per_page') ?? 30);
  const start = (Number(query.get('page') ?? 1) - 1) * size;
  const listed = found.slice(0, traps.mostListed).slice(start, start + size);
  return { status: 200, json: { total_count: found.length, workflow_runs: listed.map(runAnswer) } };
}

function showRun({ runs }: State, _: FakeRequest, id: number): FakeAnswer {
  const run = runs.find((one) => one.id === id);
  return run === undefined ? problem(404, 'Not Found') : { status: 200, json: runAnswer(run) };
}

function deploymentAnswer({ traps }: State, deployment: FakeDeployment): object {
  const { id, sha, environment, task, payload, createdAt } = deployment;
  return {
    ...githubExample('deployment'),
    id,
    sha,
    ref: sha,
    environment,
    task,
    payload: traps.payloadAsText ? JSON.stringify(payload) : payload,
    created_at: new Date(createdAt).toISOString(),
    url: `https://api.github.com${REPOSITORY}/deployments/${String(id)}`,
  };
}

function listDeployments(state: State, { query }: FakeRequest): FakeAnswer {
  const size = Number(query.get('per_page') ?? 30);
  const start = (Number(query.get('page') ?? 1) - 1) * size;
  const task = query.get('task');
  const isLagging = task === 'rollback' && state.traps.lag > 0;
  if (isLagging) state.traps.lag -= 1;
  const found = state.deployments
    .filter((one) => one.environment === query.get('environment') && (task === null || one.task === task))
    .slice(0, isLagging ? -1 : undefined)
    .reverse();
  return { status: 200, json: found.slice(start, start + size).map((one) => deploymentAnswer(state, one)) };
}

function createDeployment(state: State, { body }: FakeRequest): FakeAnswer {
  const asked = JSON.parse(body) as Record<string, unknown>;
  if (asked['auto_merge'] !== false || state.traps.deploying === 'merged') {
    return { status: 202, json: { message: 'Auto-merged main into shop on deployment.' } };
  }
  if (!Array.isArray(asked['required_contexts']) || state.traps.deploying === 'conflict') {
    return problem(409, "Conflict: Commit status checks failed for '3f2a'.");
  }
  if (String(asked['ref']) === '') return problem(422, 'No ref found');
  const deployment = state.deploy(fullCommit(String(asked['ref'])), [], {
    task: String(asked['task']),
    environment: String(asked['environment']),
    payload: asked['payload'],
  });
  state.executions.push(correlationOf(asked['payload']));
  return { status: 201, json: deploymentAnswer(state, deployment) };
}

function listStatuses({ deployments }: State, _: FakeRequest, id: number): FakeAnswer {
  const deployment = deployments.find((one) => one.id === id);
  if (deployment === undefined) return problem(404, 'Not Found');
  const json = deployment.states.map((state, at) => ({ ...githubExample('deployment-status'), id: 100 - at, state }));
  return { status: 200, json };
}

/** GitHub resolves a shortened commit to the whole one. */
function fullCommit(ref: string): string {
  return ref.padEnd(40, '0');
}

function correlationOf(payload: unknown): string {
  const id: unknown =
    typeof payload === 'object' && payload !== null ? Reflect.get(payload, 'correlation_id') : undefined;
  return typeof id === 'string' ? id : '';
}
