import {
  ApiException,
  AppsV1Api,
  CoreV1Api,
  KubeConfig,
  PatchStrategy,
  setHeaderOptions,
} from '@kubernetes/client-node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { apiTemplate, deployed } from './fakeDeployment.ts';
import { FAKE_CLUSTER_TOKEN, fakeKubernetes } from './fakeKubernetes.ts';
import type { FakeKubernetes } from './fakeKubernetes.ts';

const PLACE = { name: 'api', namespace: 'shop' };
const JSON_PATCH = setHeaderOptions('Content-Type', PatchStrategy.JsonPatch);

describe('The fake Kubernetes, to the official client', () => {
  let cluster: FakeKubernetes;
  let config: KubeConfig;
  beforeEach(async () => {
    cluster = await fakeKubernetes();
    deployed(cluster, [apiTemplate('1.41.0'), apiTemplate('1.42.0', { fieldOfTheFuture: true })]);
    config = new KubeConfig();
    config.loadFromOptions({
      // Without it the client refuses plain HTTP.
      clusters: [{ name: 'fake', server: cluster.url, skipTLSVerify: true }],
      users: [{ name: 'gateway', token: FAKE_CLUSTER_TOKEN }],
      contexts: [{ name: 'fake', cluster: 'fake', user: 'gateway' }],
      currentContext: 'fake',
    });
  });
  afterEach(() => cluster.close());

  it('is an API server whose objects it reads and lists', async () => {
    const apps = config.makeApiClient(AppsV1Api);
    const deployment = await apps.readNamespacedDeployment(PLACE);
    expect(deployment.spec?.template.spec?.containers[0]?.image).toBe('registry.example:5000/shop/api:1.42.0');
    const replicaSets = await apps.listNamespacedReplicaSet({ namespace: 'shop', labelSelector: 'app=api' });
    expect(replicaSets.items).toHaveLength(2);
    const pods = await config.makeApiClient(CoreV1Api).listNamespacedPod({ namespace: 'shop', labelSelector: 'app=b' });
    expect(pods.items).toEqual([]);
  });

  it('takes a patch whose test holds, and refuses one whose test does not', async () => {
    const apps = config.makeApiClient(AppsV1Api);
    const patch = (resourceVersion: string | undefined) => [
      { op: 'test', path: '/metadata/resourceVersion', value: resourceVersion },
      { op: 'replace', path: '/spec/replicas', value: 5 },
    ];
    const { metadata } = await apps.readNamespacedDeployment(PLACE);
    const body = patch(metadata?.resourceVersion);
    const patched = await apps.patchNamespacedDeployment({ ...PLACE, body }, JSON_PATCH);
    expect(patched.spec?.replicas).toBe(5);
    const refusal: unknown = await apps
      .patchNamespacedDeployment({ ...PLACE, body }, JSON_PATCH)
      .catch((e: unknown) => e);
    expect(refusal).toBeInstanceOf(ApiException);
    expect(refusal instanceof ApiException ? refusal.code : 0).toBe(422);
  });

  it('shows why templates do not travel through that client: it drops what it does not know', async () => {
    const { spec } = await config.makeApiClient(AppsV1Api).readNamespacedDeployment(PLACE);
    expect(spec?.template.spec?.containers[0]).not.toHaveProperty('fieldOfTheFuture');
  });
});
