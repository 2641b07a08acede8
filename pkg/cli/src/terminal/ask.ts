import type { Io } from '../io.ts';

/** Whether a person can be asked: both ends are a terminal. */
export function canAsk(io: Io): boolean {
  return io.stderr.isTTY && process.stdin.isTTY;
}

/** Asks a person; anything but yes is no. */
export async function ask(io: Io, question: string): Promise<boolean> {
  const { createInterface } = await import('node:readline/promises');
  const reader = createInterface({ input: process.stdin, output: process.stderr, terminal: true });
  try {
    return /^y(es)?$/i.test((await reader.question(`${question} [y/N] `, { signal: io.interrupted })).trim());
  } finally {
    reader.close();
  }
}
