import { plainLine } from '@release-risk/query/serverMessage';
import { printed } from './askCommand.ts';
import { EXIT_LATER, triggerAnswerSchema } from './contract.ts';
import type { Ended } from './runRecords.ts';

/** What the recorded end of a command means. */
export type EndOfRun =
  | { readonly kind: 'done'; readonly externalId: string | undefined; readonly url: string | undefined }
  | { readonly kind: 'later'; readonly afterMs: number; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'unknown'; readonly reason: string };

const LATER_MS = 30_000;
const NO_ROOM = ['EAGAIN', 'ENOMEM', 'EMFILE', 'ENFILE', 'ETXTBSY'];

function lastWords({ stdout, stderr }: Ended): string {
  const told = stderr.trim() === '' ? stdout : stderr;
  const line = plainLine(told.slice(-400), 400);
  return line === '' ? '' : `: ${line}`;
}

/** Exit codes: 0 done, 75 later, others refused. Ended by a signal: nobody can tell how far it came. */
export function endOfRun(recorded: Ended, redact: (text: string) => string = (text) => text): EndOfRun {
  const ended = { ...recorded, stdout: redact(recorded.stdout), stderr: redact(recorded.stderr) };
  const { notStarted, timedOut, signal, exit } = ended;
  if (notStarted !== null) {
    const reason = `the command could not be started (${notStarted})`;
    return NO_ROOM.includes(notStarted) ? { kind: 'later', afterMs: LATER_MS, reason } : { kind: 'refused', reason };
  }
  if (timedOut)
    return { kind: 'unknown', reason: `the command was ended because its time was over${lastWords(ended)}` };
  if (exit === null) {
    return { kind: 'unknown', reason: `the command was ended by ${signal ?? 'a signal'}${lastWords(ended)}` };
  }
  const answer = printed(triggerAnswerSchema, ended.stdout);
  if (exit === 0) return { kind: 'done', externalId: answer?.externalId, url: answer?.url };
  if (exit === EXIT_LATER) {
    const afterMs = answer?.afterSeconds === undefined ? LATER_MS : answer.afterSeconds * 1000;
    return { kind: 'later', afterMs, reason: `the command asks to be run later${lastWords(ended)}` };
  }
  return { kind: 'refused', reason: `the command ended with ${String(exit)}${lastWords(ended)}` };
}
