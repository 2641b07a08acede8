import type { Intent, Triggered } from '../adapter.ts';
import { toldBy } from '../../egress/exchange.ts';
import { harmless } from '../harmless.ts';
import { triggeredOf } from '../outcome.ts';
import type { ClusterApi, PatchOperation } from './clusterApi.ts';
import { replicaSetSchema } from './objects.ts';
import type { PodTemplate, ReplicaSet } from './objects.ts';
import { digestOf } from './podTemplate.ts';
import type { HashLabel } from './podTemplate.ts';

/** The correlation id of the rollback that changed the template last: written together with it. */
export const ROLLBACK_ANNOTATION = 'release-risk/rollback';
const CAUSE_ANNOTATION = 'kubernetes.io/change-cause';

export const UNREAD_MS = 10_000;
const CHANGED_MS = 2_000;
/** The status of an object changes all the time while it rolls out, and its resourceVersion with it. */
const ATTEMPTS = 4;

/** The object whose template is replaced, as it was read a moment ago. */
export interface Holder {
  readonly path: string;
  readonly externalId: string;
  readonly resourceVersion: string;
  readonly annotations: Readonly<Record<string, string>>;
}

/** Nothing speaks against the call, which is made with this. */
export interface Ready<T> {
  readonly kind: 'ready';
  readonly value: T;
}

export interface Undo {
  readonly api: ClusterApi;
  /** What is there now, or an outcome that needs no patch. Asked before each patch. */
  look(): Promise<Ready<Holder> | Triggered>;
  /** The template that goes back. */
  template(): Promise<Ready<PodTemplate> | Triggered>;
  now(): number;
}

const pointer = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

function operationsOf(upon: Holder, template: PodTemplate, intent: Intent): PatchOperation[] {
  const said = {
    [ROLLBACK_ANNOTATION]: intent.correlationId,
    [CAUSE_ANNOTATION]: harmless(`release-risk: back to ${intent.target.version ?? ''}, ${intent.reason}`, 300),
  };
  const hasAnnotations = Object.keys(upon.annotations).length > 0;
  const added = Object.entries(said).map(([key, value]): PatchOperation => ({
    op: 'add',
    path: `/metadata/annotations/${pointer(key)}`,
    value,
  }));
  return [
    { op: 'test', path: '/metadata/resourceVersion', value: upon.resourceVersion },
    { op: 'replace', path: '/spec/template', value: template },
    ...(hasAnnotations ? added : [{ op: 'add', path: '/metadata/annotations', value: said } as const]),
  ];
}

/**
 * Replaces the template together with the correlation id, unless anything of the object changed since it was read: then
 * it is looked at again. A failed `test` is answered with 422 as a wrong patch is, a lost race also with 409.
 */
export async function undoTemplate(undo: Undo, intent: Intent, signal: AbortSignal): Promise<Triggered> {
  let reason = '';
  let previous = '';
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const seen = await undo.look();
    if (seen.kind !== 'ready') return seen;
    const { path, externalId, resourceVersion } = seen.value;
    // Nothing changed and it was refused all the same: that is about the patch itself.
    if (resourceVersion === previous) return { kind: 'rejected', reason };
    const template = await undo.template();
    if (template.kind !== 'ready') return template;
    const operations = operationsOf(seen.value, template.value, intent);
    const exchange = await undo.api.patch(path, { type: 'json', operations }, signal);
    const isChanged = exchange.kind === 'answered' && (exchange.status === 409 || exchange.status === 422);
    if (!isChanged) return triggeredOf(exchange, undo.now(), () => ({ kind: 'accepted', externalId, url: undefined }));
    reason = toldBy(exchange);
    previous = resourceVersion;
  }
  return { kind: 'later', afterMs: CHANGED_MS, reason };
}

/** The template of the ReplicaSet that was planned, where it still is what it was. */
export async function plannedTemplate(
  api: ClusterApi,
  folder: string,
  { target }: Intent,
  plain: (replicaSet: ReplicaSet) => PodTemplate,
  hashLabel: HashLabel,
  signal: AbortSignal,
): Promise<Ready<PodTemplate> | Triggered> {
  const { replicaSet = '', template } = target.fields;
  const reading = await api.get(`${folder}/replicasets/${encodeURIComponent(replicaSet)}`, replicaSetSchema, signal);
  if (reading.kind === 'failed') return { kind: 'later', afterMs: UNREAD_MS, reason: reading.reason };
  if (reading.kind === 'absent') return { kind: 'rejected', reason: `the ReplicaSet ${replicaSet} is no longer kept` };
  const value = plain(reading.value);
  return digestOf(value, hashLabel) === template
    ? { kind: 'ready', value }
    : { kind: 'rejected', reason: `the ReplicaSet ${replicaSet} has another template than was planned` };
}
