import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Database } from './storeUnderTest.ts';

const PROGRAM = fileURLToPath(new URL('./storeProcess.ts', import.meta.url));

export interface StoreProcess {
  /** What it has said so far. */
  readonly lines: readonly string[];
  /** Resolves when it has said a line that begins so. */
  said(start: string): Promise<void>;
  /** As `kill -9` does; resolves when it is gone and all it said was read. */
  kill(): Promise<void>;
  /** Resolves when it has ended by itself. */
  ended(): Promise<void>;
}

/** Runs `storeProcess.ts` with a task; `wrapper` is a program such as strace to run it under. */
export function startStoreProcess(
  database: Database,
  task: readonly string[],
  wrapper: readonly string[] = [],
): StoreProcess {
  const [name = '', ...more] = task;
  const command = [...wrapper, process.execPath, '--import', 'tsx', PROGRAM, name, JSON.stringify(database), ...more];
  const [program = '', ...args] = command;
  const child: ChildProcess = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  const listeners = new Set<() => void>();
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const told = () => {
    for (const listener of listeners) listener();
  };
  if (child.stdout !== null) {
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line);
      told();
    });
  }
  const closed = once(child, 'close').then(told);
  return {
    lines,
    said: (start) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const ended = child.exitCode !== null || child.signalCode !== null;
          if (!lines.some((line) => line.startsWith(start)) && !ended) return;
          listeners.delete(look);
          if (ended && !lines.some((line) => line.startsWith(start))) reject(new Error(`It ended: ${errors}`));
          else resolve();
        };
        listeners.add(look);
        look();
      }),
    async kill() {
      child.kill('SIGKILL');
      await closed;
    },
    async ended() {
      await closed;
      if (child.exitCode !== 0) throw new Error(`It ended with ${child.exitCode ?? child.signalCode}: ${errors}`);
    },
  };
}
