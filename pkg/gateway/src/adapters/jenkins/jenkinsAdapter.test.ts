import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeAdapter, intentOf, type AdapterWorld } from '../testing/describeAdapter.ts';
import { fakeJenkins, type FakeJenkins } from '../testing/fakeJenkins.ts';
import { localEgress } from '../testing/localEgress.ts';
import { ROLLBACK_REQUEST } from '../testing/releases.ts';
import { settle } from '../testing/settle.ts';
import { jenkinsAdapter } from './jenkinsAdapter.ts';
import { jenkinsSettingsSchema } from './settings.ts';

const signal = new AbortController().signal;
const SETTINGS = { kind: 'jenkins', job: 'shop/rollback', user: 'release-risk', token: { file: '/run/token' } };

interface JenkinsWorld extends AdapterWorld {
  readonly jenkins: FakeJenkins;
}

async function worldOf(settings: object = {}): Promise<JenkinsWorld> {
  const jenkins = await fakeJenkins();
  return {
    jenkins,
    adapter: jenkinsAdapter(jenkinsSettingsSchema.parse({ ...SETTINGS, url: `${jenkins.url}/`, ...settings }), {
      egress: localEgress(jenkins),
      readSecret: () => jenkins.token,
    }),
    request: ROLLBACK_REQUEST,
    executions: (id) => jenkins.executions.filter((one) => one === id).length,
    end: (id, how) => {
      jenkins.end(id, how === 'succeeded' ? 'SUCCESS' : 'FAILURE');
    },
    breakRequests: (sort, fault, times) => {
      jenkins.break(sort, fault, times);
    },
    mend: () => {
      jenkins.mend();
    },
    lag: (listings) => {
      jenkins.traps.lag = listings;
    },
    addresses: () => jenkins.requests.map(({ url }) => url),
    close: () => jenkins.close(),
  };
}

describeAdapter('Jenkins', () => worldOf());

describe('Jenkins', () => {
  let world: JenkinsWorld;
  let jenkins: FakeJenkins;
  beforeEach(async () => {
    world = await worldOf();
    ({ jenkins } = world);
  });
  afterEach(() => world.close());

  const called = async () => {
    const intent = await intentOf(world, signal);
    return { intent, outcome: await world.adapter.trigger(intent, signal) };
  };

  it('hands the job its parameters in the body', async () => {
    const { intent } = await called();
    expect(jenkins.items[0]?.parameters).toEqual({
      CORRELATION_ID: intent.correlationId,
      TARGET_VERSION: '1.41.0',
      TARGET_SHA: ROLLBACK_REQUEST.good?.record?.commit,
      TARGET_ARTIFACT: 'registry.example.com/lead-bot:1.41.0',
      BAD_VERSION: '1.42.0',
      SERVICE: 'lead-bot',
      REASON: 'Veto: error rate 4.1% vs usual 0.6% n=3120',
    });
    expect(world.addresses?.()).toContain('/job/shop/job/rollback/buildWithParameters');
  });

  it('sends only what the job declares', async () => {
    jenkins.traps.declared = ['CORRELATION_ID', 'TARGET_VERSION'];
    await called();
    const [call] = jenkins.requests.filter(({ method }) => method === 'POST');
    expect([...new URLSearchParams(call?.body).keys()].sort()).toEqual(['CORRELATION_ID', 'TARGET_VERSION']);
  });

  it.each([
    ['the correlation id is not declared', { declared: ['TARGET_VERSION'] }, 'CORRELATION_ID'],
    ['the version is not declared', { declared: ['CORRELATION_ID'] }, 'TARGET_VERSION'],
    ['the job has no parameters', { declared: [] }, 'CORRELATION_ID'],
    ['the job is disabled', { buildable: false }, 'disabled'],
    ['the job is hidden', { hidesJob: true }, 'shows no job'],
  ])('plans nothing where %s', async (_, traps, said) => {
    Object.assign(jenkins.traps, traps);
    expect(await world.adapter.plan(ROLLBACK_REQUEST, signal)).toEqual({
      kind: 'unclear',
      reason: expect.stringContaining(said) as string,
    });
  });

  it.each([
    ['302 to "."', { refuses: true }],
    ['409', { buildable: false }],
    ['the parameter gone since the plan', { declared: ['TARGET_VERSION'] }],
  ])('takes %s for a refusal', async (_, traps) => {
    const intent = await intentOf(world, signal);
    Object.assign(jenkins.traps, traps);
    expect((await world.adapter.trigger(intent, signal)).kind).toBe('rejected');
    expect(jenkins.executions).toEqual([]);
  });

  it('does not take a queue item of another rollback for its own', async () => {
    jenkins.traps.comparedBy = ['TARGET_VERSION'];
    const first = await called();
    const second = await called();
    expect(first.outcome).toEqual({ kind: 'accepted', externalId: 'queue/101', url: undefined });
    expect(second.outcome).toEqual({
      kind: 'later',
      afterMs: 30_000,
      reason: expect.stringContaining(first.intent.correlationId) as string,
    });
    expect((await world.adapter.status(second.intent, 'build/7', signal)).kind).toBe('unsure');
    jenkins.end(first.intent.correlationId, 'SUCCESS');
    expect((await world.adapter.status(second.intent, 'build/7', signal)).kind).toBe('unsure');
    expect((await world.adapter.trigger(second.intent, signal)).kind).toBe('accepted');
  });

  it('is followed from the queue into the build, also when the queue forgot it', async () => {
    const { intent } = await called();
    expect(await world.adapter.status(intent, 'queue/101', signal)).toEqual({
      kind: 'running',
      note: 'In the quiet period. Expires in 4.9 sec',
    });
    jenkins.start();
    expect(await world.adapter.status(intent, 'queue/101', signal)).toEqual({ kind: 'running', note: undefined });
    jenkins.end(intent.correlationId, 'SUCCESS');
    Object.assign(jenkins.items[0] ?? {}, { forgotten: true });
    expect(await world.adapter.status(intent, 'queue/101', signal)).toEqual({ kind: 'succeeded' });
    expect(await world.adapter.find(intent, signal)).toMatchObject({ kind: 'found', externalId: 'build/7' });
  });

  it('says when it was cancelled in the queue', async () => {
    const { intent } = await called();
    Object.assign(jenkins.items[0] ?? {}, { cancelled: true });
    expect((await world.adapter.status(intent, 'queue/101', signal)).kind).toBe('failed');
  });

  it('is unsure, not failed, where a crash of Jenkins lost the queue; then it is not found', async () => {
    const { intent } = await called();
    jenkins.crash();
    expect((await world.adapter.status(intent, 'queue/101', signal)).kind).toBe('unsure');
    expect(await world.adapter.find(intent, signal)).toEqual({ kind: 'none' });
  });

  it.each([
    ['SUCCESS', 'succeeded'],
    ['UNSTABLE', 'failed'],
    ['FAILURE', 'failed'],
    ['ABORTED', 'failed'],
    ['NOT_BUILT', 'failed'],
    ['MELTED', 'unsure'],
  ])('takes a build that ended %s for %s', async (result, kind) => {
    const { intent } = await called();
    jenkins.end(intent.correlationId, result);
    expect((await world.adapter.status(intent, 'build/7', signal)).kind).toBe(kind);
  });

  it('accepts without a queue item where no location is told, and finds it', async () => {
    jenkins.traps.withoutLocation = true;
    const { intent, outcome } = await called();
    expect(outcome).toEqual({ kind: 'accepted', externalId: undefined, url: undefined });
    expect(await world.adapter.find(intent, signal)).toMatchObject({ kind: 'found', externalId: 'queue/101' });
  });

  it('is unsure where the builds that are listed do not reach back to the plan', async () => {
    const short = await worldOf({ builds: 3 });
    try {
      const intent = await intentOf(short, signal);
      const others = Array.from({ length: 5 }, (_, at) => ({
        number: 8 + at,
        parameters: {},
        building: false,
        result: 'SUCCESS',
      }));
      short.jenkins.builds.push(...others);
      expect((await short.adapter.find(intent, signal)).kind).toBe('unsure');
      short.jenkins.builds.splice(3);
      expect((await short.adapter.find(intent, signal)).kind).toBe('none');
    } finally {
      await short.close();
    }
  });

  it('says neither its token nor its credentials', async () => {
    const intent = await intentOf(world, signal);
    await jenkins.close();
    const said = JSON.stringify([
      await settle(world.adapter, intent, signal),
      await world.adapter.find(intent, signal),
    ]);
    expect(said).not.toContain(jenkins.token);
    expect(said).not.toContain(Buffer.from(`release-risk:${jenkins.token}`).toString('base64'));
  });
});

describe('The settings for Jenkins refuse', () => {
  it.each([
    [{ job: '' }],
    [{ job: '/rollback' }],
    [{ job: 'a//b' }],
    [{ job: 'a?b' }],
    [{ token: 'x' }],
    [{ builds: 0 }],
  ])('%j', (settings) => {
    const whole = { ...SETTINGS, url: 'https://jenkins.example.com', ...settings };
    expect(jenkinsSettingsSchema.safeParse(whole).success).toBe(false);
  });
});
