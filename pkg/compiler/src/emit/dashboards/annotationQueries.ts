import type { AnnotationQuery } from './dashboardJson.ts';
import type { JsonObject } from './modelDocument.ts';
import type { Names } from './names.ts';
import { GRAFANA } from './targets.ts';

/** The tag of every annotation that tells of a release. */
export const RELEASE_TAG = 'release-risk';
/** Beside it on the annotation of a rollback. */
export const ROLLBACK_TAG = 'kind:rollback';

const AT_MOST = 200;

/** Annotations of the chosen service: those that have all these tags. */
export function releaseAnnotations(labels: readonly string[], names: Names, rollbacks: boolean): JsonObject {
  const identity = labels.map((label) => `${label}:\${${names.label(label)}}`);
  const tags = [RELEASE_TAG, ...identity, ...(rollbacks ? [ROLLBACK_TAG] : [])];
  return { type: 'tags', tags, matchAny: false, limit: AT_MOST };
}

/** Releases and, in another colour on top of them, rollbacks; Grafana's own marks stay. */
export function annotationList(labels: readonly string[], names: Names): readonly AnnotationQuery[] {
  return [
    BUILT_IN,
    layer('Releases', 'blue', releaseAnnotations(labels, names, false)),
    layer('Rollbacks', 'red', releaseAnnotations(labels, names, true)),
  ];
}

/** What Grafana adds by itself to a dashboard that has no such entry; written out, nothing changes on saving. */
export const BUILT_IN: AnnotationQuery = {
  name: 'Annotations & Alerts',
  datasource: GRAFANA,
  enable: true,
  hide: true,
  iconColor: 'rgba(0, 211, 255, 1)',
  builtIn: 1,
  type: 'dashboard',
  target: { limit: 100, matchAny: false, tags: [], type: 'dashboard' },
};

function layer(name: string, iconColor: string, target: JsonObject): AnnotationQuery {
  return { name, datasource: GRAFANA, enable: true, hide: true, iconColor, target };
}
