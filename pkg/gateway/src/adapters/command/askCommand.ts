import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { plainLine } from '@release-risk/query/serverMessage';
import type { z } from 'zod';

const LONGEST_OUTPUT = 64 * 1024;

export interface Question {
  readonly command: string;
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

export type Answered<T> =
  { readonly kind: 'answer'; readonly answer: T } | { readonly kind: 'unanswered'; readonly reason: string };

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

interface Said {
  readonly problem: string | undefined;
  readonly stdout: string;
}

function start(question: Question) {
  return spawn(question.command, [], {
    cwd: question.workingDirectory,
    env: { ...question.environment },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Rejects when it cannot be started at all, or when `signal` fires. */
function run(question: Question, signal: AbortSignal): Promise<Said> {
  return new Promise((resolve, reject) => {
    const child = start(question);
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    let bytes = 0;
    let problem: string | undefined;
    const give = (why: string): void => {
      problem ??= why;
      killGroup(child);
    };
    const timer = setTimeout(() => give('it did not answer in time'), question.timeoutMs);
    const abort = (): void => {
      give('asking was ended');
      clearTimeout(timer);
      reject(signal.reason instanceof Error ? signal.reason : new Error('Asking was ended early.'));
    };
    signal.addEventListener('abort', abort, { once: true });
    const keep = (parts: Buffer[]) => (part: Buffer) => {
      bytes += part.length;
      if (bytes > LONGEST_OUTPUT) give('it printed more than 64 KB');
      else parts.push(part);
    };
    child.stdout.on('data', keep(out));
    child.stderr.on('data', keep(err));
    const end = (why: string | undefined): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      const told = plainLine(Buffer.concat(err).toString('utf8'), 300);
      const failed = problem ?? why;
      resolve({
        problem: failed === undefined ? undefined : [failed, told].filter((text) => text !== '').join(': '),
        stdout: Buffer.concat(out).toString('utf8'),
      });
    };
    child.on('error', (error) => end(error.message));
    // What it left behind may hold its output open: nothing of a question runs on.
    child.on('exit', () => killGroup(child));
    child.on('close', (exit, by) => end(exit === 0 ? undefined : `it ended with ${String(exit ?? by)}`));
  });
}

/** Parses what a command printed; undefined where it is not what was agreed. */
export function printed<T>(schema: z.ZodType<T>, stdout: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(stdout)).data;
  } catch {
    return undefined;
  }
}

/** Runs the command for an answer of this shape. Rejects only when `signal` fires; its process group is ended then. */
export async function askCommand<T>(
  question: Question,
  schema: z.ZodType<T>,
  signal: AbortSignal,
): Promise<Answered<T>> {
  signal.throwIfAborted();
  const { problem, stdout } = await run(question, signal).catch((error: unknown): Said => {
    signal.throwIfAborted();
    return { problem: error instanceof Error ? error.message : String(error), stdout: '' };
  });
  if (problem !== undefined) return { kind: 'unanswered', reason: `${question.command}: ${problem}` };
  const answer = printed(schema, stdout);
  return answer === undefined
    ? { kind: 'unanswered', reason: `${question.command} printed something else than the JSON that was asked for` }
    : { kind: 'answer', answer };
}
