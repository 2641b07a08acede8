import { readFileSync } from 'node:fs';

const CHECK_EVERY_MS = 1_000;

interface ProcessInfo {
  readonly parent: number;
  readonly command: string;
}

/** What Linux says of a process; `undefined` elsewhere and when it is gone. */
function infoOf(pid: number): ProcessInfo | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const parent = Number(/^PPid:\s*(\d+)/m.exec(status)?.[1]);
    return { parent, command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ') };
  } catch {
    return undefined;
  }
}

/**
 * The processes between the terminal's shell and this one that only exist to run it: npm, its shell, tsx. When one of
 * them is killed, Ctrl-C and SIGTERM no longer reach the demo.
 */
export function launchers(pid: number, info: (pid: number) => ProcessInfo | undefined = infoOf): number[] {
  const found: number[] = [];
  let at = info(pid)?.parent;
  while (at !== undefined && at > 1) {
    const one = info(at);
    if (!one || !/\bnpm\b|\btsx\b/.test(one.command)) break;
    found.push(at);
    at = one.parent;
  }
  return found;
}

/** Calls `gone` once when one of the launchers has ended. Returns how to stop watching. */
export function watchLaunchers(gone: () => void): () => void {
  const pids = launchers(process.pid);
  const timer = setInterval(() => {
    if (pids.every((pid) => infoOf(pid) !== undefined)) return;
    clearInterval(timer);
    gone();
  }, CHECK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
