import type { PlanRequest } from '../adapter.ts';
import type { GoodRelease } from '../goodRelease.ts';
import type { ReplicaSet } from './objects.ts';
import { digestOf, isRelease } from './podTemplate.ts';
import type { Annotated, HashLabel } from './podTemplate.ts';
import type { TemplateVersion } from './settings.ts';

/** How the revisions of something are told apart: by which label and annotation. */
export interface RevisionMarks {
  readonly hashLabel: HashLabel;
  readonly revision: 'deployment.kubernetes.io/revision' | 'rollout.argoproj.io/revision';
}

export type RevisionFound =
  | { readonly kind: 'revision'; readonly replicaSet: ReplicaSet; readonly digest: string; readonly revision: string }
  | { readonly kind: 'unclear'; readonly reason: string };

const annotated = ({ metadata, spec }: ReplicaSet): Annotated => ({
  template: spec.template,
  annotations: metadata.annotations ?? {},
});

/** The newest revision that is the release, among the ReplicaSets of one owner. */
export function revisionOf(
  replicaSets: readonly ReplicaSet[],
  good: GoodRelease,
  how: TemplateVersion,
  marks: RevisionMarks,
): RevisionFound {
  const numbered = replicaSets.map((replicaSet) => ({
    replicaSet,
    number: Number(replicaSet.metadata.annotations?.[marks.revision] ?? 0),
  }));
  const told = numbered.map((one) => ({ ...one, is: isRelease(annotated(one.replicaSet), good, how) }));
  if (told.some(({ is }) => is === undefined)) {
    return { kind: 'unclear', reason: `no artifact of ${good.version} is known, and revisions are known by artifacts` };
  }
  const [newest] = told.filter(({ is }) => is === true).sort((a, b) => b.number - a.number);
  if (newest === undefined) {
    const reason = `none of the ${String(replicaSets.length)} ReplicaSets that are kept is ${good.version}`;
    return { kind: 'unclear', reason };
  }
  const { replicaSet, number } = newest;
  const digest = digestOf(replicaSet.spec.template, marks.hashLabel);
  return { kind: 'revision', replicaSet, digest, revision: String(number) };
}

/** Why what is deployed now is not what the request is about; undefined where it is, or where nobody can tell. */
export function strangerOf(
  current: Annotated,
  { bad }: PlanRequest,
  good: GoodRelease,
  how: TemplateVersion,
): string | undefined {
  if (isRelease(current, good, how) === true) return undefined;
  const release = { version: bad.version, artifact: bad.record?.artifact };
  return isRelease(current, release, how) === false
    ? `what is deployed now is neither ${bad.version} nor ${good.version}`
    : undefined;
}
