import { Deployments, Jobs, Pipelines, Projects } from '@gitbeaker/rest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeAdapter, intentOf, type AdapterWorld } from '../testing/describeAdapter.ts';
import { fakeGitlab, type FakeGitlab } from '../testing/fakeGitlab.ts';
import { localEgress } from '../testing/localEgress.ts';
import { BAD_COMMIT, GOOD_COMMIT, ROLLBACK_REQUEST } from '../testing/releases.ts';
import { gitlabAdapter } from './gitlabAdapter.ts';
import { gitlabSettingsSchema } from './settings.ts';

const signal = new AbortController().signal;
const SETTINGS = { kind: 'gitlab', project: 'acme/shop', token: { env: 'TOKEN' }, ref: 'main' };
const RETRY = { way: 'retryDeployJob', environment: 'production' };

interface GitlabWorld extends AdapterWorld {
  readonly gitlab: FakeGitlab;
}

async function worldOf(settings: object): Promise<GitlabWorld> {
  const gitlab = await fakeGitlab();
  gitlab.deploy(GOOD_COMMIT);
  gitlab.deploy(BAD_COMMIT);
  const parsed = gitlabSettingsSchema.parse({ ...SETTINGS, url: gitlab.url, ...settings });
  const isRetry = parsed.way === 'retryDeployJob';
  return {
    gitlab,
    adapter: gitlabAdapter(parsed, {
      egress: localEgress(gitlab),
      readSecret: (secret) => ('env' in secret && secret.env === 'TRIGGER' ? gitlab.triggerToken : gitlab.token),
    }),
    request: ROLLBACK_REQUEST,
    // A retry carries no id of ours: each world makes one rollback.
    executions: (id) => (isRetry ? gitlab.retries.length : gitlab.executions.filter((one) => one === id).length),
    end: (id, how) => {
      if (isRetry) gitlab.endJob(gitlab.retries.at(-1) ?? 0, how);
      else gitlab.endPipeline(id, how);
    },
    breakRequests: (sort, fault, times) => {
      gitlab.break(sort, fault, times);
    },
    mend: () => {
      gitlab.mend();
    },
    lag: (listings) => {
      gitlab.traps.lag = listings;
    },
    addresses: () => gitlab.requests.map(({ url }) => url),
    close: () => gitlab.close(),
  };
}

describeAdapter('GitLab by pipeline', () => worldOf({ environment: 'production' }), {});
describeAdapter('GitLab by trigger token', () => worldOf({ triggerToken: { env: 'TRIGGER' } }), {
  plansByReading: false,
});
describeAdapter('GitLab by retried deploy job', () => worldOf(RETRY));

describe('GitLab by pipeline', () => {
  let world: GitlabWorld;
  beforeEach(async () => {
    world = await worldOf({ triggerToken: { env: 'TRIGGER' }, fixedVariables: { TEAM: 'sales' } });
  });
  afterEach(() => world.close());

  it('sends the trigger token in the body and the access token not at all', async () => {
    await world.adapter.trigger(await intentOf(world, signal), signal);
    const [call] = world.gitlab.requests.filter(({ method }) => method === 'POST');
    expect(call?.headers['private-token']).toBeUndefined();
    expect(JSON.parse(call?.body ?? '')).toMatchObject({ token: world.gitlab.triggerToken, ref: 'main' });
    expect(world.addresses?.().join()).not.toContain('glptt');
  });

  it('hands the pipeline its variables', async () => {
    const intent = await intentOf(world, signal);
    await world.adapter.trigger({ ...intent, reason: 'a `b`' }, signal);
    expect(world.gitlab.pipelines[0]?.variables).toEqual({
      TEAM: 'sales',
      ROLLBACK_CORRELATION_ID: intent.correlationId,
      ROLLBACK_TARGET_VERSION: '1.41.0',
      ROLLBACK_TARGET_SHA: GOOD_COMMIT,
      ROLLBACK_BAD_VERSION: '1.42.0',
      ROLLBACK_SERVICE: 'lead-bot',
      ROLLBACK_REASON: 'a b',
    });
  });

  it('is unsure where variables are not shown', async () => {
    const intent = await intentOf(world, signal);
    await world.adapter.trigger(intent, signal);
    world.gitlab.traps.showsVariables = false;
    expect((await world.adapter.find(intent, signal)).kind).toBe('unsure');
  });

  it.each([
    ['created', 'running'],
    ['waiting_for_resource', 'running'],
    ['manual', 'running'],
    ['scheduled', 'running'],
    ['canceling', 'running'],
    ['success', 'succeeded'],
    ['failed', 'failed'],
    ['canceled', 'failed'],
    ['skipped', 'failed'],
    ['__proto__', 'unsure'],
    ['', 'unsure'],
  ])('takes a pipeline that is "%s" for %s', async (status, kind) => {
    const intent = await intentOf(world, signal);
    await world.adapter.trigger(intent, signal);
    const [pipeline] = world.gitlab.pipelines;
    Object.assign(pipeline ?? {}, { status });
    expect((await world.adapter.status(intent, String(pipeline?.id), signal)).kind).toBe(kind);
  });
});

describe('GitLab by retried deploy job', () => {
  let world: GitlabWorld;
  beforeEach(async () => {
    world = await worldOf(RETRY);
  });
  afterEach(() => world.close());

  const kindOfPlan = async () => (await world.adapter.plan(ROLLBACK_REQUEST, signal)).kind;

  it('retries the very job of the earlier deployment', async () => {
    const intent = await intentOf(world, signal);
    const [good] = world.gitlab.jobs;
    expect(intent.target.fields).toMatchObject({ job: String(good?.id), commit: GOOD_COMMIT });
    await world.adapter.trigger(intent, signal);
    expect(world.gitlab.jobs.at(-1)).toMatchObject({ pipeline: good?.pipeline, sha: GOOD_COMMIT });
  });

  it('finds first: the same intent retries once', async () => {
    const intent = await intentOf(world, signal);
    await world.adapter.trigger(intent, signal);
    expect((await world.adapter.trigger(intent, signal)).kind).toBe('accepted');
    expect(world.gitlab.retries).toHaveLength(1);
  });

  it('retries again for a plan that was made after the first retry failed', async () => {
    await world.adapter.trigger(await intentOf(world, signal), signal);
    world.gitlab.endJob(world.gitlab.retries[0] ?? 0, 'failed');
    const again = await intentOf(world, signal);
    expect(await world.adapter.find(again, signal)).toEqual({ kind: 'none' });
    await world.adapter.trigger(again, signal);
    expect(world.gitlab.retries).toHaveLength(2);
  });

  it.each([
    ['GitLab prevents it', (gitlab: FakeGitlab) => (gitlab.traps.allowsRollback = false)],
    ['the job was erased', (gitlab: FakeGitlab) => Object.assign(gitlab.jobs[0] ?? {}, { erased: true })],
    ['the job was archived', (gitlab: FakeGitlab) => Object.assign(gitlab.jobs[0] ?? {}, { archived: true })],
    ['the job is gone', (gitlab: FakeGitlab) => Object.assign(gitlab.jobs[0] ?? {}, { id: 1 })],
  ])('plans nothing where %s', async (_, spoil) => {
    spoil(world.gitlab);
    expect(await kindOfPlan()).toBe('unclear');
  });

  it('plans where outdated jobs are not prevented at all', async () => {
    Object.assign(world.gitlab.traps, { preventsOutdated: false, allowsRollback: false });
    expect(await kindOfPlan()).toBe('target');
  });

  it('takes a refusal to retry for one', async () => {
    const intent = await intentOf(world, signal);
    world.gitlab.traps.isRetryable = false;
    expect(await world.adapter.trigger(intent, signal)).toEqual({
      kind: 'rejected',
      reason: expect.stringContaining('not retryable') as string,
    });
  });

  it('does not call where somebody deployed since the plan', async () => {
    const intent = await intentOf(world, signal);
    world.gitlab.deploy('c'.repeat(40));
    expect((await world.adapter.trigger(intent, signal)).kind).toBe('rejected');
    expect(world.gitlab.retries).toEqual([]);
  });
});

describe('The fake of GitLab serves the official client', () => {
  it('with what the adapter asks for', async () => {
    const world = await worldOf({});
    const { gitlab } = world;
    const options = { host: gitlab.url, token: gitlab.token };
    try {
      const variables = [{ key: 'ROLLBACK_CORRELATION_ID', value: 'x' }];
      const made = await new Pipelines(options).create('acme/shop', 'main', { variables });
      expect(gitlab.executions).toEqual(['x']);
      expect(await new Pipelines(options).allVariables('acme/shop', made.id)).toMatchObject(variables);
      expect(await new Pipelines(options).show('acme/shop', made.id)).toMatchObject({ status: 'created' });
      const [newest] = await new Deployments(options).all('acme/shop', {
        environment: 'production',
        status: 'success',
      });
      expect(newest).toMatchObject({ sha: BAD_COMMIT });
      const job = gitlab.jobs[0]?.id ?? 0;
      expect(await new Jobs(options).retry('acme/shop', job)).toMatchObject({ status: 'pending' });
      expect(await new Projects(options).show('acme/shop')).toMatchObject({ ci_forward_deployment_enabled: true });
    } finally {
      await world.close();
    }
  });
});

describe('The settings for GitLab refuse', () => {
  it.each([
    [{ ref: undefined }],
    [{ way: 'retryDeployJob' }],
    [{ ...RETRY, triggerToken: { env: 'X' } }],
    [{ project: '../x?y' }],
    [{ variablePrefix: 'a-b' }],
    [{ fixedVariables: { 'a b': '' } }],
    [{ token: 'glpat-x' }],
  ])('%j', (settings) => {
    expect(gitlabSettingsSchema.safeParse({ ...SETTINGS, ...settings }).success).toBe(false);
  });
});
