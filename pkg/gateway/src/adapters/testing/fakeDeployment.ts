import { templateHash } from './fakeKubernetes.ts';
import type { FakeKubernetes, FakeObject, FakeTemplate } from './fakeKubernetes.ts';

const REVISION = 'deployment.kubernetes.io/revision';
const HASH = 'pod-template-hash';

/** The pod template of a version of `api`, as an API server gives it back. */
export function apiTemplate(version: string, changes: object = {}): FakeTemplate {
  return {
    metadata: { labels: { app: 'api' } },
    spec: {
      containers: [{ name: 'api', image: `registry.example:5000/shop/api:${version}`, ...changes }],
      restartPolicy: 'Always',
      terminationGracePeriodSeconds: 30,
    },
  };
}

const templateOf = (object: FakeObject) => object.spec['template'] as FakeTemplate;
const replicasOf = (object: FakeObject) => (object.spec['replicas'] as number | undefined) ?? 1;

/** A Deployment `api` that rolled these versions out one after the other; the last one is live. */
export function deployed(cluster: FakeKubernetes, versions: readonly FakeTemplate[], replicas = 2): void {
  const [first, ...others] = versions;
  cluster.put({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'api', labels: { app: 'api' }, annotations: { owner: 'shop' } },
    spec: { replicas, selector: { matchLabels: { app: 'api' } }, template: first },
    status: {},
  });
  rollOut(cluster);
  for (const template of others) {
    cluster.change('Deployment', 'api', (object) => (object.spec['template'] = template));
    rollOut(cluster);
  }
}

/** What the controller does with the template: its ReplicaSet gets a NEW revision number, and its pods replace others. */
export function rollOut(cluster: FakeKubernetes, { available = true, keepOldPods = false } = {}): void {
  const deployment = cluster.object('Deployment', 'api');
  const template = templateOf(deployment);
  const hash = templateHash(template);
  const owned = cluster.all('ReplicaSet');
  const newest = Math.max(0, ...owned.map(({ metadata }) => Number(metadata.annotations?.[REVISION] ?? 0)));
  const labels = { ...template.metadata.labels, [HASH]: hash };
  const name = `api-${hash}`;
  const revision = { [REVISION]: String(newest + 1) };
  if (owned.some(({ metadata }) => metadata.name === name)) {
    cluster.change('ReplicaSet', name, ({ metadata }) => (metadata.annotations = revision));
  } else {
    cluster.put({
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: { name, labels, annotations: revision, ownerReferences: [ownerOf(deployment)] },
      spec: {
        replicas: replicasOf(deployment),
        selector: { matchLabels: labels },
        template: { ...template, metadata: { ...template.metadata, labels } },
      },
      status: { replicas: replicasOf(deployment) },
    });
  }
  replacePods(cluster, name, labels, replicasOf(deployment), keepOldPods);
  const replicas = replicasOf(deployment);
  cluster.change('Deployment', 'api', ({ metadata, status }) => {
    Object.assign(status, {
      observedGeneration: metadata.generation,
      replicas: replicas + (keepOldPods ? 1 : 0),
      updatedReplicas: replicas,
      availableReplicas: available ? replicas : 0,
      conditions: [{ type: 'Progressing', status: 'True', reason: 'NewReplicaSetAvailable' }],
    });
  });
}

function ownerOf({ apiVersion, kind, metadata }: FakeObject): object {
  return { apiVersion, kind, name: metadata.name, uid: metadata.uid, controller: true, blockOwnerDeletion: true };
}

function replacePods(
  cluster: FakeKubernetes,
  replicaSet: string,
  labels: Record<string, string>,
  replicas: number,
  keepOldPods: boolean,
): void {
  const old = cluster.all('Pod').filter(({ metadata }) => !metadata.name.startsWith(`${replicaSet}-`));
  for (const { metadata } of keepOldPods ? old.slice(1) : old) cluster.remove('Pod', metadata.name);
  const owner = ownerOf(cluster.object('ReplicaSet', replicaSet));
  for (let at = 1; at <= replicas; at += 1) {
    cluster.put({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: `${replicaSet}-${String(at)}`, labels, ownerReferences: [owner] },
      spec: { containers: [{ name: 'api' }] },
      status: { phase: 'Running' },
    });
  }
}
