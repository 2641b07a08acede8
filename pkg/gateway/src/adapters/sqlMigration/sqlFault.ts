import { plainLine } from '@release-risk/query/serverMessage';
import type { Triggered } from '../adapter.ts';

const AGAIN_MS = 15_000;
/** Locks, deadlocks, no room, going down or coming up: they pass. */
const PASSING = /^(55P03|40P01|40001|53...|57P0[1-5]|08...)$/;
/** The server went away in the middle: at a COMMIT it may have come before or after. */
const GOING_DOWN = /^(57P0[1-5]|08...|58...|XX...)$/;

/** What the server says, on one line; for the network, what it says. */
export function toldBy(error: unknown): string {
  return plainLine(error instanceof Error ? error.message || error.name : String(error), 300);
}

function stateOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const code: unknown = Reflect.get(error, 'code');
  // Node's own codes have other forms, such as ECONNRESET.
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && Reflect.has(error, 'severity') ? code : undefined;
}

/** What an error means for a rollback: before its COMMIT was sent nothing can have happened. */
export function triggeredBy(error: unknown, isCommitting: boolean): Triggered {
  const state = stateOf(error);
  const reason = toldBy(error);
  if (isCommitting) {
    return state === undefined || GOING_DOWN.test(state)
      ? { kind: 'unknown', reason: `no answer to the COMMIT (${reason})` }
      : { kind: 'rejected', reason };
  }
  return state === undefined || PASSING.test(state)
    ? { kind: 'later', afterMs: AGAIN_MS, reason }
    : { kind: 'rejected', reason };
}
