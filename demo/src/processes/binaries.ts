import { readFileSync } from 'node:fs';
import { type Child, startChild } from './children.ts';
import { type GuardMessage, type GuardReport, guardReportSchema } from './guard-messages.ts';
import type { Launcher } from './launcher.ts';
import { waitUntil } from './wait-until.ts';

const ORPHAN_TIMEOUT_MS = 8_000;

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
  /**
   * Starts a program; rejects when it cannot be started. That it answers is the caller's to wait for. The name of one
   * that has ended may be used again.
   */
  start(program: { name: string; file: string; args: string[]; folder: string; logFile: string }): Promise<Binary>;
  /** Stops every program and the guard. */
  stop(): Promise<void>;
  readonly crashed: Promise<string>;
}

/** Starts the guard, which outlives a `kill -9` of this process just long enough to stop the programs. */
export async function startBinaries(launch: Launcher): Promise<Binaries> {
  const guard: Child = await startChild(launch, 'guard', GUARD_SOURCE, {});
  const pids = new Set<number>();
  const listeners = new Map<string, (report: GuardReport) => void>();
  guard.onMessage((raw) => {
    const report = guardReportSchema.safeParse(raw);
    if (report.success) listeners.get(report.data.name)?.(report.data);
  });
  const orphansGone = guard.crashed.then(() => endOrphans([...pids]));
  return {
    crashed: guard.crashed,
    stop: () => guard.stop(),
    start: (program) => startProgram({ guard, pids, orphansGone, listeners }, program),
  };
}

interface Guarding {
  readonly guard: Child;
  readonly pids: Set<number>;
  readonly orphansGone: Promise<void>;
  /** Who hears of a program, by its name. */
  readonly listeners: Map<string, (report: GuardReport) => void>;
}

function startProgram(
  { guard, pids, orphansGone, listeners }: Guarding,
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
    // Without the guard there is nobody to tell of the end.
    void orphansGone.then(onEnd);
    listeners.set(name, (report) => {
      if (report.type === 'ended') {
        onEnd();
        if (!stopping) onCrash(`${name} ended with ${report.how}; its last output:\n${lastLines(logFile)}`);
        return;
      }
      const { pid } = report;
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

/** Ends programs whose guard is gone, and resolves when they are gone too. */
async function endOrphans(pids: readonly number[]): Promise<void> {
  const living = () => pids.filter((pid) => signalled(pid, 0));
  for (const pid of pids) signalled(pid, 'SIGTERM');
  await waitUntil('programs to end', async () => (living().length === 0 ? true : undefined), {
    timeoutMs: ORPHAN_TIMEOUT_MS,
  }).catch(() => {
    for (const pid of living()) signalled(pid, 'SIGKILL');
  });
}

/** Sends a signal; false when the process is gone. */
function signalled(pid: number, signal: 'SIGTERM' | 'SIGKILL' | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}
