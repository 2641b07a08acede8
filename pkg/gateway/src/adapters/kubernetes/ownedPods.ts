import type { Live } from '../adapter.ts';
import type { Reading } from '../reading.ts';
import type { ClusterApi } from './clusterApi.ts';
import { isOwnedBy, podSchema, replicaSetSchema, selectorText } from './objects.ts';
import type { LabelSelector, ReplicaSet } from './objects.ts';

/** Where the ReplicaSets and pods of one owner are. */
export interface Owner {
  readonly namespace: string;
  readonly uid: string;
  readonly selector: LabelSelector;
}

/** All ReplicaSets that the owner controls. */
export async function ownReplicaSets(
  api: ClusterApi,
  { namespace, uid, selector }: Owner,
  signal: AbortSignal,
): Promise<Reading<readonly ReplicaSet[]>> {
  const path = `/apis/apps/v1/namespaces/${namespace}/replicasets`;
  const all = await api.list(path, selectorText(selector), replicaSetSchema, signal);
  if (all.kind !== 'read') return all;
  return { kind: 'read', value: all.value.filter((replicaSet) => isOwnedBy(replicaSet, uid)) };
}

/** `live` where no pod of another ReplicaSet than the target's runs, not even one that is being deleted. */
export async function onlyTargetRuns(
  api: ClusterApi,
  owner: Owner,
  isTarget: (replicaSet: ReplicaSet) => boolean,
  signal: AbortSignal,
): Promise<Live> {
  const replicaSets = await ownReplicaSets(api, owner, signal);
  if (replicaSets.kind !== 'read') return { kind: 'unsure', reason: replicaSets.reason };
  const path = `/api/v1/namespaces/${owner.namespace}/pods`;
  const pods = await api.list(path, selectorText(owner.selector), podSchema, signal);
  if (pods.kind !== 'read') return { kind: 'unsure', reason: pods.reason };
  const others = replicaSets.value.filter((replicaSet) => !isTarget(replicaSet));
  const running = pods.value.filter(
    (pod) =>
      !['Succeeded', 'Failed'].includes(pod.status.phase ?? '') &&
      others.some(({ metadata }) => isOwnedBy(pod, metadata.uid)),
  );
  if (running.length === 0) return { kind: 'live' };
  const names = running.slice(0, 3).map(({ metadata }) => metadata.name);
  return { kind: 'notYet', reason: `${String(running.length)} pods of another version still run: ${names.join(', ')}` };
}
