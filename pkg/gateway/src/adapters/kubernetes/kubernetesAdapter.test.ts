import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Adapter } from '../adapter.ts';
import { apiTemplate, deployed, rollOut } from '../testing/fakeDeployment.ts';
import { FAKE_CLUSTER_TOKEN, fakeKubernetes } from '../testing/fakeKubernetes.ts';
import type { FakeKubernetes, FakeObject } from '../testing/fakeKubernetes.ts';
import type { OneFault } from '../testing/brittleServer.ts';
import { localEgress } from '../testing/localEgress.ts';
import { NEVER_ABORTED as never, deploymentOf, plannedIntent, sampleRequest } from '../testing/sampleRequest.ts';
import { kubernetesAdapter } from './kubernetesAdapter.ts';
import { kubernetesSettingsSchema } from './settings.ts';

const [V40, V41, V42] = [apiTemplate('1.40.0'), apiTemplate('1.41.0'), apiTemplate('1.42.0')];

let cluster: FakeKubernetes;
let adapter: Adapter;
beforeEach(async () => {
  cluster = await fakeKubernetes();
  deployed(cluster, [V40, V41, V42]);
  adapter = adapterOf();
});
afterEach(() => cluster.close());

function adapterOf(settings: object = {}, readSecret = () => FAKE_CLUSTER_TOKEN): Adapter {
  const parsed = kubernetesSettingsSchema.parse({
    kind: 'kubernetes',
    url: cluster.url,
    token: { file: '/var/run/secrets/kubernetes.io/serviceaccount/token' },
    namespace: 'shop',
    deployment: 'api',
    ...settings,
  });
  return kubernetesAdapter(parsed, { egress: localEgress(cluster), readSecret });
}

const live = () => cluster.object('Deployment', 'api');
const change = (edit: (object: FakeObject) => void) => cluster.change('Deployment', 'api', edit);
const patches = () => cluster.requests.filter(({ method }) => method === 'PATCH');

describe('Planning a rollback of a Deployment', () => {
  it('names the template of the ReplicaSet that is the good release, over all pages, and what was there', async () => {
    const { target } = await plannedIntent(adapter);
    expect(target).toMatchObject({
      text: expect.stringMatching(
        /^1\.41\.0 \(ReplicaSet api-[0-9a-f]{10}, registry\.example:5000\/shop\/api:1\.41\.0\)$/,
      ),
      version: '1.41.0',
      fields: { template: expect.stringMatching(/^[0-9a-f]{64}$/), image: 'registry.example:5000/shop/api:1.41.0' },
      snapshot: { uid: live().metadata.uid, template: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect(cluster.requests.filter(({ path }) => path.endsWith('/replicasets'))).toHaveLength(2);
  });

  it.each([
    ['the artifact', { by: 'artifact' }, { image: `shop/api@sha256:${'a'.repeat(64)}` }, undefined],
    ['a label', { by: 'label', label: 'version' }, {}, { labels: { app: 'api', version: '1.41.0' } }],
    ['an annotation', { by: 'annotation', annotation: 'a.b/v' }, {}, { annotations: { 'a.b/v': '1.41.0' } }],
  ])('knows a release by %s', async (_, version, container, metadata) => {
    const good = apiTemplate('any', container);
    const bad = apiTemplate('other');
    const labelled = { ...good, metadata: { ...good.metadata, ...metadata } };
    const spoilt = {
      ...bad,
      metadata: { labels: { app: 'api', version: '1.42.0' }, annotations: { 'a.b/v': '1.42.0' } },
    };
    change((object) => (object.spec['template'] = labelled));
    rollOut(cluster);
    change((object) => (object.spec['template'] = spoilt));
    rollOut(cluster);
    const artifact = `sha256:${'a'.repeat(64)}`;
    const request = sampleRequest({ good: { version: '1.41.0', record: deploymentOf('1.41.0', { artifact }) } });
    expect(await adapterOf({ version }).plan(request, never)).toMatchObject({ kind: 'target' });
    expect(
      await adapterOf({ version }).plan(sampleRequest({ good: { version: '9.9.9', record: undefined } }), never),
    ).toMatchObject({ kind: 'unclear' });
  });

  it('takes no ReplicaSet that only has the same labels', async () => {
    const stranger = cluster.all('ReplicaSet')[0];
    cluster.put({
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: {
        name: 'stranger',
        labels: { app: 'api' },
        annotations: { 'deployment.kubernetes.io/revision': '99' },
      },
      spec: { ...stranger?.spec, template: apiTemplate('1.39.0') },
      status: { replicas: 0 },
    });
    const request = sampleRequest({ good: { version: '1.39.0', record: undefined } });
    expect(await adapter.plan(request, never)).toMatchObject({ kind: 'unclear', reason: /none of the 3 ReplicaSets/ });
  });

  it.each<[string, () => void, RegExp]>([
    ['it is paused', () => change((object) => (object.spec['paused'] = true)), /paused/],
    ['there is none', () => cluster.remove('Deployment', 'api'), /no Deployment/],
    [
      'no history is kept',
      () =>
        cluster
          .all('ReplicaSet')
          .slice(0, 2)
          .forEach((r) => cluster.remove('ReplicaSet', r.metadata.name)),
      /none of the 1/,
    ],
    [
      'something else is deployed',
      () => change((object) => (object.spec['template'] = apiTemplate('1.43.0'))),
      /neither 1\.42\.0 nor 1\.41\.0/,
    ],
  ])('is unclear when %s', async (_, edit, reason) => {
    edit();
    expect(await adapter.plan(sampleRequest(), never)).toMatchObject({ kind: 'unclear', reason });
  });

  it.each<[string, OneFault, string]>([
    ['500', { kind: 'answer', status: 500 }, ''],
    ['403', { kind: 'answer', status: 403, body: '{"message":"forbidden"}' }, ''],
    ['503 for a page', { kind: 'answer', status: 503 }, 'replicasets'],
    ['a reset', { kind: 'reset' }, ''],
    ['an expired page (410)', { kind: 'answer', status: 410 }, 'replicasets'],
    ['malformed JSON', { kind: 'answer', status: 200, body: '{' }, 'replicasets'],
    ['a huge body', { kind: 'answer', status: 200, body: `"${'x'.repeat(5_000_000)}"` }, ''],
    ['no answer', { kind: 'hang' }, ''],
  ])('goes unanswered for %s', async (_, fault, pathEnd) => {
    cluster.fail('GET', fault, pathEnd);
    expect(await adapter.plan(sampleRequest(), never)).toMatchObject({ kind: 'unanswered' });
  });
});

describe('A rollback of a Deployment', () => {
  it('puts the template back as it was, is rolled out under a new number, and is live when no other pod runs', async () => {
    const intent = await plannedIntent(adapter);
    const answer = await adapter.trigger(intent, never);
    expect(answer).toMatchObject({ kind: 'accepted', externalId: `deployment/${live().metadata.uid}` });
    expect(live().spec['template']).toEqual(V41);
    expect(live().metadata.annotations).toEqual({
      owner: 'shop',
      'release-risk/rollback': 'rr-r1-code-1',
      'kubernetes.io/change-cause': 'release-risk: back to 1.41.0, errors are high',
    });
    expect(await adapter.status(intent, 'x', never)).toMatchObject({ kind: 'running', note: /not seen/ });
    expect(await adapter.verify(intent, 'x', never)).toMatchObject({ kind: 'notYet' });
    rollOut(cluster, { available: false });
    expect(await adapter.status(intent, 'x', never)).toMatchObject({
      kind: 'running',
      note: '2 of 2 replaced, 0 available, 0 old',
    });
    rollOut(cluster);
    expect(await adapter.status(intent, 'x', never)).toEqual({ kind: 'succeeded' });
    expect(await adapter.verify(intent, 'x', never)).toEqual({ kind: 'live' });
  });

  it('is not live while a pod of another version runs, even one that is being deleted', async () => {
    const intent = await plannedIntent(adapter);
    await adapter.trigger(intent, never);
    rollOut(cluster, { keepOldPods: true });
    change(({ status }) => (status['replicas'] = 2));
    const old = cluster.all('Pod').find(({ metadata }) => metadata.annotations === undefined);
    cluster.change(
      'Pod',
      old?.metadata.name ?? '',
      ({ metadata }) => (metadata.deletionTimestamp = '2026-01-01T00:00:00Z'),
    );
    expect(await adapter.verify(intent, 'x', never)).toMatchObject({
      kind: 'notYet',
      reason: /1 pods of another version/,
    });
    cluster.change('Pod', old?.metadata.name ?? '', ({ status }) => (status['phase'] = 'Succeeded'));
    expect(await adapter.verify(intent, 'x', never)).toEqual({ kind: 'live' });
  });

  it('failed when its progress deadline passed', async () => {
    const intent = await plannedIntent(adapter);
    await adapter.trigger(intent, never);
    rollOut(cluster, { available: false });
    change(({ status }) => {
      const message = 'ReplicaSet "api-1" has timed out progressing.';
      status['conditions'] = [{ type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded', message }];
    });
    expect(await adapter.status(intent, 'x', never)).toMatchObject({ kind: 'failed', reason: /timed out progressing/ });
  });

  it('of no replicas is done at once', async () => {
    change((object) => (object.spec['replicas'] = 0));
    const intent = await plannedIntent(adapter);
    await adapter.trigger(intent, never);
    rollOut(cluster);
    for (const { metadata } of cluster.all('Pod')) cluster.remove('Pod', metadata.name);
    expect(await adapter.verify(intent, 'x', never)).toEqual({ kind: 'live' });
  });

  it.each<[string, OneFault, 'found' | 'none']>([
    ['a reset after it was carried out', { kind: 'resetAfter' }, 'found'],
    ['no answer after it was carried out', { kind: 'hangAfter' }, 'found'],
    ['504 after it was carried out', { kind: 'answerAfter', status: 504 }, 'found'],
    ['a reset before', { kind: 'reset' }, 'none'],
    ['500 before', { kind: 'answer', status: 500 }, 'none'],
  ])('of unknown outcome (%s) is found out, and changes the template once', async (_, fault, found) => {
    const intent = await plannedIntent(adapter);
    cluster.fail('PATCH', fault);
    expect(await adapter.trigger(intent, never)).toMatchObject({ kind: 'unknown' });
    expect(await adapter.find(intent, never)).toMatchObject({ kind: found });
    expect(await adapter.trigger(intent, never)).toMatchObject({ kind: 'accepted' });
    expect(await adapter.trigger(intent, never)).toMatchObject({ kind: 'accepted' });
    expect(cluster.executed).toEqual(['rr-r1-code-1']);
    expect(await adapter.find(intent, never)).toMatchObject({ kind: 'found' });
  });

  it('is sent anew upon what is there when only the status changed meanwhile', async () => {
    const intent = await plannedIntent(adapter);
    cluster.beforePatch = () => change(({ status }) => (status['availableReplicas'] = 1));
    expect(await adapter.trigger(intent, never)).toMatchObject({ kind: 'accepted' });
    expect(patches()).toHaveLength(2);
    expect(cluster.executed).toEqual(['rr-r1-code-1']);
  });

  it('never covers what somebody deployed at the same moment', async () => {
    const intent = await plannedIntent(adapter);
    const newer = apiTemplate('1.43.0');
    cluster.beforePatch = () => change((object) => (object.spec['template'] = newer));
    expect(await adapter.trigger(intent, never)).toMatchObject({ kind: 'rejected', reason: /somebody changed/ });
    expect(live().spec['template']).toEqual(newer);
    expect(cluster.executed).toEqual([]);
  });

  it('waits when the object changes all the time, and gives up when the patch itself is wrong', async () => {
    const intent = await plannedIntent(adapter);
    cluster.fail('PATCH', { kind: 'answer', status: 422, body: '{"message":"spec.template: Invalid value"}' });
    expect(await adapter.trigger(intent, never)).toMatchObject({ kind: 'rejected', reason: /Invalid value/ });
    const busy = () => {
      change(({ status }) => (status['replicas'] = 3));
      queueMicrotask(() => (cluster.beforePatch = busy));
    };
    cluster.beforePatch = busy;
    expect(await adapter.trigger(intent, never)).toMatchObject({ kind: 'later', reason: /422/ });
    expect(cluster.executed).toEqual([]);
  });

  it.each<[string, () => void, RegExp]>([
    ['it was paused', () => change((object) => (object.spec['paused'] = true)), /paused/],
    [
      'it was made anew',
      () => {
        cluster.remove('Deployment', 'api');
        deployed(cluster, [V40, V42]);
      },
      /made anew/,
    ],
    ['it is gone', () => cluster.remove('Deployment', 'api'), /no Deployment/],
    [
      'it is being deleted',
      () => change(({ metadata }) => (metadata.deletionTimestamp = '2026-01-01T00:00:00Z')),
      /being deleted/,
    ],
    [
      'the ReplicaSet is no longer kept',
      () => {
        const name = cluster.all('ReplicaSet')[1]?.metadata.name ?? '';
        cluster.remove('ReplicaSet', name);
      },
      /no longer kept/,
    ],
    [
      'the ReplicaSet was changed',
      () => {
        const name = cluster.all('ReplicaSet')[1]?.metadata.name ?? '';
        cluster.change('ReplicaSet', name, (object) => (object.spec['template'] = V42));
      },
      /another template/,
    ],
  ])('is not sent when %s since it was planned', async (_, edit, reason) => {
    const intent = await plannedIntent(adapter);
    edit();
    expect(await adapter.trigger(intent, never)).toMatchObject({ kind: 'rejected', reason });
    expect(patches()).toEqual([]);
  });

  it('is not sent when the target is live already: an `instances` step only looks', async () => {
    const intent = await plannedIntent(adapter);
    const instances = await plannedIntent(adapter, sampleRequest(), 'rr-r1-instances-1');
    await adapter.trigger(intent, never);
    rollOut(cluster);
    expect(await adapter.trigger(instances, never)).toMatchObject({ kind: 'accepted' });
    expect(await adapter.verify(instances, undefined, never)).toEqual({ kind: 'live' });
    expect(patches()).toHaveLength(1);
  });

  it('is over for good once somebody replaced the template, and is not sent again then', async () => {
    const intent = await plannedIntent(adapter);
    await adapter.trigger(intent, never);
    rollOut(cluster);
    change((object) => (object.spec['template'] = apiTemplate('1.43.0')));
    expect(await adapter.status(intent, 'x', never)).toMatchObject({ kind: 'failed' });
    expect(await adapter.verify(intent, 'x', never)).toMatchObject({ kind: 'never' });
    expect(await adapter.trigger(intent, never)).toMatchObject({ kind: 'rejected' });
    expect(cluster.executed).toHaveLength(1);
  });

  it.each<[string, OneFault, object]>([
    ['429', { kind: 'answer', status: 429, headers: { 'retry-after': '3' } }, { kind: 'later', afterMs: 3000 }],
    [
      '403',
      { kind: 'answer', status: 403, body: '{"message":"patch is forbidden"}' },
      { kind: 'rejected', reason: /patch is forbidden/ },
    ],
    ['401', { kind: 'answer', status: 401, body: '{"message":"Unauthorized"}' }, { kind: 'rejected' }],
    ['302', { kind: 'answer', status: 302, headers: { location: 'http://169.254.169.254/' } }, { kind: 'rejected' }],
  ])('that was refused with %s did not happen', async (_, fault, expected) => {
    const intent = await plannedIntent(adapter);
    cluster.fail('PATCH', fault);
    expect(await adapter.trigger(intent, never)).toMatchObject(expected);
    expect(cluster.executed).toEqual([]);
  });

  it('keeps fields that nobody here knows', async () => {
    const future = apiTemplate('1.41.0', { fieldOfTheFuture: { deep: [1, null, { x: 'y' }] } });
    change((object) => (object.spec['template'] = future));
    rollOut(cluster);
    change((object) => (object.spec['template'] = V42));
    rollOut(cluster);
    await adapter.trigger(await plannedIntent(adapter), never);
    expect(live().spec['template']).toEqual(future);
  });

  it('adds annotations where there were none', async () => {
    change(({ metadata }) => delete metadata.annotations);
    await adapter.trigger(await plannedIntent(adapter), never);
    expect(cluster.executed).toEqual(['rr-r1-code-1']);
  });

  it('says that it cannot tell when a list or an object cannot be read', async () => {
    const intent = await plannedIntent(adapter);
    await adapter.trigger(intent, never);
    rollOut(cluster);
    cluster.fail('GET', { kind: 'answer', status: 503 }, '/pods');
    expect(await adapter.verify(intent, 'x', never)).toMatchObject({ kind: 'unsure' });
    cluster.fail('GET', { kind: 'answer', status: 500 });
    expect(await adapter.find(intent, never)).toMatchObject({ kind: 'unsure' });
    cluster.fail('GET', { kind: 'answer', status: 500 });
    expect(await adapter.status(intent, 'x', never)).toMatchObject({ kind: 'unsure' });
  });

  it('reads a renewed token, and does nothing while there is none', async () => {
    let token: string | undefined = FAKE_CLUSTER_TOKEN;
    const renewing = adapterOf({}, () => {
      if (token === undefined) throw new Error('no such file');
      return token;
    });
    const intent = await plannedIntent(renewing);
    token = undefined;
    expect(await renewing.trigger(intent, never)).toMatchObject({ kind: 'later', reason: /token/ });
    token = FAKE_CLUSTER_TOKEN;
    expect(await renewing.trigger(intent, never)).toMatchObject({ kind: 'accepted' });
  });
});
