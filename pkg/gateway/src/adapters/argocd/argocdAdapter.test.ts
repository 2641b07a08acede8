import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import type { Adapter, Intent, PlanRequest } from '../adapter.ts';
import { FAKE_ARGOCD_TOKEN, fakeArgocd } from '../testing/fakeArgocd.ts';
import type { FakeArgocd } from '../testing/fakeArgocd.ts';
import type { OneFault } from '../testing/brittleServer.ts';
import { localEgress } from '../testing/localEgress.ts';
import { NEVER_ABORTED as never } from '../testing/sampleRequest.ts';
import { argocdAdapter } from './argocdAdapter.ts';
import { argocdSettingsSchema } from './settings.ts';

const GOOD = '3f2a9c1d'.repeat(5);
const BAD = 'bbbb0000'.repeat(5);

let argocd: FakeArgocd;
let adapter: Adapter;
beforeEach(async () => {
  argocd = await fakeArgocd();
  adapter = adapterOf();
});
afterEach(() => argocd.close());

function adapterOf(settings: object = {}, token = FAKE_ARGOCD_TOKEN): Adapter {
  const parsed = argocdSettingsSchema.parse({
    kind: 'argocd',
    url: `${argocd.url}/`,
    token: { env: 'ARGOCD_TOKEN' },
    application: 'lead-bot',
    ...settings,
  });
  return argocdAdapter(parsed, { egress: localEgress(argocd), readSecret: () => token });
}

function record(version: string, commit: string | undefined): DeploymentRecord {
  return {
    apiVersion: 'releaserisk/deployment/v1',
    id: version,
    labels: {},
    version,
    ...(commit === undefined ? {} : { commit }),
    startedAt: '2026-01-01T00:00:00Z',
    kind: 'deploy',
    migrations: 'none',
  };
}

function requestOf(commit: string | undefined = GOOD.slice(0, 10)): PlanRequest {
  return {
    service: 'lead-bot',
    labels: {},
    bad: { version: '1.42.0', record: record('1.42.0', BAD) },
    good: { version: '1.41.0', record: record('1.41.0', commit) },
    neverBack: [],
  };
}

async function plannedIntent(by: Adapter = adapter): Promise<Intent> {
  const planned = await by.plan(requestOf(), never);
  if (planned.kind !== 'target') throw new Error(`expected a target, got ${JSON.stringify(planned)}`);
  const rest = { service: 'lead-bot', labels: {}, badVersion: '1.42.0', reason: 'x', approvedBy: 'gateway' };
  return { rollbackId: 'r1', correlationId: 'rr-r1-code-1', target: planned.target, ...rest };
}

describe('Planning a rollback by Argo CD', () => {
  it('names the id in the history whose revision is the commit of the good release', async () => {
    const { target } = await plannedIntent();
    expect(target).toMatchObject({
      text: '1.41.0 (history id 4, revision 3f2a9c1d3f2a)',
      version: '1.41.0',
      fields: { historyId: '4', revision: GOOD },
      snapshot: { newestId: '5', operationStartedAt: '2026-01-01T10:00:00Z' },
    });
  });

  it.each([
    ['the commit is not known', requestOf(''), /no commit/],
    ['no entry has it', requestOf('0123456789'), /none of the 2 entries/],
    ['nobody knows the good release', { ...requestOf(), good: undefined }, /no good release/],
    ['the good release was rolled back itself', { ...requestOf(), neverBack: ['1.41.0'] }, /was rolled back itself/],
  ])('is unclear when %s', async (_, request, reason) => {
    expect(await adapter.plan(request, never)).toMatchObject({ kind: 'unclear', reason });
  });

  it.each([[{}], [{ prune: true, selfHeal: true }], [{ enabled: true }]])(
    'is unclear while automated sync is on (%j), and says what helps',
    async (automated) => {
      argocd.app.automated = automated;
      expect(await adapter.plan(requestOf(), never)).toMatchObject({
        kind: 'unclear',
        reason: /revert the commit in Git/,
      });
    },
  );

  it('takes the newest of several entries of the same revision, and another way to know a release', async () => {
    argocd.app.history.unshift({ id: 2, revision: GOOD, source: { targetRevision: 'v1.41.0' } });
    expect(await plannedIntent()).toMatchObject({ target: { fields: { historyId: '4' } } });
    const byTag = adapterOf({ version: { by: 'targetRevision', prefix: 'v' } });
    expect(await byTag.plan(requestOf(undefined), never)).toMatchObject({ target: { fields: { historyId: '4' } } });
  });

  it.each([
    [
      { by: 'helmParameter', parameter: 'image.tag' },
      { helm: { parameters: [{ name: 'image.tag', value: '1.41.0' }] } },
    ],
    [
      { by: 'kustomizeImage', image: 'shop/api' },
      { kustomize: { images: ['shop/api=registry.example/shop/api:1.41.0'] } },
    ],
    [{ by: 'kustomizeImage', image: 'shop/api' }, { kustomize: { images: ['shop/api:1.41.0'] } }],
  ])('knows a release by %j', async (version, source) => {
    argocd.app.history.unshift({ id: 3, revision: BAD, source });
    expect(await adapterOf({ version }).plan(requestOf(), never)).toMatchObject({
      target: { fields: { historyId: '3' } },
    });
  });

  it('asks which of several sources it is, and then sends all their revisions back', async () => {
    argocd.app.history.length = 0;
    const sources = [{}, {}];
    argocd.app.history.push(
      { id: 7, revisions: ['1.0.0', GOOD], sources },
      { id: 8, revisions: ['1.0.0', BAD], sources },
    );
    expect(await adapter.plan(requestOf(), never)).toMatchObject({ kind: 'unclear', reason: /several sources/ });
    const second = adapterOf({ version: { by: 'commit', source: 1 } });
    const intent = await plannedIntent(second);
    expect(intent.target.fields).toMatchObject({ historyId: '7', revision: `1.0.0,${GOOD}` });
    expect(await second.trigger(intent, never)).toMatchObject({ kind: 'accepted' });
    expect(await second.find(intent, never)).toMatchObject({ kind: 'found' });
  });

  it.each<[string, OneFault]>([
    ['500', { kind: 'answer', status: 500 }],
    ['401', { kind: 'answer', status: 401, body: '{"message":"no session"}' }],
    ['a reset', { kind: 'reset' }],
    ['malformed JSON', { kind: 'answer', status: 200, body: '{"metadata":' }],
    ['another shape', { kind: 'answer', status: 200, body: '{"metadata":{"name":"x"},"status":{"history":"none"}}' }],
    ['a login page', { kind: 'answer', status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' }],
    ['a huge body', { kind: 'answer', status: 200, body: `"${'x'.repeat(5_000_000)}"` }],
    ['no answer', { kind: 'hang' }],
  ])('goes unanswered for %s', async (_, fault) => {
    argocd.fail('GET', fault);
    expect(await adapter.plan(requestOf(), never)).toMatchObject({ kind: 'unanswered' });
  });
});

describe('A rollback by Argo CD', () => {
  it('sends the id, follows the operation, and is live by the history although the application is OutOfSync', async () => {
    const intent = await plannedIntent();
    expect(await adapter.find(intent, never)).toEqual({ kind: 'none' });
    const answer = await adapter.trigger(intent, never);
    expect(answer).toEqual({
      kind: 'accepted',
      externalId: 'history-4',
      url: `${argocd.url}/applications/lead-bot`,
    });
    const sent = argocd.requests.at(-1);
    expect(JSON.parse(sent?.body ?? '')).toEqual({ name: 'lead-bot', id: 4, prune: false, dryRun: false });
    expect(await adapter.status(intent, 'history-4', never)).toMatchObject({ kind: 'running' });
    argocd.start();
    expect(await adapter.status(intent, 'history-4', never)).toMatchObject({ kind: 'running' });
    expect(await adapter.verify(intent, 'history-4', never)).toMatchObject({ kind: 'notYet' });
    argocd.end('Succeeded');
    expect(await adapter.status(intent, 'history-4', never)).toEqual({ kind: 'succeeded' });
    expect(argocd.app.sync).toBe('OutOfSync');
    expect(await adapter.verify(intent, 'history-4', never)).toMatchObject({
      kind: 'notYet',
      reason: 'it is Degraded',
    });
    argocd.app.health = 'Healthy';
    expect(await adapter.verify(intent, 'history-4', never)).toEqual({ kind: 'live' });
  });

  it('failed when its sync failed', async () => {
    const intent = await plannedIntent();
    await adapter.trigger(intent, never);
    argocd.start();
    argocd.end('Failed', 'one or more objects failed to apply');
    expect(await adapter.status(intent, 'x', never)).toEqual({
      kind: 'failed',
      reason: 'one or more objects failed to apply',
    });
  });

  it('is never live again once somebody synced over it', async () => {
    const intent = await plannedIntent();
    await adapter.trigger(intent, never);
    argocd.start();
    argocd.end('Succeeded');
    argocd.app.history.push({ id: 7, revision: BAD });
    expect(await adapter.verify(intent, 'x', never)).toMatchObject({ kind: 'never' });
  });

  it.each<[string, OneFault, 'found' | 'none']>([
    ['a reset after it was carried out', { kind: 'resetAfter' }, 'found'],
    ['no answer after it was carried out', { kind: 'hangAfter' }, 'found'],
    ['502 after it was carried out', { kind: 'answerAfter', status: 502 }, 'found'],
    ['a reset before', { kind: 'reset' }, 'none'],
    ['500 before', { kind: 'answer', status: 500 }, 'none'],
  ])('of unknown outcome (%s) is found out, and happens once', async (_, fault, found) => {
    const intent = await plannedIntent();
    argocd.fail('POST', fault);
    expect(await adapter.trigger(intent, never)).toMatchObject({ kind: 'unknown' });
    expect(await adapter.find(intent, never)).toMatchObject({ kind: found });
    expect(await adapter.trigger(intent, never)).toMatchObject({ kind: 'accepted' });
    expect(argocd.rollbacks).toEqual([4]);
    argocd.start();
    argocd.end('Succeeded');
    expect(await adapter.trigger(intent, never)).toMatchObject({ kind: 'accepted' });
    expect(await adapter.find(intent, never)).toMatchObject({ kind: 'found' });
    expect(argocd.rollbacks).toEqual([4]);
  });

  it('is found by the history when another operation came after it, and not denied when that hides it', async () => {
    const intent = await plannedIntent();
    await adapter.trigger(intent, never);
    argocd.start();
    argocd.end('Succeeded');
    argocd.app.operationState = {
      phase: 'Succeeded',
      startedAt: '2026-01-01T13:00:00Z',
      operation: { sync: { revision: BAD } },
    };
    expect(await adapter.find(intent, never)).toMatchObject({ kind: 'found' });
    argocd.app.history.pop();
    expect(await adapter.find(intent, never)).toMatchObject({ kind: 'unsure' });
  });

  it.each<[string, OneFault, object]>([
    ['429', { kind: 'answer', status: 429, headers: { 'retry-after': '7' } }, { kind: 'later', afterMs: 7000 }],
    [
      '429 for ever',
      { kind: 'answer', status: 429, headers: { 'retry-after': '1000000000' } },
      { kind: 'later', afterMs: 900_000 },
    ],
    ['403', { kind: 'answer', status: 403, body: '{"message":"permission denied"}' }, { kind: 'rejected' }],
    ['302', { kind: 'answer', status: 302, headers: { location: 'http://169.254.169.254/' } }, { kind: 'rejected' }],
    [
      'an operation that began meanwhile',
      { kind: 'answer', status: 400, body: '{"code":9,"message":"another operation is already in progress"}' },
      { kind: 'later', afterMs: 10_000 },
    ],
  ])('that was refused with %s did not happen', async (_, fault, expected) => {
    const intent = await plannedIntent();
    argocd.fail('POST', fault);
    expect(await adapter.trigger(intent, never)).toMatchObject(expected);
    expect(argocd.rollbacks).toEqual([]);
  });

  it.each<[string, () => void, object]>([
    ['automated sync was switched on', () => (argocd.app.automated = {}), { kind: 'rejected' }],
    ['the application is being deleted', () => (argocd.app.deleting = true), { kind: 'rejected' }],
    ['another operation waits', () => (argocd.app.operation = { sync: { revision: BAD } }), { kind: 'later' }],
    [
      'somebody deployed something newer',
      () => argocd.app.history.push({ id: 6, revision: 'cccc' }),
      { kind: 'rejected' },
    ],
    ['nothing can be read', () => argocd.fail('GET', { kind: 'reset' }), { kind: 'later' }],
  ])('is not sent when %s since it was planned', async (_, change, expected) => {
    const intent = await plannedIntent();
    change();
    expect(await adapter.trigger(intent, never)).toMatchObject(expected);
    expect(argocd.requests.filter(({ method }) => method === 'POST')).toEqual([]);
  });

  it('is refused by Argo CD when the history forgot the id', async () => {
    const intent = await plannedIntent();
    argocd.app.history.shift();
    expect(await adapter.trigger(intent, never)).toMatchObject({
      kind: 'rejected',
      reason: /does not have deployment/,
    });
  });

  it('is not sent again where somebody did it by hand', async () => {
    const intent = await plannedIntent();
    argocd.app.operation = { sync: { revision: GOOD } };
    expect(await adapter.trigger(intent, never)).toMatchObject({ kind: 'accepted' });
    expect(argocd.rollbacks).toEqual([]);
  });

  it('says no token, whatever it answers', async () => {
    const wrong = adapterOf({}, 'secret-of-mine');
    argocd.fail('GET', { kind: 'answer', status: 401, body: '{"message":"token secret-of-mine is invalid"}' });
    const planned = await wrong.plan(requestOf(), never);
    expect(planned.kind).toBe('unanswered');
    expect(JSON.stringify(planned)).not.toContain('secret-of-mine');
  });

  it('ends when whoever called gives up', async () => {
    const intent = await plannedIntent();
    argocd.fail('POST', { kind: 'hangAfter' });
    const call = new AbortController();
    const answer = adapter.trigger(intent, call.signal);
    setImmediate(() => call.abort());
    await expect(answer).rejects.toThrow();
  });
});
