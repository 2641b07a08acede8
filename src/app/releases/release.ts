import type { Acknowledgement } from '@release-risk/contract/acknowledgement';
import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import type { RollbackProgress } from '@release-risk/contract/rollbackProgress';

/** One release of one service, and what became of it. */
export interface Release {
  readonly record: DeploymentRecord;
  /** What the same service was released to after it; undefined: nothing yet. */
  readonly next: DeploymentRecord | undefined;
  /** What took it away, or was asked to. */
  readonly rollback: RollbackProgress | undefined;
  readonly acknowledgement: Acknowledgement | undefined;
}

interface WrittenDown {
  /** Newest first. */
  readonly deployments: readonly DeploymentRecord[];
  readonly rollbacks: readonly RollbackProgress[];
  readonly acknowledgements: readonly Acknowledgement[];
}

/** Every deployment together with what was written down about it afterwards, newest first. */
export function releasesIn({ deployments, rollbacks, acknowledgements }: WrittenDown): readonly Release[] {
  const newer = new Map<string, DeploymentRecord>();
  return deployments.map((record) => {
    const key = labelsKey(record.labels);
    const next = newer.get(key);
    newer.set(key, record);
    const isMeanwhile = (labels: DeploymentRecord['labels'], at: string): boolean =>
      labelsKey(labels) === key && isBetween(at, record.startedAt, next?.startedAt);
    return {
      record,
      next,
      rollback: rollbacks.find((one) => one.from === record.version && isMeanwhile(one.labels, one.askedAt)),
      acknowledgement: acknowledgements.find(
        (one) => (one.version === undefined || one.version === record.version) && isMeanwhile(one.labels, one.at),
      ),
    };
  });
}

/** One text for the same labels, whichever order they are in. */
function labelsKey(labels: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isBetween(at: string, from: string, to: string | undefined): boolean {
  const moment = Date.parse(at);
  return moment >= Date.parse(from) && (to === undefined || moment <= Date.parse(to));
}

/** What was decided about a release. */
export type Decision =
  /** It took another release away. */
  | { readonly kind: 'isRollback'; readonly by: string | undefined }
  | { readonly kind: 'rolledBack' | 'rollbackAsked' | 'rollbackFailed'; readonly by: string | undefined }
  | { readonly kind: 'acknowledged'; readonly by: string }
  | { readonly kind: 'live' | 'replaced' };

export function decisionOf({ record, next, rollback, acknowledgement }: Release): Decision {
  if (record.kind === 'rollback') return { kind: 'isRollback', by: record.author };
  if (rollback !== undefined) return { kind: ROLLBACK_DECISIONS[rollback.state], by: rollback.by };
  if (next?.kind === 'rollback') return { kind: 'rolledBack', by: next.author };
  if (acknowledgement !== undefined) return { kind: 'acknowledged', by: acknowledgement.by };
  return { kind: next === undefined ? 'live' : 'replaced' };
}

const ROLLBACK_DECISIONS = {
  asked: 'rollbackAsked',
  accepted: 'rollbackAsked',
  done: 'rolledBack',
  failed: 'rollbackFailed',
} as const satisfies Record<RollbackProgress['state'], Decision['kind']>;

/** Seconds for which it was, or has been, what was released last. `now` in epoch seconds. */
export function lengthOf({ record, next }: Release, now: number): number {
  const end = next === undefined ? now : Date.parse(next.startedAt) / 1000;
  return Math.max(0, end - Date.parse(record.startedAt) / 1000);
}
