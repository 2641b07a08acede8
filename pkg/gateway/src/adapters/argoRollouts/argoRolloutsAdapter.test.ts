import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Adapter } from '../adapter.ts';
import type { OneFault } from '../testing/brittleServer.ts';
import { describeAdapter } from '../testing/describeAdapter.ts';
import { apiTemplate } from '../testing/fakeDeployment.ts';
import { FAKE_CLUSTER_TOKEN, fakeKubernetes } from '../testing/fakeKubernetes.ts';
import type { FakeKubernetes, FakeObject } from '../testing/fakeKubernetes.ts';
import { bringOut, released } from '../testing/fakeRollout.ts';
import { localEgress } from '../testing/localEgress.ts';
import { NEVER_ABORTED as never, plannedIntent, sampleRequest } from '../testing/sampleRequest.ts';
import { argoRolloutsAdapter } from './argoRolloutsAdapter.ts';
import { argoRolloutsSettingsSchema } from './settings.ts';

const [V40, V41, V42] = [apiTemplate('1.40.0'), apiTemplate('1.41.0'), apiTemplate('1.42.0')];
const VERSIONS = [V40, V41, V42];

function adapterOn(cluster: FakeKubernetes, settings: object = {}): Adapter {
  const parsed = argoRolloutsSettingsSchema.parse({
    kind: 'argoRollouts',
    url: cluster.url,
    token: { env: 'TOKEN' },
    namespace: 'shop',
    rollout: 'api',
    ...settings,
  });
  return argoRolloutsAdapter(parsed, { egress: localEgress(cluster), readSecret: () => FAKE_CLUSTER_TOKEN });
}

describeAdapter('An Argo Rollout that is out', async () => {
  const cluster = await fakeKubernetes();
  released(cluster, VERSIONS);
  return {
    adapter: adapterOn(cluster),
    request: sampleRequest(),
    executions: (correlationId) => cluster.executed.filter((id) => id === correlationId).length,
    end: (_, how) => bringOut(cluster, how === 'succeeded' ? 'full' : 'degraded'),
    breakRequests: cluster.break,
    mend: cluster.mend,
    addresses: () => cluster.requests.map(({ url }) => url),
    close: () => cluster.close(),
  };
});

describe('A rollback by Argo Rollouts', () => {
  let cluster: FakeKubernetes;
  let adapter: Adapter;
  beforeEach(async () => {
    cluster = await fakeKubernetes();
    adapter = adapterOn(cluster);
  });
  afterEach(() => cluster.close());

  const rollout = () => cluster.object('Rollout', 'api');
  const change = (edit: (object: FakeObject) => void) => cluster.change('Rollout', 'api', edit);
  const patches = () => cluster.requests.filter(({ method }) => method === 'PATCH');

  it('aborts a version that is partly out, then puts the stable template back, and waits for its last pod', async () => {
    released(cluster, VERSIONS, { reach: 'canary' });
    const intent = await plannedIntent(adapter);
    expect(intent.target.text).toMatch(/^1\.41\.0 \(revision 2, ReplicaSet api-/);
    expect(await adapter.trigger(intent, never)).toMatchObject({ kind: 'accepted' });
    expect(patches().map(({ path }) => path.split('/rollouts/')[1])).toEqual(['api/status', 'api']);
    expect(rollout().status['abort']).toBe(true);
    expect(rollout().spec['template']).toEqual(V41);
    expect(await adapter.status(intent, 'x', never)).toMatchObject({ kind: 'running', note: /not seen/ });
    bringOut(cluster, 'full');
    expect(await adapter.status(intent, 'x', never)).toEqual({ kind: 'succeeded' });
    expect(await adapter.verify(intent, 'x', never)).toEqual({ kind: 'live' });
    expect(cluster.executed).toEqual(['rr-r1-code-1']);
  });

  it('aborts nothing that is out everywhere', async () => {
    released(cluster, VERSIONS);
    await adapter.trigger(await plannedIntent(adapter), never);
    expect(patches().map(({ path }) => path.split('/rollouts/')[1])).toEqual(['api']);
  });

  it('aborts by the object itself where the CRD has no status subresource', async () => {
    cluster.hasRolloutStatus = false;
    released(cluster, VERSIONS, { reach: 'canary' });
    await adapter.trigger(await plannedIntent(adapter), never);
    expect(patches().map(({ path }) => path.split('/rollouts/')[1])).toEqual(['api/status', 'api', 'api']);
    expect(rollout().status['abort']).toBe(true);
    expect(cluster.executed).toEqual(['rr-r1-code-1']);
  });

  it.each<[string, OneFault]>([
    ['is not allowed', { kind: 'answer', status: 403, body: '{"message":"forbidden"}' }],
    ['gets no answer', { kind: 'resetAfter' }],
    ['fails', { kind: 'answer', status: 500 }],
  ])('is put back even where the abort %s', async (_, fault) => {
    released(cluster, VERSIONS, { reach: 'canary' });
    const intent = await plannedIntent(adapter);
    cluster.fail('PATCH', fault);
    expect(await adapter.trigger(intent, never)).toMatchObject({ kind: 'accepted' });
    expect(rollout().spec['template']).toEqual(V41);
  });

  it('neither aborts nor covers what somebody released at the same moment', async () => {
    released(cluster, VERSIONS, { reach: 'canary' });
    const intent = await plannedIntent(adapter);
    const newer = apiTemplate('1.43.0');
    cluster.beforePatch = () => change((object) => (object.spec['template'] = newer));
    expect(await adapter.trigger(intent, never)).toMatchObject({ kind: 'rejected', reason: /somebody changed/ });
    expect(rollout().spec['template']).toEqual(newer);
    expect(rollout().status['abort']).toBeUndefined();
  });

  it('changes the Deployment where the template is taken from one', async () => {
    released(cluster, VERSIONS, { byWorkload: true });
    const intent = await plannedIntent(adapter);
    expect(await adapter.trigger(intent, never)).toMatchObject({ kind: 'accepted' });
    expect(cluster.object('Deployment', 'api').spec['template']).toEqual(V41);
    expect(rollout().spec['template']).toBeUndefined();
    expect(await adapter.find(intent, never)).toMatchObject({ kind: 'found' });
    expect(await adapter.status(intent, 'x', never)).toMatchObject({ kind: 'running' });
    bringOut(cluster, 'full');
    expect(await adapter.verify(intent, 'x', never)).toEqual({ kind: 'live' });
  });

  it('brings no label back that stable pods only carried for a while', async () => {
    released(cluster, VERSIONS);
    const good = cluster.all('ReplicaSet')[1]?.metadata.name ?? '';
    cluster.change('ReplicaSet', good, ({ metadata, spec }) => {
      const ephemeral = { labels: { role: 'stable' }, annotations: { note: 'x' } };
      Object.assign(metadata.annotations ?? {}, {
        'rollout.argoproj.io/ephemeral-metadata': JSON.stringify(ephemeral),
      });
      const template = spec['template'] as { metadata: { labels: object; annotations?: object } };
      Object.assign(template.metadata.labels, { role: 'stable' });
      template.metadata.annotations = { note: 'x' };
    });
    await adapter.trigger(await plannedIntent(adapter), never);
    expect(rollout().spec['template']).toEqual(V41);
  });

  it('is not live while the way back is only partly walked, or the bad pods of a blue-green release still run', async () => {
    released(cluster, VERSIONS);
    const intent = await plannedIntent(adapter);
    await adapter.trigger(intent, never);
    bringOut(cluster, 'canary');
    expect(await adapter.status(intent, 'x', never)).toMatchObject({
      kind: 'running',
      note: 'Paused: CanaryPauseStep',
    });
    expect(await adapter.verify(intent, 'x', never)).toMatchObject({ kind: 'notYet' });
    change(({ status }) => Object.assign(status, { phase: 'Healthy', stableRS: status['currentPodHash'] }));
    expect(await adapter.verify(intent, 'x', never)).toMatchObject({ kind: 'notYet', reason: /1 pods of another/ });
  });

  it.each<[string, () => void, RegExp]>([
    ['there is none', () => cluster.remove('Rollout', 'api'), /no usable Rollout/],
    ['it is paused by hand', () => change(({ spec }) => (spec['paused'] = true)), /paused/],
    [
      'its workload is no Deployment',
      () => change(({ spec }) => (spec['workloadRef'] = { kind: 'PodTemplate', name: 'x' })),
      /only Deployments/,
    ],
    ['something else is out', () => change(({ spec }) => (spec['template'] = apiTemplate('2.0.0'))), /neither/],
  ])('is unclear when %s', async (_, edit, reason) => {
    released(cluster, VERSIONS);
    edit();
    expect(await adapter.plan(sampleRequest(), never)).toMatchObject({ kind: 'unclear', reason });
  });
});
