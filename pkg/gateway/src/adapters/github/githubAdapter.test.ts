import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Intent, PlanRequest } from '../adapter.ts';
import { triggeredOf } from '../outcome.ts';
import { waitOf } from '../../egress/retryAfter.ts';
import { describeAdapter, intentOf, type AdapterWorld } from '../testing/describeAdapter.ts';
import { fakeGithub, type FakeGithub } from '../testing/fakeGithub.ts';
import { githubDefinition } from '../testing/githubDefinition.ts';
import { localEgress } from '../testing/localEgress.ts';
import { BAD_COMMIT, GOOD_COMMIT, releaseRecord, ROLLBACK_REQUEST } from '../testing/releases.ts';
import { settle } from '../testing/settle.ts';
import { githubAdapter } from './githubAdapter.ts';
import { githubSettingsSchema } from './settings.ts';
import { carries } from './workflowWay.ts';

const signal = new AbortController().signal;
const SETTINGS = {
  kind: 'github',
  owner: 'acme',
  repo: 'shop',
  token: { env: 'TOKEN' },
  workflow: 'rollback.yml',
  ref: 'main',
};

interface GithubWorld extends AdapterWorld {
  readonly github: FakeGithub;
}

async function worldOf(settings: object): Promise<GithubWorld> {
  const github = await fakeGithub();
  github.deploy(GOOD_COMMIT, ['inactive', 'success']);
  github.deploy(BAD_COMMIT);
  return {
    github,
    adapter: githubAdapter(githubSettingsSchema.parse({ ...SETTINGS, url: github.url, ...settings }), {
      egress: localEgress(github),
      readSecret: () => github.token,
    }),
    request: ROLLBACK_REQUEST,
    executions: (id) => github.executions.filter((one) => one === id).length,
    end: (id, how) => {
      github.end(id, how);
    },
    breakRequests: (sort, fault, times) => {
      github.break(sort, fault, times);
    },
    mend: () => {
      github.mend();
    },
    lag: (listings) => {
      github.traps.lag = listings;
    },
    addresses: () => github.requests.map(({ url }) => url),
    close: () => github.close(),
  };
}

describeAdapter('GitHub by workflow', () => worldOf({ environment: 'production' }));
describeAdapter('GitHub by workflow, without an environment', () => worldOf({}));
describeAdapter('GitHub by deployment', () => worldOf({ environment: 'production', deployments: true }));

describe('GitHub', () => {
  let world: GithubWorld;
  beforeEach(async () => {
    world = await worldOf({ environment: 'production' });
  });
  afterEach(() => world.close());

  const intended = (): Promise<Intent> => intentOf(world, signal);
  const planned = (request: Partial<PlanRequest> = {}) =>
    world.adapter.plan({ ...ROLLBACK_REQUEST, ...request }, signal);

  it('hands the workflow the version, the commit and the correlation id', async () => {
    const intent = await intended();
    await world.adapter.trigger({ ...intent, reason: 'a "$(b)"\nc' }, signal);
    expect(world.github.runs[0]?.inputs).toEqual({
      correlation_id: intent.correlationId,
      target_version: '1.41.0',
      target_sha: GOOD_COMMIT,
      bad_version: '1.42.0',
      service: 'lead-bot',
      reason: 'a b c',
    });
  });

  it('takes the id of the run from the answer', async () => {
    const outcome = await world.adapter.trigger(await intended(), signal);
    expect(outcome).toEqual({
      kind: 'accepted',
      externalId: '30433642',
      url: 'https://github.com/acme/shop/actions/runs/30433642',
    });
  });

  it.each([
    ['ignored', 1],
    ['refused', 2],
  ] as const)('starts once on a server where the flag for the id is %s', async (details, calls) => {
    world.github.traps.details = details;
    const intent = await intended();
    const outcome = await world.adapter.trigger(intent, signal);
    expect(outcome).toEqual({ kind: 'accepted', externalId: undefined, url: undefined });
    expect(world.github.requests.filter(({ method }) => method === 'POST')).toHaveLength(calls);
    expect(world.github.executions).toEqual([intent.correlationId]);
    expect(await world.adapter.find(intent, signal)).toMatchObject({ kind: 'found', externalId: '30433642' });
  });

  it('does not take another 422 for the flag', async () => {
    world.github.traps.declaredInputs = ['correlation_id', 'target_version'];
    const outcome = await world.adapter.trigger(await intended(), signal);
    expect(outcome).toEqual({ kind: 'rejected', reason: expect.stringContaining('Unexpected inputs') as string });
    expect(world.github.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  it('finds a run beyond the first page', async () => {
    const intent = await intended();
    await world.adapter.trigger(intent, signal);
    world.github.runs.push(...others(250));
    expect(await world.adapter.find(intent, signal)).toMatchObject({ kind: 'found', externalId: '30433642' });
  });

  it('is unsure where GitHub lists no more and the run may be behind that', async () => {
    const intent = await intended();
    await world.adapter.trigger(intent, signal);
    world.github.runs.push(...others(30));
    world.github.traps.mostListed = 20;
    expect((await world.adapter.find(intent, signal)).kind).toBe('unsure');
  });

  it('reads at most a thousand runs', async () => {
    const intent = await intended();
    world.github.runs.push(...others(1100));
    expect((await world.adapter.find(intent, signal)).kind).toBe('unsure');
    expect(world.github.requests.filter(({ url }) => url.includes('/runs?')).length).toBe(10);
  });

  it('asks for nothing older than the plan', async () => {
    const intent = await intended();
    await world.adapter.find(intent, signal);
    const created = world.github.requests.at(-1)?.query.get('created') ?? '';
    const at = Date.parse(created.slice(2));
    expect(Date.parse(intent.target.fields['plannedAt'] ?? '') - at).toBe(300_000);
  });

  it.each([
    ['rollback rr-1', 'rr-1', true],
    ['rr-1: rollback', 'rr-1', true],
    ['rollback rr-12', 'rr-1', false],
    ['rollback xrr-1', 'rr-1', false],
    ['', 'rr-1', false],
  ])('of the title %j says whether it carries %j: %s', (title, id, carried) => {
    expect(carries(title, id)).toBe(carried);
  });

  it.each([
    ['queued', null, 'running'],
    ['in_progress', null, 'running'],
    ['waiting', null, 'running'],
    ['pending', null, 'running'],
    ['completed', 'success', 'succeeded'],
    ['completed', 'failure', 'failed'],
    ['completed', 'cancelled', 'failed'],
    ['completed', 'timed_out', 'failed'],
    ['completed', 'skipped', 'failed'],
    ['completed', 'neutral', 'failed'],
    ['completed', 'startup_failure', 'failed'],
    ['completed', 'action_required', 'running'],
    ['completed', null, 'unsure'],
    ['on_the_moon', null, 'unsure'],
    ['toString', null, 'unsure'],
    ['completed', 'constructor', 'failed'],
  ])('takes a run that is %s with conclusion %s for %s', async (status, conclusion, kind) => {
    const intent = await intended();
    await world.adapter.trigger(intent, signal);
    const [run] = world.github.runs;
    Object.assign(run ?? {}, { status, conclusion });
    const progress = await world.adapter.status(intent, String(run?.id), signal);
    expect(progress.kind).toBe(kind);
    if (status === 'waiting') expect(progress).toHaveProperty('note', 'waits for an approval of its environment');
  });

  it('does not call where somebody deployed since the plan', async () => {
    const intent = await intended();
    world.github.deploy('c'.repeat(40));
    const outcome = await world.adapter.trigger(intent, signal);
    expect(outcome).toEqual({ kind: 'rejected', reason: expect.stringContaining('cccccccccccc') as string });
    expect(world.github.executions).toEqual([]);
  });

  it('does not call again where the target is live already, perhaps by itself', async () => {
    const intent = await intended();
    world.github.deploy(GOOD_COMMIT);
    expect((await world.adapter.trigger(intent, signal)).kind).toBe('unknown');
    expect(world.github.executions).toEqual([]);
  });

  it('passes over deployments that did not succeed', async () => {
    const intent = await intended();
    world.github.deploy(GOOD_COMMIT, ['failure']);
    world.github.deploy(GOOD_COMMIT, []);
    expect(await world.adapter.verify(intent, undefined, signal)).toMatchObject({ kind: 'notYet' });
    world.github.deploy('d'.repeat(40));
    expect(await world.adapter.verify(intent, undefined, signal)).toMatchObject({ kind: 'never' });
  });

  it.each([
    ['the workflow is disabled', (github: FakeGithub) => (github.traps.workflowState = 'disabled_manually')],
    ['its runs do not carry the id', (github: FakeGithub) => (github.traps.workflowText = 'name: Rollback\n')],
    [
      'the id stands in a comment only',
      (github: FakeGithub) => (github.traps.workflowText = '# run-name: ${{ inputs.correlation_id }}\n'),
    ],
    ['the workflow cannot be read', (github: FakeGithub) => (github.traps.workflowText = undefined)],
  ])('plans nothing where %s', async (_, spoil) => {
    spoil(world.github);
    expect((await planned()).kind).toBe('unclear');
  });

  it.each([
    ['no commit is known', { good: { version: '1.41.0', record: releaseRecord('1.41.0', undefined) } }],
    ['the commit is none', { good: { version: '1.41.0', record: releaseRecord('1.41.0', 'main; rm -rf /') } }],
    ['the version would run in a shell', { good: { version: '$(reboot)', record: undefined } }],
    ['the version climbs', { good: { version: '../../x', record: undefined } }],
    [
      'the good release failed itself',
      { good: { version: '1.41.0', record: { ...releaseRecord('1.41.0', GOOD_COMMIT), outcome: 'failed' as const } } },
    ],
  ])('plans nothing where %s', async (_, request) => {
    expect((await planned(request)).kind).toBe('unclear');
  });

  it('says nothing can be looked up where the workflow does not carry the id', async () => {
    const other = await worldOf({ searchable: false });
    other.github.traps.workflowText = undefined;
    try {
      expect(other.adapter.searchable).toEqual({ kind: 'never' });
      const intent = await intentOf(other, signal);
      other.github.break('calls', 'badGateway', 1);
      expect((await settle(other.adapter, intent, signal)).kind).toBe('person');
      expect(other.github.executions).toHaveLength(1);
    } finally {
      await other.close();
    }
  });

  it.each([
    [{ status: 403, headers: { 'retry-after': '30' } }, 30_000],
    [{ status: 403, text: 'You have exceeded a secondary rate limit' }, 60_000],
    [{ status: 429, headers: { 'retry-after': '-5' } }, 60_000],
    [{ status: 429, headers: { 'retry-after': 'tomorrow' } }, 60_000],
    [{ status: 429, headers: { 'retry-after': '0' } }, 1000],
    [{ status: 429, headers: { 'retry-after': 'Mon, 01 Jan 2001 00:00:00 GMT' } }, 1000],
    [{ status: 429, headers: { 'retry-after': '1e9' } }, 60_000],
    [{ status: 429, headers: { 'retry-after': '999999999999999999999' } }, 900_000],
  ])('waits after %j for %d ms', (answer, afterMs) => {
    const headers = new Headers((answer as { headers?: Record<string, string> }).headers);
    const outcome = triggeredOf(
      {
        kind: 'answered',
        status: answer.status,
        header: (name) => headers.get(name) ?? undefined,
        body: (answer as { text?: string }).text ?? '',
      },
      Date.now(),
      () => ({ kind: 'unknown', reason: '' }),
    );
    expect(outcome).toMatchObject({ kind: 'later', afterMs });
  });

  it('waits until the limit is over where GitHub says when', () => {
    const headers: Record<string, string> = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1000' };
    expect(waitOf((name) => headers[name], 900_000)).toBe(100_000);
  });

  it('never says its token', async () => {
    const other = await worldOf({});
    try {
      const intent = await intentOf(other, signal);
      await other.github.close();
      const outcome = await other.adapter.trigger(intent, signal);
      expect(outcome.kind).toBe('later');
      expect(JSON.stringify([outcome, await other.adapter.plan(ROLLBACK_REQUEST, signal)])).not.toContain('ghs_');
    } finally {
      await other.close();
    }
  });
});

describe('GitHub by deployment', () => {
  let world: GithubWorld;
  beforeEach(async () => {
    world = await worldOf({ environment: 'production', deployments: true });
  });
  afterEach(() => world.close());

  it('creates a deployment of the very commit, without merging and without waiting for checks', async () => {
    await world.adapter.trigger(await intentOf(world, signal), signal);
    const sent: unknown = JSON.parse(world.github.requests.find(({ method }) => method === 'POST')?.body ?? '');
    expect(sent).toMatchObject({ ref: GOOD_COMMIT, task: 'rollback', auto_merge: false, required_contexts: [] });
  });

  it('finds first: the same intent makes no second deployment', async () => {
    const intent = await intentOf(world, signal);
    await world.adapter.trigger(intent, signal);
    world.github.traps.payloadAsText = true;
    expect((await world.adapter.trigger(intent, signal)).kind).toBe('accepted');
    expect(world.github.executions).toEqual([intent.correlationId]);
  });

  it.each(['merged', 'conflict'] as const)('takes "%s" for a refusal', async (deploying) => {
    world.github.traps.deploying = deploying;
    const outcome = await world.adapter.trigger(await intentOf(world, signal), signal);
    expect(outcome.kind).toBe('rejected');
    expect(world.github.executions).toEqual([]);
  });

  it.each([
    [['pending'], 'running'],
    [['in_progress', 'queued'], 'running'],
    [['waiting'], 'running'],
    [['error'], 'failed'],
    [['inactive'], 'failed'],
    [['inactive', 'success'], 'succeeded'],
    [['melted'], 'unsure'],
  ])('takes the states %j for %s', async (states, kind) => {
    const intent = await intentOf(world, signal);
    const outcome = await world.adapter.trigger(intent, signal);
    world.github.deployments.at(-1)?.states.push(...states);
    const id = outcome.kind === 'accepted' ? (outcome.externalId ?? '') : '';
    expect((await world.adapter.status(intent, id, signal)).kind).toBe(kind);
  });
});

describe('The settings for GitHub refuse', () => {
  it.each([
    [{ deployments: true }],
    [{ inputs: ['target_version'] }],
    [{ inputs: ['correlation_id'] }],
    [{ fixedInputs: { reason: 'x' } }],
    [{ mostInputs: 10, fixedInputs: { a: '', b: '', c: '', d: '', e: '' } }],
    [{ owner: 'a/b' }],
    [{ repo: '../x' }],
    [{ workflow: 'a b' }],
    [{ token: 'ghp_plain' }],
    [{ url: 'file:///x' }],
    [{ unknown: 1 }],
  ])('%j', (settings) => {
    expect(githubSettingsSchema.safeParse({ ...SETTINGS, ...settings }).success).toBe(false);
  });
});

describe('The fake of GitHub answers as GitHub’s definition says', () => {
  const ajv = new Ajv({ strict: false, validateFormats: true });
  addFormats.default(ajv);
  ajv.addSchema({ ...githubDefinition(), $id: 'github' });
  const schemaOf = (name: string) => ({ $ref: `github#/components/schemas/${name}` });

  it('to everything that the adapter asks', async () => {
    const world = await worldOf({ environment: 'production' });
    try {
      const { github } = world;
      const headers = { authorization: `Bearer ${github.token}`, 'user-agent': 'test' };
      const send = async (path: string, body?: object): Promise<unknown> => {
        const method = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
        return (await fetch(`${github.url}/repos/acme/shop${path}`, { headers, ...method })).json();
      };
      const dispatched = await send('/actions/workflows/rollback.yml/dispatches', {
        ref: 'main',
        return_run_details: true,
      });
      const made = {
        ref: GOOD_COMMIT,
        auto_merge: false,
        required_contexts: [],
        payload: { a: 1 },
        task: 'rollback',
        environment: 'production',
      };
      const runs = { type: 'array', items: schemaOf('workflow-run') };
      const listed = (await send('/actions/workflows/rollback.yml/runs?event=workflow_dispatch')) as {
        workflow_runs: [];
      };
      const answers: readonly (readonly [object, unknown])[] = [
        [schemaOf('workflow-dispatch-response'), dispatched],
        [schemaOf('workflow'), await send('/actions/workflows/rollback.yml')],
        [runs, listed.workflow_runs],
        [schemaOf('workflow-run'), await send(`/actions/runs/${String(github.runs[0]?.id)}`)],
        [schemaOf('deployment'), await send('/deployments', made)],
        [{ type: 'array', items: schemaOf('deployment') }, await send('/deployments?environment=production')],
        [
          { type: 'array', items: schemaOf('deployment-status') },
          await send(`/deployments/${String(github.deployments[0]?.id)}/statuses`),
        ],
      ];
      expect(listed.workflow_runs).toHaveLength(1);
      for (const [schema, answer] of answers) {
        const isValid = ajv.compile(schema);
        expect(isValid(answer), JSON.stringify(isValid.errors?.slice(0, 3))).toBe(true);
      }
    } finally {
      await world.close();
    }
  });
});

function others(count: number) {
  return Array.from({ length: count }, (_, at) => ({
    id: 40_000_000 + at,
    title: `rollback other-${String(at)}`,
    createdAt: Date.now(),
    inputs: {},
    status: 'completed',
    conclusion: 'success',
  }));
}
