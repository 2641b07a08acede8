import { readFileSync } from 'node:fs';
import { type Child, startChild } from './children.ts';
import { type GuardMessage, guardReportSchema } from './guard-messages.ts';
import type { Launcher } from './launcher.ts';

/** The guard's source, for whoever bundles programs. */
export const GUARD_SOURCE = new URL('./guard.ts', import.meta.url);

/** A program that is not ours (Prometheus, Loki), run by the guard process. */
export interface Binary {
  readonly name: string;
  readonly pid: number;
  stop(): Promise<void>;
  /** Resolves with a description when it ended without being asked to; never otherwise. */
  readonly crashed: Promise<string>;
}

export interface Binaries {
  /** Starts a program; rejects when it cannot be started. That it answers is the caller's to wait for. */
  start(program: { name: string; file: string; args: string[]; folder: string; logFile: string }): Promise<Binary>;
  /** Stops every program and the guard. */
  stop(): Promise<void>;
  readonly crashed: Promise<string>;
}

/** Starts the guard, which outlives a `kill -9` of this process just long enough to stop the programs. */
export async function startBinaries(launch: Launcher): Promise<Binaries> {
  const guard: Child = await startChild(launch, 'guard', GUARD_SOURCE, {});
  const pids = new Set<number>();
  void guard.crashed.then(() => {
    for (const pid of pids) killQuietly(pid);
  });
  return {
    crashed: guard.crashed,
    stop: () => guard.stop(),
    start: (program) => startProgram(guard, pids, program),
  };
}

function startProgram(
  guard: Child,
  pids: Set<number>,
  program: Omit<Extract<GuardMessage, { type: 'start' }>, 'type'>,
): Promise<Binary> {
  let stopping = false;
  const { name, logFile } = program;
  return new Promise((resolve, reject) => {
    let onCrash: (how: string) => void = reject;
    let onEnd: () => void = () => undefined;
    const ended = new Promise<void>((done) => {
      onEnd = done;
    });
    guard.onMessage((raw) => {
      const report = guardReportSchema.safeParse(raw);
      if (!report.success || report.data.name !== name) return;
      if (report.data.type === 'ended') {
        onEnd();
        if (!stopping) onCrash(`${name} ended with ${report.data.how}; its last output:\n${lastLines(logFile)}`);
        return;
      }
      const { pid } = report.data;
      pids.add(pid);
      void ended.then(() => pids.delete(pid));
      const crashed = new Promise<string>((crash) => {
        onCrash = crash;
      });
      const stop = async () => {
        stopping = true;
        guard.send({ type: 'stop', name } satisfies GuardMessage);
        await ended;
      };
      resolve({ name, pid, crashed, stop });
    });
    guard.send({ type: 'start', ...program } satisfies GuardMessage);
  });
}

function lastLines(logFile: string): string {
  try {
    return readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-8).join('\n');
  } catch {
    return '(no output)';
  }
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGTERM');
  } catch {
    // Already gone, which is what was wanted.
  }
}
