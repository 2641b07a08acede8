import { RULE_ANNOTATION } from '@release-risk/compiler/conventions';
import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import { hasEnded, type RollbackState } from '@release-risk/contract/rollback';
import { GATEWAY } from '../gatewayActor.ts';
import { alertKey } from '../intake/deliveryId.ts';
import type { Alert } from '../intake/alert.ts';
import type { Delivery } from '../store/store.ts';
import type { Change } from './change.ts';
import { next, suppressed } from './decisions.ts';
import { rollbackIdOf } from './identityKey.ts';
import { greatestMode } from './releasePolicy.ts';
import type { ReleaseLinks } from './parts.ts';
import type { AlertedRelease } from './releaseOf.ts';
import type { RollbackRecord } from './rollbackRecord.ts';

/** An alert with what it was found to be about. */
export interface Alerted {
  readonly alert: Alert;
  readonly source: Delivery['source'];
  readonly release: AlertedRelease;
  readonly identityKey: string;
  /** Of what is deployed together. */
  readonly labels: Readonly<Record<string, string>>;
  /** Named by the alert, or looked up. */
  readonly version: string;
  /** It resolved before it was seen firing, then. */
  readonly overAt: number | undefined;
  readonly links: ReleaseLinks;
  readonly now: number;
}

/** States in which `resolved` may still cancel: nothing was sent, and nothing is about to be. */
const BEFORE_INTENT: readonly RollbackState[] = ['received', 'enriched', 'deferred', 'awaiting_approval', 'approved'];
/** Nothing was done about it: the same release may fire again, and is then judged anew. */
const REOPENS: readonly RollbackState[] = ['suppressed', 'expired'];

/** A rollback has an act rule and a few for vetoes; more than this is a sender gone wild. */
const MOST_FIRING = 100;

/** One firing of one alert: the same one in every delivery of it. */
function firingKey(alert: Alert): string {
  return `${alertKey(alert.labels)}@${String(Math.floor(alert.startsAt / 1000))}`;
}

/**
 * Which rollback a release belongs to: the newest of its version, unless that one has ended and the version was deployed
 * anew since. `known` are those of the same version, newest first.
 */
export function sequenceOf(known: readonly RollbackRecord[], deployments: readonly DeploymentRecord[]): number {
  const newest = known[0];
  if (newest === undefined) return 1;
  const anew =
    hasEnded(newest.state) &&
    !REOPENS.includes(newest.state) &&
    deployments.some(
      ({ version, startedAt, kind }) =>
        kind === 'deploy' && version === newest.version && Date.parse(startedAt) > newest.createdAt,
    );
  return anew ? newest.sequence + 1 : newest.sequence;
}

/** The first record of a rollback. */
export function received(alerted: Alerted, sequence: number): Change {
  const { alert, source, release, identityKey, labels, version, overAt, links, now } = alerted;
  const { annotations } = alert;
  const record: RollbackRecord = {
    id: rollbackIdOf(identityKey, version, sequence),
    revision: 1,
    identityKey,
    version,
    sequence,
    model: release.model.name,
    service: release.service,
    labels,
    state: 'received',
    mode: release.action,
    attempt: 1,
    alert: {
      rule: release.rule,
      source,
      firing: overAt === undefined ? [firingKey(alert)] : [],
      action: release.action,
      startedAt: alert.startsAt,
      resolvedAt: overAt,
      url: alert.url,
      summary: annotations[RULE_ANNOTATION.cause] ?? annotations[RULE_ANNOTATION.summary] ?? '',
    },
    assessment: undefined,
    deployment: {
      id: null,
      version: version === '' ? null : version,
      previousVersion: release.previousVersion ?? null,
      commit: null,
      author: null,
      url: null,
      startedAt: null,
      kind: 'deploy',
      migrations: 'unknown',
    },
    target: undefined,
    steps: [],
    calledFor: [],
    reasons: [],
    until: undefined,
    decision: undefined,
    acknowledgedBy: undefined,
    approvedBy: undefined,
    links: { ...links, panel: alert.panelUrl ?? links.panel, pipeline: null, ticket: null },
    createdAt: now,
    updatedAt: now,
    decidedAt: undefined,
    liveAt: undefined,
    recoveredAt: undefined,
    endedAt: undefined,
  };
  const what = `${release.service}${version === '' ? '' : ` ${version}`}`;
  return {
    record,
    told: [{ kind: 'received', by: GATEWAY, text: `The alert about ${what} fires`, data: { labels: alert.labels } }],
    // What it is worth telling of is known once it was judged.
    notice: undefined,
    dueAt: now,
  };
}

/** A firing alert of a rollback that is there. Undefined where it says nothing new. */
export function firedAgain(record: RollbackRecord, alerted: Alerted): Change | undefined {
  const { alert, release, overAt, now } = alerted;
  const key = firingKey(alert);
  if (overAt !== undefined || record.alert.firing.includes(key)) return undefined;
  const ended = hasEnded(record.state);
  const reopened =
    REOPENS.includes(record.state) && alert.startsAt > (record.alert.resolvedAt ?? record.alert.startedAt);
  const told = {
    kind: reopened ? 'fired_again' : 'firing',
    by: GATEWAY,
    text:
      ended && !reopened ? 'It fires again; what was decided stays' : `The ${release.rule ?? 'alert'} rule fires, too`,
    data: { labels: alert.labels },
  };
  const changed = next(record, now, {
    alert: {
      ...record.alert,
      firing: [...record.alert.firing, key].slice(-MOST_FIRING),
      // What fired before and fires no more allows nothing now.
      action:
        reopened && record.alert.firing.length === 0
          ? release.action
          : greatestMode(record.alert.action, release.action),
      ...(reopened ? { startedAt: alert.startsAt, rule: release.rule } : {}),
      resolvedAt: undefined,
    },
  });
  if (reopened) {
    return {
      record: { ...changed, state: 'received', reasons: [], endedAt: undefined, acknowledgedBy: undefined },
      told: [{ ...told, text: 'It fires again: judged anew' }],
      notice: 'state',
      dueAt: now,
    };
  }
  return { record: changed, told: [told], notice: 'state', dueAt: ended ? undefined : now };
}

/** What was to take the place of a release failed: its alert still fires, and nobody will tell of it again. */
export function notReplaced(record: RollbackRecord, version: string, now: number): Change | undefined {
  const wasReplaced = record.state === 'suppressed' && record.reasons.some(({ code }) => code === 'superseded');
  if (!wasReplaced || record.alert.firing.length === 0) return undefined;
  return {
    record: next(record, now, { state: 'received', reasons: [], endedAt: undefined, acknowledgedBy: undefined }),
    told: [{ kind: 'not_replaced', by: GATEWAY, text: `The deployment of ${version} failed: judged anew` }],
    notice: 'state',
    dueAt: now,
  };
}

/**
 * An alert of a rollback stopped firing. It cancels only what recovered, and only before anything may have been sent.
 * What resolved for another reason (its rule was changed, its series vanished) is judged afresh.
 */
export function resolved(record: RollbackRecord, alerted: Alerted): Change | undefined {
  const { alert, source, now } = alerted;
  const key = firingKey(alert);
  if (!record.alert.firing.includes(key)) return undefined;
  const firing = record.alert.firing.filter((one) => one !== key);
  const changed = next(record, now, {
    alert: { ...record.alert, firing, resolvedAt: firing.length === 0 ? (alert.endsAt ?? now) : undefined },
  });
  const reason = (alert.reason ?? '') === '' ? undefined : alert.reason;
  const text = `The alert resolved${reason === undefined ? '' : ` (${reason})`}`;
  if (firing.length === 0 && reason === undefined && BEFORE_INTENT.includes(record.state)) {
    // An Alertmanager resolves also what it did not hear of for a while: only a fresh look tells.
    if (source !== 'alertmanager') return suppressed(changed, now, [{ code: 'recovered', text }]);
  }
  return {
    record: changed,
    told: [{ kind: 'resolved', by: GATEWAY, text }],
    notice: 'state',
    dueAt: BEFORE_INTENT.includes(record.state) ? now : undefined,
  };
}
