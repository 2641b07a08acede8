import type { ReadSecret } from '../../config/secret.ts';
import type { Egress } from '../../egress/egress.ts';
import type { Adapter, Intent, Live, Lookup, Planned, PlanRequest, Progress, Triggered } from '../adapter.ts';
import { goodReleaseOf, targetOf } from '../goodRelease.ts';
import { clusterApi } from './clusterApi.ts';
import { deploymentProgress } from './deploymentProgress.ts';
import { deploymentSchema, isOwnedBy, podSchema, replicaSetSchema, selectorText } from './objects.ts';
import type { Deployment, PodTemplate } from './objects.ts';
import { digestOf, imageOf, plainTemplate } from './podTemplate.ts';
import { revisionOf, strangerOf } from './revisions.ts';
import type { RevisionMarks } from './revisions.ts';
import type { KubernetesSettings } from './settings.ts';
import { ROLLBACK_ANNOTATION, sendUndo, undoOperations } from './undoPatch.ts';

const MARKS: RevisionMarks = { hashLabel: 'pod-template-hash', revision: 'deployment.kubernetes.io/revision' };
const UNREAD_MS = 10_000;
const CHANGED_MS = 2_000;
/** The status of a Deployment changes all the time while it rolls out, and its resourceVersion with it. */
const ATTEMPTS = 4;

/** Nothing speaks against the call, which is made with this. */
interface Ready<T> {
  readonly kind: 'ready';
  readonly value: T;
}

const digest = ({ spec }: Deployment): string => digestOf(spec.template, MARKS.hashLabel);
const correlationOf = ({ metadata }: Deployment): string | undefined => metadata.annotations?.[ROLLBACK_ANNOTATION];

/** Why the template must not be replaced; undefined where it may. */
function obstacleOf({ target }: Intent, deployment: Deployment): string | undefined {
  const { metadata, spec } = deployment;
  if (metadata.uid !== target.snapshot['uid']) return 'the Deployment was deleted and made anew';
  if (metadata.deletionTimestamp) return 'the Deployment is being deleted';
  if (spec.paused === true) return 'the Deployment is paused';
  return digest(deployment) === target.snapshot['template']
    ? undefined
    : 'somebody changed the pod template after the rollback was planned';
}

/**
 * Brings the template of an earlier ReplicaSet of a Deployment back. The correlation id is written in the same patch,
 * so that what was patched is found, and the same patch changes nothing a second time. As a step of kind `instances`
 * it only waits: its target is live then already, and `verify` looks at every pod. ConfigMaps, Secrets and data stay
 * as they are. Throws what `readSecret` throws.
 */
export function kubernetesAdapter(
  settings: KubernetesSettings,
  parts: { readonly egress: Egress; readonly readSecret: ReadSecret },
): Adapter {
  const api = clusterApi(settings, parts);
  const { clock } = parts.egress;
  const folder = `/apis/apps/v1/namespaces/${settings.namespace}`;
  const path = `${folder}/deployments/${settings.deployment}`;
  const missing = (reason: string) => `there is no Deployment ${settings.namespace}/${settings.deployment}: ${reason}`;

  const read = (signal: AbortSignal) => api.get(path, deploymentSchema, signal);
  const externalIdOf = ({ metadata }: Deployment) => `deployment/${metadata.uid}`;

  async function ownReplicaSets({ metadata, spec }: Deployment, signal: AbortSignal) {
    const all = await api.list(`${folder}/replicasets`, selectorText(spec.selector), replicaSetSchema, signal);
    if (all.kind !== 'read') return all;
    return { kind: 'read', value: all.value.filter((replicaSet) => isOwnedBy(replicaSet, metadata.uid)) } as const;
  }

  /** The template that was planned, unchanged. */
  async function plannedTemplate({ target }: Intent, signal: AbortSignal): Promise<Ready<PodTemplate> | Triggered> {
    const { replicaSet = '', template } = target.fields;
    const reading = await api.get(`${folder}/replicasets/${encodeURIComponent(replicaSet)}`, replicaSetSchema, signal);
    if (reading.kind === 'failed') return { kind: 'later', afterMs: UNREAD_MS, reason: reading.reason };
    if (reading.kind === 'absent') {
      return { kind: 'rejected', reason: `the ReplicaSet ${replicaSet} is no longer kept` };
    }
    return digestOf(reading.value.spec.template, MARKS.hashLabel) === template
      ? { kind: 'ready', value: plainTemplate(reading.value.spec.template, MARKS.hashLabel) }
      : { kind: 'rejected', reason: `the ReplicaSet ${replicaSet} has another template than was planned` };
  }

  /** What is there before anything is sent: an outcome, or the Deployment that the patch is made upon. */
  async function look(intent: Intent, signal: AbortSignal): Promise<Ready<Deployment> | Triggered> {
    const reading = await read(signal);
    if (reading.kind === 'failed') return { kind: 'later', afterMs: UNREAD_MS, reason: reading.reason };
    if (reading.kind === 'absent') return { kind: 'rejected', reason: missing(reading.reason) };
    const deployment = reading.value;
    if (digest(deployment) === intent.target.fields['template']) {
      return { kind: 'accepted', externalId: externalIdOf(deployment), url: undefined };
    }
    if (correlationOf(deployment) === intent.correlationId) {
      return { kind: 'rejected', reason: 'it was rolled back, and somebody replaced the pod template since' };
    }
    const obstacle = obstacleOf(intent, deployment);
    return obstacle === undefined ? { kind: 'ready', value: deployment } : { kind: 'rejected', reason: obstacle };
  }

  async function undo(intent: Intent, signal: AbortSignal): Promise<Triggered> {
    let reason = '';
    let previous = '';
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const seen = await look(intent, signal);
      if (seen.kind !== 'ready') return seen;
      const deployment = seen.value;
      const { resourceVersion, annotations } = deployment.metadata;
      // Nothing changed and it was refused all the same: that is about the patch itself.
      if (resourceVersion === previous) return { kind: 'rejected', reason };
      const template = await plannedTemplate(intent, signal);
      if (template.kind !== 'ready') return template;
      const operations = undoOperations({ resourceVersion, annotations: annotations ?? {} }, template.value, intent);
      const accepted = { kind: 'accepted', externalId: externalIdOf(deployment), url: undefined } as const;
      const outcome = await sendUndo(api, path, operations, accepted, clock.now(), signal);
      if (outcome.kind !== 'changed') return outcome;
      ({ reason } = outcome);
      previous = resourceVersion;
    }
    return { kind: 'later', afterMs: CHANGED_MS, reason };
  }

  /** Pods of other ReplicaSets than the target's that still run. */
  async function otherPods(deployment: Deployment, intent: Intent, signal: AbortSignal): Promise<Live> {
    const replicaSets = await ownReplicaSets(deployment, signal);
    if (replicaSets.kind !== 'read') return { kind: 'unsure', reason: replicaSets.reason };
    const pods = await api.list(
      `/api/v1/namespaces/${settings.namespace}/pods`,
      selectorText(deployment.spec.selector),
      podSchema,
      signal,
    );
    if (pods.kind !== 'read') return { kind: 'unsure', reason: pods.reason };
    const others = replicaSets.value.filter(
      ({ spec }) => digestOf(spec.template, MARKS.hashLabel) !== intent.target.fields['template'],
    );
    const running = pods.value.filter(
      (pod) =>
        !['Succeeded', 'Failed'].includes(pod.status.phase ?? '') &&
        others.some(({ metadata }) => isOwnedBy(pod, metadata.uid)),
    );
    if (running.length === 0) return { kind: 'live' };
    const names = running.slice(0, 3).map(({ metadata }) => metadata.name);
    return {
      kind: 'notYet',
      reason: `${String(running.length)} pods of another version still run: ${names.join(', ')}`,
    };
  }

  return {
    kind: 'kubernetes',
    searchable: { kind: 'idempotent' },

    async plan(request: PlanRequest, signal: AbortSignal): Promise<Planned> {
      const good = goodReleaseOf(request);
      if (good.kind === 'unclear') return good;
      const reading = await read(signal);
      if (reading.kind === 'absent') return { kind: 'unclear', reason: missing(reading.reason) };
      if (reading.kind === 'failed') return { kind: 'unanswered', reason: reading.reason };
      const deployment = reading.value;
      const { metadata, spec } = deployment;
      if (spec.paused === true) return { kind: 'unclear', reason: 'the Deployment is paused' };
      const current = { template: spec.template, annotations: metadata.annotations ?? {} };
      const stranger = strangerOf(current, request, good, settings.version);
      if (stranger !== undefined) return { kind: 'unclear', reason: stranger };
      const replicaSets = await ownReplicaSets(deployment, signal);
      if (replicaSets.kind !== 'read') return { kind: 'unanswered', reason: replicaSets.reason };
      const found = revisionOf(replicaSets.value, good, settings.version, MARKS);
      if (found.kind === 'unclear') return found;
      const { name, uid } = found.replicaSet.metadata;
      const image = imageOf(found.replicaSet.spec.template, undefined);
      const { target } = targetOf(good, clock.now(), {
        fields: { replicaSet: name, replicaSetUid: uid, template: found.digest, image },
        snapshot: { uid: metadata.uid, template: digest(deployment) },
      });
      return { kind: 'target', target: { ...target, text: `${good.version} (ReplicaSet ${name}, ${image})` } };
    },

    trigger: undo,

    async find(intent: Intent, signal: AbortSignal): Promise<Lookup> {
      const reading = await read(signal);
      if (reading.kind !== 'read') return { kind: 'unsure', reason: reading.reason };
      const isThere =
        correlationOf(reading.value) === intent.correlationId ||
        digest(reading.value) === intent.target.fields['template'];
      return isThere ? { kind: 'found', externalId: externalIdOf(reading.value), url: undefined } : { kind: 'none' };
    },

    async status(intent: Intent, _externalId: string, signal: AbortSignal): Promise<Progress> {
      const reading = await read(signal);
      if (reading.kind !== 'read') return { kind: 'unsure', reason: reading.reason };
      if (digest(reading.value) === intent.target.fields['template']) return deploymentProgress(reading.value);
      return correlationOf(reading.value) === intent.correlationId
        ? { kind: 'failed', reason: REPLACED }
        : { kind: 'unsure', reason: 'the Deployment shows nothing of the rollback' };
    },

    async verify(intent: Intent, _externalId: string | undefined, signal: AbortSignal): Promise<Live> {
      const reading = await read(signal);
      if (reading.kind === 'absent') return { kind: 'never', reason: missing(reading.reason) };
      if (reading.kind === 'failed') return { kind: 'unsure', reason: reading.reason };
      if (digest(reading.value) !== intent.target.fields['template']) return { kind: 'never', reason: REPLACED };
      const progress = deploymentProgress(reading.value);
      if (progress.kind === 'running') return { kind: 'notYet', reason: progress.note ?? 'it is rolled out' };
      if (progress.kind !== 'succeeded') return { kind: 'notYet', reason: progress.reason };
      return otherPods(reading.value, intent, signal);
    },
  };
}

const REPLACED = 'somebody replaced the pod template';
