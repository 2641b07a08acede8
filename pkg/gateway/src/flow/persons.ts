import { canRetry, type Decision } from '@release-risk/contract/gatewayApi';
import type { Actor } from '@release-risk/contract/rollback';
import { GatewayError } from '../errors.ts';
import type { Change } from './change.ts';
import { approved, next, rejected } from './decisions.ts';
import type { RollbackRecord } from './rollbackRecord.ts';

/**
 * What people do to a rollback. Pure: each gives the change, or throws GatewayError: GW105 where it comes too late or
 * was made upon something else than what is there now, GW106 where this person may not. `knownAs`: other names that a
 * release may carry this person under.
 */
export function approve(
  record: RollbackRecord,
  decision: Decision,
  by: Actor,
  now: number,
  knownAs: readonly string[] = [],
): Change {
  requireDecision(record, decision, now);
  requireOther(record, by, knownAs);
  return approved(next(record, now, {}), now, by, decision.reason ?? 'without a word');
}

export function reject(record: RollbackRecord, decision: Decision, by: Actor, now: number): Change {
  requireDecision(record, decision, now);
  return rejected(record, now, by, decision.reason ?? 'without a word');
}

/** It was asked for, this very question, by its one-time nonce, and it is still open. */
function requireDecision(record: RollbackRecord, { nonce, revision }: Decision, now: number): void {
  const open = record.state === 'awaiting_approval' && record.decision !== undefined;
  if (!open) {
    throw new GatewayError({ code: 'GW105', problem: tooLate(record), remedy: 'See what happened in its timeline.' });
  }
  if (record.until !== undefined && record.until <= now) {
    throw new GatewayError({
      code: 'GW105',
      problem: 'The time to decide is over',
      remedy: 'Retry it, if it is still bad.',
    });
  }
  if (record.decision?.nonce !== nonce || record.decision.revision !== revision) {
    throw new GatewayError({
      code: 'GW105',
      problem: 'The decision was made upon an earlier state of this rollback',
      remedy: 'Look at it as it is now, and decide again.',
    });
  }
}

function tooLate({ state, approvedBy, reasons }: RollbackRecord): string {
  const who = approvedBy === undefined ? '' : `, approved by ${approvedBy.name}`;
  const why = reasons[0] === undefined ? '' : `: ${reasons[0].text}`;
  return `Nothing is to be decided: it is ${state.replaceAll('_', ' ')}${who}${why}`;
}

/** Whoever released it does not decide about it. Names are compared as they stand in the deployment record. */
function requireOther({ deployment }: RollbackRecord, by: Actor, knownAs: readonly string[]): void {
  const { author } = deployment;
  if (author === null) return;
  const names = [by.id, by.name, by.id.split(':')[1] ?? '', ...knownAs].map((name) => name.toLowerCase());
  if (authorsIn(author).some((one) => names.includes(one))) {
    throw new GatewayError({
      code: 'GW106',
      problem: `${by.name} is the author of this release and cannot approve its rollback`,
    });
  }
}

/** The author as it is written, and both parts of `Ada <ada@example.com>`, in lower case. */
function authorsIn(author: string): readonly string[] {
  const [, name = '', address = ''] = /^([^<>]*)<([^<>]+)>$/.exec(author.trim()) ?? [];
  return [author, name, address].map((one) => one.trim().toLowerCase()).filter((one) => one !== '');
}

export function acknowledge(record: RollbackRecord, note: string | undefined, by: Actor, now: number): Change {
  return {
    record: next(record, now, { acknowledgedBy: by }),
    told: [
      { kind: 'acknowledged', by, text: `Takes care of it${note === undefined || note === '' ? '' : `: ${note}`}` },
    ],
    notice: 'state',
    dueAt: undefined,
  };
}

/** A new attempt with its own number. What succeeded before is kept; what is in doubt is looked up first. */
export function retry(
  record: RollbackRecord,
  { reason, revision }: { readonly reason: string; readonly revision: number },
  by: Actor,
  now: number,
  knownAs: readonly string[] = [],
): Change {
  if (!canRetry(record)) {
    throw new GatewayError({
      code: 'GW105',
      problem: `Only what ended without being rolled back is tried again, and it is ${record.state.replaceAll('_', ' ')}`,
      remedy: 'See what happened in its timeline.',
    });
  }
  if (record.revision !== revision) {
    throw new GatewayError({
      code: 'GW105',
      problem: 'It changed since you looked at it',
      remedy: 'Look at it as it is now, and decide again.',
    });
  }
  requireOther(record, by, knownAs);
  const attempt = record.attempt + 1;
  const change = approved(next(record, now, { attempt }), now, by, `attempt ${String(attempt)}: ${reason}`);
  return { ...change, record: { ...change.record, liveAt: undefined, recoveredAt: undefined } };
}
