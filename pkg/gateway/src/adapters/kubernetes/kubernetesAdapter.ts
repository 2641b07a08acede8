import type { ReadSecret } from '../../config/secret.ts';
import type { Egress } from '../../egress/egress.ts';
import type { Adapter, Intent, Live, Lookup, Planned, PlanRequest, Progress, Triggered } from '../adapter.ts';
import { goodReleaseOf } from '../goodRelease.ts';
import { clusterApi } from './clusterApi.ts';
import { deploymentProgress } from './deploymentProgress.ts';
import { deploymentSchema } from './objects.ts';
import type { Deployment, ReplicaSet } from './objects.ts';
import { onlyTargetRuns } from './ownedPods.ts';
import type { Owner } from './ownedPods.ts';
import { planRevision } from './planRevision.ts';
import { digestOf, plainTemplate } from './podTemplate.ts';
import type { RevisionMarks } from './revisions.ts';
import type { KubernetesSettings } from './settings.ts';
import { plannedTemplate, ROLLBACK_ANNOTATION, undoTemplate, UNREAD_MS } from './undo.ts';
import type { Holder, Ready } from './undo.ts';

const MARKS: RevisionMarks = { hashLabel: 'pod-template-hash', revision: 'deployment.kubernetes.io/revision' };

const plain = ({ spec }: ReplicaSet) => plainTemplate(spec.template, MARKS.hashLabel);
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

  const ownerOf = ({ metadata, spec }: Deployment): Owner => ({
    namespace: settings.namespace,
    uid: metadata.uid,
    selector: spec.selector,
  });

  /** What is there before anything is sent: an outcome, or what the patch is made upon. */
  async function look(intent: Intent, signal: AbortSignal): Promise<Ready<Holder> | Triggered> {
    const reading = await read(signal);
    if (reading.kind === 'failed') return { kind: 'later', afterMs: UNREAD_MS, reason: reading.reason };
    if (reading.kind === 'absent') return { kind: 'rejected', reason: missing(reading.reason) };
    const deployment = reading.value;
    const externalId = externalIdOf(deployment);
    if (digest(deployment) === intent.target.fields['template']) {
      return { kind: 'accepted', externalId, url: undefined };
    }
    if (correlationOf(deployment) === intent.correlationId) {
      return { kind: 'rejected', reason: 'it was rolled back, and somebody replaced the pod template since' };
    }
    const obstacle = obstacleOf(intent, deployment);
    if (obstacle !== undefined) return { kind: 'rejected', reason: obstacle };
    const { resourceVersion, annotations } = deployment.metadata;
    return { kind: 'ready', value: { path, externalId, resourceVersion, annotations: annotations ?? {} } };
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
      const holder = {
        current: { template: spec.template, annotations: metadata.annotations ?? {} },
        digest: digest(deployment),
        uid: metadata.uid,
        owner: ownerOf(deployment),
        marks: MARKS,
        version: settings.version,
        plain: (replicaSet: ReplicaSet) => replicaSet,
      };
      return planRevision(api, holder, request, good, () => '', clock.now(), signal);
    },

    trigger: (intent: Intent, signal: AbortSignal): Promise<Triggered> =>
      undoTemplate(
        {
          api,
          look: () => look(intent, signal),
          template: () => plannedTemplate(api, folder, intent, plain, MARKS.hashLabel, signal),
          now: () => clock.now(),
        },
        intent,
        signal,
      ),

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
      const isTarget = ({ spec }: ReplicaSet) =>
        digestOf(spec.template, MARKS.hashLabel) === intent.target.fields['template'];
      return onlyTargetRuns(api, ownerOf(reading.value), isTarget, signal);
    },
  };
}

const REPLACED = 'somebody replaced the pod template';
