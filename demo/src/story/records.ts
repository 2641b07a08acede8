import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import type { RollbackProgress } from '@release-risk/contract/rollbackProgress';
import type { ScoreView } from '../control/score-view.ts';
import { SERVICE } from '../workload/identity.ts';
import type { Release } from '../workload/releases.ts';

const LABELS = { service: SERVICE } as const;

/** A release as pipelines write it down. `page` is the address that it came from. */
export function recordOf(release: Release, previous: Release | undefined, page: string): DeploymentRecord {
  const { version, commit, author, deployedAtMs, kind } = release;
  return {
    apiVersion: 'releaserisk/deployment/v1',
    id: `${SERVICE}-${version}-${deployedAtMs}`,
    labels: LABELS,
    version,
    ...(previous && { previousVersion: previous.version }),
    commit,
    author,
    url: `${page}/#${encodeURIComponent(version)}`,
    startedAt: iso(deployedAtMs),
    kind,
    migrations: 'none',
  };
}

/** The record at the end of the watch, with what the score said then. */
export function judgedRecord(record: DeploymentRecord, atMs: number, view: ScoreView): DeploymentRecord {
  const { verdict, score } = view;
  return {
    ...record,
    finishedAt: iso(atMs),
    outcome: verdict === 'High' ? 'failed' : 'succeeded',
    judged: { verdict, score: score ?? null, at: iso(atMs) },
  };
}

/** A rollback to `to` that begins; `from` is what it takes away. */
export function askedRollback(from: Release, to: Release, page: string, reason: string | undefined): RollbackProgress {
  return {
    apiVersion: 'releaserisk/rollback/v1',
    id: `${SERVICE}-rollback-${to.deployedAtMs}`,
    labels: LABELS,
    from: from.version,
    to: to.version,
    state: 'asked',
    by: 'control page',
    ...(reason && { reason }),
    url: `${page}/#${encodeURIComponent(to.version)}`,
    askedAt: iso(to.deployedAtMs),
    updatedAt: iso(to.deployedAtMs),
  };
}

export function iso(atMs: number): string {
  return new Date(atMs).toISOString();
}
