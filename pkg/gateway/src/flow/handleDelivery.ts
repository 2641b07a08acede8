import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import { identityName } from '@release-risk/compiler/identity';
import type { Identity, RiskModel } from '@release-risk/model/model';
import { GATEWAY } from '../gatewayActor.ts';
import { deliveryIdOf } from '../intake/deliveryId.ts';
import { type Alert, alertSchema } from '../intake/alert.ts';
import type { Delivery, StoreTransaction } from '../store/store.ts';
import { type Alerted, firedAgain, received, resolved, sequenceOf } from './alerted.ts';
import { addAudit, commitChange, Outrun, tell, withoutBeingOutrun } from './commit.ts';
import { deployedLabels, identityKeyOf } from './identityKey.ts';
import { newestDeployment } from './newestDeployment.ts';
import type { FlowParts } from './parts.ts';
import { type AlertedRelease, recognise } from './releaseOf.ts';
import type { RollbackRecord } from './rollbackRecord.ts';
import { rollbacksOfVersion } from './rollbacksOfVersion.ts';

/** Takes in what one delivered alert says. Rejects only where the store or the process fails: then it is tried again. */
export async function handleDelivery(parts: FlowParts, id: string, signal: AbortSignal): Promise<void> {
  const { store, clock } = parts;
  const delivery = await store.transaction((tx) => tx.delivery(id));
  if (delivery === undefined) return;
  const alert = alertSchema.parse(JSON.parse(delivery.body));
  const found = recognise(alert, parts.modelOf);
  const waitedMs = clock.now() - delivery.receivedAt;
  if (found.kind === 'foreign' && found.mayBecomeKnown && waitedMs < MODEL_PATIENCE_MS) {
    await store.transaction((tx) => tx.schedule({ kind: 'delivery', id }, clock.now() + MODEL_LOOK_MS));
    return;
  }
  parts.metrics.pickedUp(waitedMs / 1000);
  if (found.kind === 'foreign') return leaveAlone(parts, id, alert, 'foreign', found.reason);
  const releases =
    found.kind === 'release' ? [found.release] : await blindReleases(parts, found.model, found.reason, signal);
  if (found.kind === 'release' && (await isSilencedElsewhere(parts, alert, found.release, signal))) {
    return leaveAlone(parts, id, alert, 'silenced', `silenced by ${(alert.silencedBy ?? []).join(', ')}`);
  }
  const alerteds: Unmatched[] = [];
  for (const release of releases) alerteds.push(await locate(parts, alert, delivery.source, release, signal));
  await withoutBeingOutrun(() =>
    store.transaction(async (tx) => {
      for (const one of alerteds) await takeIn(parts, tx, one);
      await tx.endDelivery(id, 'handled', clock.now());
    }),
  );
}

/** How long, and how often, a model that an alert names is waited for. */
const MODEL_PATIENCE_MS = 10 * 60_000;
const MODEL_LOOK_MS = 15_000;

async function leaveAlone(
  { store, clock, log }: FlowParts,
  id: string,
  alert: Alert,
  kind: 'foreign' | 'silenced',
  reason: string,
): Promise<void> {
  log.warn({ delivery: id, reason }, 'An alert was left alone');
  await store.transaction(async (tx) => {
    const text = `An alert was left alone: ${reason}`;
    await addAudit(tx, undefined, { kind, by: GATEWAY, text, data: { labels: alert.labels } }, clock.now());
    await tx.endDelivery(id, `${kind}: ${reason}`, clock.now());
  });
}

/**
 * An Alertmanager keeps it from people by a silence that nobody here can ask for, so that no guard would see it. Once
 * it is silenced no more, the alert is another delivery.
 */
async function isSilencedElsewhere(
  parts: FlowParts,
  { status, silencedBy = [] }: Alert,
  { model, labels, version }: AlertedRelease,
  signal: AbortSignal,
): Promise<boolean> {
  if (status === 'resolved' || silencedBy.length === 0) return false;
  const { holds, problem } = await parts.outsideHolds(model, labels, version, signal);
  return holds.length === 0 && problem === undefined;
}

type Unmatched = Omit<Alerted, 'overAt'> & { readonly deployments: readonly DeploymentRecord[] };

/**
 * Nobody can tell about any service of the model. It concerns those whose release is young enough to be rolled back;
 * about the others nothing has changed that a rollback could mend.
 */
async function blindReleases(
  parts: FlowParts,
  model: RiskModel,
  reason: string,
  signal: AbortSignal,
): Promise<readonly AlertedRelease[]> {
  const now = parts.clock.now();
  const releases: AlertedRelease[] = [];
  for (const labels of await parts.servicesOf(model, signal)) {
    const newest = (await knownDeployments(parts, model, labels, signal))[0];
    if (newest === undefined || now - Date.parse(newest.startedAt) > 1000 * model.policy.actionWindow) continue;
    releases.push({
      model,
      labels,
      service: identityName(model.identity.labels, labels),
      version: newest.version,
      previousVersion: newest.previousVersion,
      action: 'ask',
      rule: 'review',
    });
  }
  parts.log.warn({ model: model.name, reason, services: releases.length }, 'Grafana cannot evaluate a model');
  return releases;
}

/**
 * Deployments of a service, newest first: those delivered here. Where nobody delivers any, those written down elsewhere
 * count, beside the rollbacks that the gateway itself wrote down.
 */
export async function knownDeployments(
  parts: FlowParts,
  model: RiskModel,
  labels: Identity,
  signal: AbortSignal,
): Promise<readonly DeploymentRecord[]> {
  const { sharedBy } = parts.rulesOf(model, labels);
  const key = identityKeyOf(deployedLabels(labels, sharedBy));
  const own = await parts.store.transaction((tx) => tx.deployments(key, MOST_DEPLOYMENTS));
  if (own.some(({ kind }) => kind === 'deploy')) return own;
  const outside = await parts.outsideDeployments(labels, signal);
  const ids = new Set(own.map(({ id }) => id));
  return [...own, ...outside.filter(({ id }) => !ids.has(id))].sort(
    (one, other) => Date.parse(other.startedAt) - Date.parse(one.startedAt),
  );
}

const MOST_DEPLOYMENTS = 50;

/** Finds the version an alert does not name: the newest deployment of its service, or what the model sees running. */
async function locate(
  parts: FlowParts,
  alert: Alert,
  source: Delivery['source'],
  release: AlertedRelease,
  signal: AbortSignal,
): Promise<Unmatched> {
  const { model } = release;
  const { sharedBy } = parts.rulesOf(model, release.labels);
  const labels = deployedLabels(release.labels, sharedBy);
  const deployments = await knownDeployments(parts, model, release.labels, signal);
  return {
    alert,
    source,
    release,
    identityKey: identityKeyOf(labels),
    labels,
    version: release.version === '' ? await runningVersion(parts, release, deployments, signal) : release.version,
    deployments,
    links: await parts.linksOf(model, release.labels, undefined, signal),
    now: parts.clock.now(),
  };
}

async function runningVersion(
  parts: FlowParts,
  { model, labels }: AlertedRelease,
  deployments: readonly DeploymentRecord[],
  signal: AbortSignal,
): Promise<string> {
  const newest = newestDeployment(deployments, parts.clock.now());
  if (newest !== undefined) return newest.version;
  if (model.deployment === undefined) return '';
  const [assessment] = await parts.assess(model, [labels], [], signal);
  return assessment?.runningVersion ?? '';
}

/** Rollbacks of a version, newest first; also where others have pushed it out of those that are listed. */
async function ofVersion(
  tx: StoreTransaction,
  listed: readonly RollbackRecord[],
  identityKey: string,
  version: string,
): Promise<readonly RollbackRecord[]> {
  const known = listed.filter((one) => one.version === version);
  if (known.length > 0 || listed.length < MOST_DEPLOYMENTS) return known;
  return rollbacksOfVersion(tx, identityKey, version);
}

async function takeIn(parts: FlowParts, tx: StoreTransaction, unmatched: Unmatched): Promise<void> {
  const { alert, identityKey, version, deployments, release } = unmatched;
  const all = await tx.rollbacks({ identityKey, limit: MOST_DEPLOYMENTS });
  if (alert.status === 'resolved') {
    // What it fired for may have ended long ago, and have been named otherwise than its release would be today.
    for (const record of all) {
      const change = resolved(record, { ...unmatched, overAt: undefined });
      if (change !== undefined) await commitChange(parts, tx, record, change);
    }
    return;
  }
  // Deliveries overtake each other: what resolved before it was seen firing fires no more.
  const { silencedBy: _by, silencesEnded: _ended, ...shown } = alert;
  const over = await tx.delivery(deliveryIdOf({ ...shown, status: 'resolved' }));
  const overAt = over && (alertSchema.parse(JSON.parse(over.body)).endsAt ?? over.receivedAt);
  const alerted: Alerted = { ...unmatched, overAt };
  const known = await ofVersion(tx, all, identityKey, version);
  const sequence = sequenceOf(known, deployments);
  const there = known.find((one) => one.sequence === sequence);
  if (there === undefined) {
    const change = received(alerted, sequence);
    if (!(await tx.addRollback(change.record))) throw new Outrun(change.record.id);
    await tell(parts, tx, change);
    parts.log.info({ rollback: change.record.id, service: release.service, version }, 'A rollback was opened');
    return;
  }
  const change = firedAgain(there, alerted);
  if (change !== undefined) await commitChange(parts, tx, there, change);
}
