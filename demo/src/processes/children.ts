import { type ChildProcess, fork } from 'node:child_process';
import { z } from 'zod';
import type { Launcher } from './launcher.ts';

const READY_TIMEOUT_MS = 30_000;
const STOP_TIMEOUT_MS = 4_000;
const KEPT_OUTPUT = 4_000;

const readySchema = z.object({ type: z.literal('ready') });

/** A TypeScript file that runs as a process of its own and ends when this one is gone (its IPC channel closes). */
export interface Child {
  readonly name: string;
  readonly pid: number;
  /** Sends a message; a child that is already gone gets none. */
  send(message: object): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Asks it to end, insists after some seconds, and resolves when it is gone. */
  stop(): Promise<void>;
  /** Resolves with a description when it ended without being asked to; never otherwise. */
  readonly crashed: Promise<string>;
}

/**
 * Starts `source` with one JSON argument and resolves when it says that it is ready.
 * Rejects with its last output when it ends before that, or stays silent for 30 s.
 */
export async function startChild(launch: Launcher, name: string, source: URL, config: unknown): Promise<Child> {
  const program = launch(source);
  const child = fork(program.file, [JSON.stringify(config)], {
    execArgv: [...program.nodeArguments],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-KEPT_OUTPUT);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);

  let stopping = false;
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`${name} could not be started: ${error.message}`));
    child.once('exit', (code, signal) => {
      const how = signal === null ? `code ${code ?? '?'}` : `signal ${signal}`;
      resolve(`${name} ended with ${how}${output === '' ? '' : `; its last output:\n${output.trimEnd()}`}`);
    });
  });
  await ready(child, name, ended);
  return {
    name,
    pid: child.pid ?? 0,
    send: (message) => {
      if (child.connected) child.send(message);
    },
    onMessage: (listener) => child.on('message', listener),
    stop: async () => {
      stopping = true;
      await endProcess(child, ended);
    },
    crashed: new Promise((resolve) => {
      void ended.then((how) => {
        if (!stopping) resolve(how);
      });
    }),
  };
}

async function ready(child: ChildProcess, name: string, ended: Promise<string>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  try {
    await Promise.race([
      new Promise<void>((resolve) => {
        child.on('message', (message) => {
          if (readySchema.safeParse(message).success) resolve();
        });
      }),
      ended.then((how) => Promise.reject(new Error(how))),
      new Promise<never>((_resolve, reject) => {
        timer = setTimeout(() => reject(new Error(`${name} was not ready after 30 s`)), READY_TIMEOUT_MS);
      }),
    ]);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

async function endProcess(child: ChildProcess, ended: Promise<string>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  await ended;
  clearTimeout(timer);
}
