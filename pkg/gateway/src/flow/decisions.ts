import type { Actor, Reason } from '@release-risk/contract/rollback';
import { GATEWAY } from '../gatewayActor.ts';
import type { Change } from './change.ts';
import type { Guarded } from './guards.ts';
import type { ReleasePolicy } from './releasePolicy.ts';
import type { Assessment, RollbackRecord } from './rollbackRecord.ts';

/** What a decision is made upon, beside the record. */
export interface Judged {
  readonly now: number;
  readonly policy: ReleasePolicy;
  readonly assessment: Assessment;
  /** The version that would come back; undefined where nobody knows. */
  readonly target: string | undefined;
  /** What would be done, with explicit targets; empty where nobody knows. */
  readonly steps: RollbackRecord['steps'];
  /** One-time, for the person who decides. */
  readonly nonce: string;
}

/** The next revision of a record. */
export function next(record: RollbackRecord, now: number, changes: Partial<RollbackRecord>): RollbackRecord {
  return { ...record, ...changes, revision: record.revision + 1, updatedAt: Math.max(now, record.updatedAt) };
}

/** As if nobody had decided: it is judged, or asked about, anew. */
export function undecided(record: RollbackRecord): RollbackRecord {
  return { ...record, approvedBy: undefined, decidedAt: undefined };
}

/** What became of a release that was judged. */
export function decide(record: RollbackRecord, guarded: Guarded, judged: Judged): Change {
  const { now, policy, assessment, target, steps } = judged;
  const base = { mode: policy.mode, assessment, target: target ?? record.target, steps };
  if (guarded.kind === 'suppress') return suppressed(next(record, now, base), now, guarded.reasons);
  if (policy.mode === 'observe') {
    const text = `in observe mode nothing is done; otherwise: ${wouldBe(guarded, target)}`;
    return suppressed(next(record, now, base), now, [{ code: 'observe_mode', text }, ...reasonsOf(guarded)]);
  }
  switch (guarded.kind) {
    case 'defer':
      return deferred(next(record, now, base), now, guarded);
    case 'ask':
      return asked(next(record, now, base), guarded.reasons, judged);
    case 'act':
      return approved(next(record, now, base), now, GATEWAY, 'no guard stands in its way');
  }
}

function reasonsOf(guarded: Guarded): readonly Reason[] {
  return guarded.kind === 'act' ? [] : guarded.reasons;
}

function wouldBe(guarded: Guarded, target: string | undefined): string {
  switch (guarded.kind) {
    case 'act':
      return `rolled back to ${target ?? 'an unknown version'}`;
    case 'ask':
      return `somebody would be asked (${wordsOf(guarded.reasons)})`;
    case 'defer':
    case 'suppress':
      return `not yet (${wordsOf(guarded.reasons)})`;
  }
}

export function wordsOf(reasons: readonly Reason[]): string {
  return reasons.map(({ text }) => text).join('; ');
}

/** What is waited for may end early, such as a hold: it is looked at so often at least. */
const LOOK_MS = 30_000;

export function lookBefore(until: number, now: number): number {
  return Math.min(until, now + LOOK_MS);
}

function deferred(
  record: RollbackRecord,
  now: number,
  { until, reasons, quiet }: Extract<Guarded, { kind: 'defer' }>,
): Change {
  return {
    record: { ...record, state: 'deferred', reasons, until, decision: undefined },
    told: [{ kind: 'deferred', by: GATEWAY, text: `Waits: ${wordsOf(reasons)}`, data: { reasons, until } }],
    notice: quiet ? undefined : 'state',
    dueAt: lookBefore(until, now),
  };
}

function asked(record: RollbackRecord, reasons: readonly Reason[], { now, policy, nonce }: Judged): Change {
  const until = now + policy.approvalMs;
  return {
    record: {
      ...record,
      state: 'awaiting_approval',
      reasons,
      until,
      decision: { nonce, revision: record.revision },
    },
    told: [
      { kind: 'asked', by: GATEWAY, text: `Somebody has to decide: ${wordsOf(reasons)}`, data: { reasons, until } },
    ],
    notice: 'ask',
    dueAt: now,
  };
}

/** What is asked about came to be known better, such as its author: the question is put anew, in the same time. */
export function learned(record: RollbackRecord, guarded: Guarded, judged: Judged): Change {
  const { now, assessment, target, steps, nonce } = judged;
  const asking = next(record, now, { assessment, target: target ?? record.target, steps });
  return {
    record: {
      ...asking,
      reasons: guarded.kind === 'ask' ? guarded.reasons : record.reasons,
      decision: { nonce, revision: asking.revision },
    },
    told: [
      {
        kind: 'enriched',
        by: GATEWAY,
        text: `Deployment ${record.deployment.id ?? ''} is known better now, and somebody has to decide upon that`,
        data: { deployment: record.deployment },
      },
    ],
    notice: 'state',
    dueAt: now,
  };
}

export function suppressed(record: RollbackRecord, now: number, reasons: readonly Reason[]): Change {
  return {
    record: { ...record, state: 'suppressed', reasons, until: undefined, decision: undefined, endedAt: now },
    told: [{ kind: 'suppressed', by: GATEWAY, text: `Nothing is rolled back: ${wordsOf(reasons)}`, data: { reasons } }],
    notice: 'state',
    dueAt: undefined,
  };
}

/** By a person, or by the gateway in act mode. The intent is persisted next. */
export function approved(record: RollbackRecord, now: number, by: Actor, why: string): Change {
  return {
    record: {
      ...record,
      state: 'approved',
      reasons: [],
      until: undefined,
      decision: undefined,
      approvedBy: by,
      decidedAt: now,
      endedAt: undefined,
    },
    told: [{ kind: 'approved', by, text: `Approved: ${why}` }],
    notice: 'state',
    dueAt: now,
  };
}

export function rejected(record: RollbackRecord, now: number, by: Actor, why: string): Change {
  return {
    record: {
      ...next(record, now, {}),
      state: 'rejected',
      reasons: [{ code: 'person', text: `rejected by ${by.name}: ${why}` }],
      until: undefined,
      decision: undefined,
      decidedAt: now,
      endedAt: now,
    },
    told: [{ kind: 'rejected', by, text: `Rejected: ${why}` }],
    notice: 'ended',
    dueAt: undefined,
  };
}

export function expired(record: RollbackRecord, now: number): Change {
  return {
    record: {
      ...next(record, now, {}),
      state: 'expired',
      reasons: [{ code: 'expired', text: 'nobody decided in time' }],
      until: undefined,
      decision: undefined,
      endedAt: now,
    },
    told: [{ kind: 'expired', by: GATEWAY, text: 'Nobody decided in time' }],
    notice: 'trouble',
    dueAt: now,
  };
}
