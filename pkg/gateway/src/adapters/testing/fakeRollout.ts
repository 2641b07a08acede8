import { templateHash } from './fakeKubernetes.ts';
import type { FakeKubernetes, FakeObject, FakeTemplate } from './fakeKubernetes.ts';

const REVISION = 'rollout.argoproj.io/revision';
const HASH = 'rollouts-pod-template-hash';
const API = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout' } as const;

/** How far the controller takes the newest template. */
export type Reach = 'canary' | 'full' | 'degraded';

function templateOf(cluster: FakeKubernetes): FakeTemplate {
  const { spec } = cluster.object('Rollout', 'api');
  const { name } = (spec['workloadRef'] ?? {}) as { name?: string };
  return (name === undefined ? spec : cluster.object('Deployment', name).spec)['template'] as FakeTemplate;
}

/** A Rollout `api` that brought these versions out; the last one reaches as far as is said. */
export function released(
  cluster: FakeKubernetes,
  versions: readonly FakeTemplate[],
  { reach = 'full', byWorkload = false }: { readonly reach?: Reach; readonly byWorkload?: boolean } = {},
): void {
  const [first, ...others] = versions;
  const selector = { matchLabels: { app: 'api' } };
  if (byWorkload) {
    cluster.put({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'api' },
      spec: { replicas: 0, selector, template: first },
      status: {},
    });
  }
  const workloadRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' };
  cluster.put({
    ...API,
    metadata: { name: 'api' },
    spec: { replicas: 2, ...(byWorkload ? { workloadRef } : { selector, template: first }) },
    status: {},
  });
  bringOut(cluster, others.length === 0 ? reach : 'full');
  others.forEach((template, at) => {
    cluster.change(byWorkload ? 'Deployment' : 'Rollout', 'api', (object) => (object.spec['template'] = template));
    bringOut(cluster, at === others.length - 1 ? reach : 'full');
  });
}

function replicaSetOf(cluster: FakeKubernetes, template: FakeTemplate): string {
  const hash = templateHash(template);
  const name = `api-${hash}`;
  const known = cluster.all('ReplicaSet');
  const newest = Math.max(0, ...known.map(({ metadata }) => Number(metadata.annotations?.[REVISION] ?? 0)));
  const annotations = { [REVISION]: String(newest + 1) };
  if (known.some(({ metadata }) => metadata.name === name)) {
    cluster.change('ReplicaSet', name, ({ metadata }) => Object.assign(metadata.annotations ?? {}, annotations));
    return hash;
  }
  const labels = { ...template.metadata.labels, [HASH]: hash };
  const { metadata } = cluster.object('Rollout', 'api');
  cluster.put({
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name, labels, annotations, ownerReferences: [ownerOf({ ...API, metadata })] },
    spec: {
      replicas: 2,
      selector: { matchLabels: labels },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
    status: { replicas: 2 },
  });
  return hash;
}

function ownerOf({ apiVersion, kind, metadata }: Pick<FakeObject, 'apiVersion' | 'kind' | 'metadata'>): object {
  return { apiVersion, kind, name: metadata.name, uid: metadata.uid, controller: true };
}

/** What the controller does with the template that is there: going back to the stable one ends an abort at once. */
export function bringOut(cluster: FakeKubernetes, reach: Reach): void {
  const hash = replicaSetOf(cluster, templateOf(cluster));
  const workload = cluster.all('Deployment')[0];
  cluster.change('Rollout', 'api', ({ metadata, status }) => {
    const isFull = reach === 'full' || status['stableRS'] === hash;
    Object.assign(status, {
      observedGeneration: String(metadata.generation),
      ...(workload === undefined ? {} : { workloadObservedGeneration: String(workload.metadata.generation) }),
      currentPodHash: hash,
      phase: reach === 'degraded' ? 'Degraded' : isFull ? 'Healthy' : 'Paused',
      message: isFull ? '' : 'CanaryPauseStep',
      ...(isFull ? { stableRS: hash } : {}),
    });
    delete status['abort'];
  });
  const { stableRS } = cluster.object('Rollout', 'api').status;
  for (const { metadata } of cluster.all('Pod')) cluster.remove('Pod', metadata.name);
  for (const running of new Set([hash, String(stableRS)])) {
    const replicaSet = cluster.object('ReplicaSet', `api-${running}`);
    cluster.put({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: `api-${running}-1`,
        labels: { app: 'api', [HASH]: running },
        ownerReferences: [ownerOf(replicaSet)],
      },
      spec: { containers: [{ name: 'api' }] },
      status: { phase: 'Running' },
    });
  }
}
