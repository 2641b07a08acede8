import type { Intent, Live, Progress, Triggered } from './adapter.ts';
import { sameCommit } from './goodRelease.ts';
import { RECONNECT_MS } from './outcome.ts';
import type { Reading } from './reading.ts';

/** The newest deployment that succeeded, as the pipeline's own list of deployments has it. Ids go up. */
export interface LiveCommit {
  readonly id: number;
  readonly commit: string;
}

/** What is live, or undefined where nothing ever succeeded. */
export type ReadLive = (signal: AbortSignal) => Promise<Reading<LiveCommit | undefined>>;

/** To be kept in the snapshot of a target. */
export function liveSnapshot(live: LiveCommit | undefined): Readonly<Record<string, string>> {
  return { liveDeployment: String(live?.id ?? 0), liveCommit: live?.commit ?? '' };
}

/** What keeps a call from being made: what is live is not what was live when it was planned. */
export function changedSince({ target }: Intent, now: Reading<LiveCommit | undefined>): Triggered | undefined {
  if (now.kind !== 'read') return { kind: 'later', afterMs: RECONNECT_MS, reason: now.reason };
  if (String(now.value?.id ?? 0) === target.snapshot['liveDeployment']) return undefined;
  const commit = now.value?.commit ?? '';
  // It may be this very call, sent before and not found since.
  if (sameCommit(commit, target.fields['commit'] ?? '')) {
    return { kind: 'unknown', reason: 'the target was deployed in the meantime, perhaps by this call' };
  }
  return { kind: 'rejected', reason: `${commit.slice(0, 12)} was deployed since the rollback was planned` };
}

/** Whether the target's commit is live. */
export function liveByCommit({ target }: Intent, now: Reading<LiveCommit | undefined>): Live {
  if (now.kind !== 'read') return { kind: 'unsure', reason: now.reason };
  if (now.value === undefined) return { kind: 'notYet', reason: 'no deployment succeeded yet' };
  const { id, commit } = now.value;
  const wanted = target.fields['commit'] ?? '';
  if (sameCommit(commit, wanted)) return { kind: 'live' };
  const reason = `${commit.slice(0, 12)} is live, not ${wanted.slice(0, 12)}`;
  return id > Number(target.snapshot['liveDeployment'] ?? 0) ? { kind: 'never', reason } : { kind: 'notYet', reason };
}

/** Where nothing but the end of the pipeline tells: what succeeded counts as live. */
export function liveByProgress(progress: Progress): Live {
  switch (progress.kind) {
    case 'succeeded':
      return { kind: 'live' };
    case 'running':
      return { kind: 'notYet', reason: progress.note ?? 'it is still running' };
    case 'failed':
      return { kind: 'never', reason: progress.reason };
    case 'unsure':
      return progress;
  }
}
