import type { Planned, PlanRequest } from '../adapter.ts';
import { type GoodRelease, targetOf } from '../goodRelease.ts';
import type { ClusterApi } from './clusterApi.ts';
import type { ReplicaSet } from './objects.ts';
import { type Owner, ownReplicaSets } from './ownedPods.ts';
import { type Annotated, imageOf } from './podTemplate.ts';
import { revisionOf, type RevisionMarks, strangerOf } from './revisions.ts';
import type { TemplateVersion } from './settings.ts';

/** What holds a pod template now, with the ReplicaSets that it had before. */
export interface RevisionHolder {
  readonly current: Annotated;
  /** Of its template. */
  readonly digest: string;
  /** Of the object that would be patched. */
  readonly uid: string;
  readonly owner: Owner;
  readonly marks: RevisionMarks;
  /** How templates tell which version they are. */
  readonly version: TemplateVersion;
  /** A ReplicaSet as it came from the template: without what was added to it since. */
  readonly plain: (replicaSet: ReplicaSet) => ReplicaSet;
}

/**
 * Names the ReplicaSet of the good release as the target, by the digest of its template: revision numbers change with
 * every rollback. `text` names a revision for people.
 */
export async function planRevision(
  api: ClusterApi,
  { current, digest, uid, owner, marks, version, plain }: RevisionHolder,
  request: PlanRequest,
  good: GoodRelease,
  text: (revision: string) => string,
  now: number,
  signal: AbortSignal,
): Promise<Planned> {
  const stranger = strangerOf(current, request, good, version);
  if (stranger !== undefined) return { kind: 'unclear', reason: stranger };
  const replicaSets = await ownReplicaSets(api, owner, signal);
  if (replicaSets.kind !== 'read') return { kind: 'unanswered', reason: replicaSets.reason };
  const found = revisionOf(replicaSets.value.map(plain), good, version, marks);
  if (found.kind === 'unclear') return found;
  const { metadata, spec } = found.replicaSet;
  const image = imageOf(spec.template, undefined);
  const { target } = targetOf(good, now, {
    fields: { replicaSet: metadata.name, replicaSetUid: metadata.uid, template: found.digest, image },
    snapshot: { uid, template: digest },
  });
  const named = `${text(found.revision)}ReplicaSet ${metadata.name}, ${image}`;
  return { kind: 'target', target: { ...target, text: `${good.version} (${named})` } };
}
