import type { ReadSecret } from '../../config/secret.ts';
import type { Egress } from '../../egress/egress.ts';
import type { Adapter, Intent, Live, Lookup, Planned, PlanRequest, Progress, Triggered } from '../adapter.ts';
import { goodReleaseOf } from '../goodRelease.ts';
import { clusterApi } from '../kubernetes/clusterApi.ts';
import { deploymentSchema } from '../kubernetes/objects.ts';
import type { ReplicaSet } from '../kubernetes/objects.ts';
import { onlyTargetRuns, ownReplicaSets } from '../kubernetes/ownedPods.ts';
import type { Owner } from '../kubernetes/ownedPods.ts';
import { planRevision } from '../kubernetes/planRevision.ts';
import { digestOf } from '../kubernetes/podTemplate.ts';
import type { RevisionMarks } from '../kubernetes/revisions.ts';
import { plannedTemplate, ROLLBACK_ANNOTATION, undoTemplate, UNREAD_MS } from '../kubernetes/undo.ts';
import type { Holder, Ready } from '../kubernetes/undo.ts';
import type { Reading } from '../reading.ts';
import { isUnderWay, plainRevision, rolloutProgress, rolloutSchema, viewOf } from './rollout.ts';
import type { RolloutView } from './rollout.ts';
import type { ArgoRolloutsSettings } from './settings.ts';

const HASH = 'rollouts-pod-template-hash';
const MARKS: RevisionMarks = { hashLabel: HASH, revision: 'rollout.argoproj.io/revision' };
const REPLACED = 'somebody replaced the pod template';

const digest = ({ template }: RolloutView): string => digestOf(template, HASH);
const holderOf = ({ rollout, workload }: RolloutView) => workload ?? rollout;
const correlationOf = (view: RolloutView) => holderOf(view).metadata.annotations?.[ROLLBACK_ANNOTATION];
const externalIdOf = ({ rollout }: RolloutView) => `rollout/${rollout.metadata.uid}`;
const isTargetOf =
  ({ target }: Intent) =>
  (replicaSet: ReplicaSet): boolean =>
    digestOf(plainRevision(replicaSet), HASH) === target.fields['template'];

/** Why the template must not be replaced; undefined where it may. */
function obstacleOf({ target }: Intent, view: RolloutView): string | undefined {
  const { metadata } = holderOf(view);
  if (metadata.uid !== target.snapshot['uid']) return 'what holds the pod template was deleted and made anew';
  if (metadata.deletionTimestamp) return 'what holds the pod template is being deleted';
  if (view.rollout.spec.paused === true) return 'the Rollout is paused';
  return digest(view) === target.snapshot['template']
    ? undefined
    : 'somebody changed the pod template after the rollback was planned';
}

/**
 * Brings the template of an earlier revision of a Rollout back; where it takes its template from a Deployment, of that.
 * While the bad version is only partly out, it is aborted first: traffic goes back at once. An abort alone would leave
 * the bad template in the spec, and the next retry would bring it out again. Throws what `readSecret` throws.
 */
export function argoRolloutsAdapter(
  settings: ArgoRolloutsSettings,
  parts: { readonly egress: Egress; readonly readSecret: ReadSecret },
): Adapter {
  const api = clusterApi(settings, parts);
  const { clock } = parts.egress;
  const apps = `/apis/apps/v1/namespaces/${settings.namespace}`;
  const path = `/apis/argoproj.io/v1alpha1/namespaces/${settings.namespace}/rollouts/${settings.rollout}`;
  const workloadPath = (name: string) => `${apps}/deployments/${encodeURIComponent(name)}`;

  async function read(signal: AbortSignal): Promise<Reading<RolloutView>> {
    const rollout = await api.get(path, rolloutSchema, signal);
    if (rollout.kind !== 'read') return rollout;
    const { workloadRef } = rollout.value.spec;
    if (!workloadRef) return viewed(viewOf(rollout.value, undefined));
    if (workloadRef.kind !== 'Deployment') {
      return { kind: 'absent', reason: `its workload is a ${workloadRef.kind}, and only Deployments can be changed` };
    }
    const workload = await api.get(workloadPath(workloadRef.name), deploymentSchema, signal);
    return workload.kind === 'read' ? viewed(viewOf(rollout.value, workload.value)) : workload;
  }

  const missing = (reason: string) => `there is no usable Rollout ${settings.namespace}/${settings.rollout}: ${reason}`;
  const ownerOf = ({ rollout, selector }: RolloutView): Owner => ({
    namespace: settings.namespace,
    uid: rollout.metadata.uid,
    selector,
  });

  /**
   * Whatever comes of it, the template is put back next. Bound to what was read: a version that somebody released
   * meanwhile is not aborted.
   */
  async function abort({ rollout }: RolloutView, signal: AbortSignal): Promise<void> {
    const { resourceVersion } = rollout.metadata;
    const patch = { type: 'merge', value: { metadata: { resourceVersion }, status: { abort: true } } } as const;
    const exchange = await api.patch(`${path}/status`, patch, signal);
    // CRDs of old have no subresource.
    if (exchange.kind === 'answered' && exchange.status === 404) await api.patch(path, patch, signal);
  }

  /** What is there before anything is sent: an outcome, or what the patch is made upon. */
  async function look(intent: Intent, mayAbort: boolean, signal: AbortSignal): Promise<Ready<Holder> | Triggered> {
    const reading = await read(signal);
    if (reading.kind === 'failed') return { kind: 'later', afterMs: UNREAD_MS, reason: reading.reason };
    if (reading.kind === 'absent') return { kind: 'rejected', reason: missing(reading.reason) };
    const view = reading.value;
    const externalId = externalIdOf(view);
    if (digest(view) === intent.target.fields['template']) return { kind: 'accepted', externalId, url: undefined };
    if (correlationOf(view) === intent.correlationId) {
      return { kind: 'rejected', reason: 'it was rolled back, and somebody replaced the pod template since' };
    }
    const obstacle = obstacleOf(intent, view);
    if (obstacle !== undefined) return { kind: 'rejected', reason: obstacle };
    if (mayAbort && isUnderWay(view.rollout) && view.rollout.status.abort !== true) {
      await abort(view, signal);
      return look(intent, false, signal);
    }
    const { resourceVersion, annotations } = holderOf(view).metadata;
    const holder = view.workload === undefined ? path : workloadPath(view.workload.metadata.name);
    return { kind: 'ready', value: { path: holder, externalId, resourceVersion, annotations: annotations ?? {} } };
  }

  return {
    kind: 'argoRollouts',
    searchable: { kind: 'idempotent' },

    async plan(request: PlanRequest, signal: AbortSignal): Promise<Planned> {
      const good = goodReleaseOf(request);
      if (good.kind === 'unclear') return good;
      const reading = await read(signal);
      if (reading.kind === 'absent') return { kind: 'unclear', reason: missing(reading.reason) };
      if (reading.kind === 'failed') return { kind: 'unanswered', reason: reading.reason };
      const view = reading.value;
      if (view.rollout.spec.paused === true) return { kind: 'unclear', reason: 'the Rollout is paused' };
      const { metadata } = holderOf(view);
      const holder = {
        current: { template: view.template, annotations: metadata.annotations ?? {} },
        digest: digest(view),
        uid: metadata.uid,
        owner: ownerOf(view),
        marks: MARKS,
        version: settings.version,
        plain: (one: ReplicaSet) => ({ ...one, spec: { ...one.spec, template: plainRevision(one) } }),
      };
      return planRevision(api, holder, request, good, (revision) => `revision ${revision}, `, clock.now(), signal);
    },

    trigger(intent: Intent, signal: AbortSignal): Promise<Triggered> {
      return undoTemplate(
        {
          api,
          look: () => look(intent, true, signal),
          template: () => plannedTemplate(api, apps, intent, plainRevision, HASH, signal),
          now: () => clock.now(),
        },
        intent,
        signal,
      );
    },

    async find(intent: Intent, signal: AbortSignal): Promise<Lookup> {
      const reading = await read(signal);
      if (reading.kind !== 'read') return { kind: 'unsure', reason: reading.reason };
      const view = reading.value;
      const isThere = correlationOf(view) === intent.correlationId || digest(view) === intent.target.fields['template'];
      return isThere ? { kind: 'found', externalId: externalIdOf(view), url: undefined } : { kind: 'none' };
    },

    async status(intent: Intent, _externalId: string, signal: AbortSignal): Promise<Progress> {
      const reading = await read(signal);
      if (reading.kind !== 'read') return { kind: 'unsure', reason: reading.reason };
      const view = reading.value;
      if (digest(view) === intent.target.fields['template']) return rolloutProgress(view);
      return correlationOf(view) === intent.correlationId
        ? { kind: 'failed', reason: REPLACED }
        : { kind: 'unsure', reason: 'the Rollout shows nothing of the rollback' };
    },

    async verify(intent: Intent, _externalId: string | undefined, signal: AbortSignal): Promise<Live> {
      const reading = await read(signal);
      if (reading.kind === 'absent') return { kind: 'never', reason: missing(reading.reason) };
      if (reading.kind === 'failed') return { kind: 'unsure', reason: reading.reason };
      const view = reading.value;
      if (digest(view) !== intent.target.fields['template']) return { kind: 'never', reason: REPLACED };
      const progress = rolloutProgress(view);
      if (progress.kind === 'running') return { kind: 'notYet', reason: progress.note ?? 'it is rolled out' };
      if (progress.kind !== 'succeeded') return { kind: 'notYet', reason: progress.reason };
      const replicaSets = await ownReplicaSets(api, ownerOf(view), signal);
      if (replicaSets.kind !== 'read') return { kind: 'unsure', reason: replicaSets.reason };
      const stable = replicaSets.value.find(({ metadata }) => metadata.labels?.[HASH] === view.rollout.status.stableRS);
      if (stable === undefined || !isTargetOf(intent)(stable)) {
        return { kind: 'notYet', reason: 'the stable revision is not the target' };
      }
      return onlyTargetRuns(api, ownerOf(view), isTargetOf(intent), signal);
    },
  };
}

function viewed(view: RolloutView | undefined): Reading<RolloutView> {
  return view === undefined
    ? { kind: 'absent', reason: 'it has no pod template or no selector' }
    : { kind: 'read', value: view };
}
