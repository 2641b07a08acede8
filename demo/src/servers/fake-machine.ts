import type { Machine } from './machine.ts';

/** What a pretended machine has: executables, what its downloads answer, what its programs do. */
export interface FakeMachine {
  readonly machine: Machine;
  /** Programs that were run, as one line each. */
  readonly runs: string[];
  readonly downloads: string[];
  readonly executables: Set<string>;
  readonly removed: string[];
}

/** A machine in memory. `onRun` may install executables; a download of an unknown address fails as without a network. */
export function fakeMachine(options: {
  readonly env?: Record<string, string>;
  readonly executables?: readonly string[];
  /** Files that are there and are no programs. */
  readonly present?: readonly string[];
  readonly files?: Readonly<Record<string, Buffer>>;
  readonly platform?: string;
  readonly arch?: string;
  readonly onRun?: (line: string, executables: Set<string>) => void;
}): FakeMachine {
  const executables = new Set(options.executables);
  const runs: string[] = [];
  const downloads: string[] = [];
  const removed: string[] = [];
  const machine: Machine = {
    env: options.env ?? {},
    platform: options.platform ?? 'linux',
    arch: options.arch ?? 'x64',
    isExecutable: async (file) => executables.has(file),
    exists: async (path) => executables.has(path) || (options.present ?? []).includes(path),
    run: async (file, args) => {
      const line = [file, ...args].join(' ');
      runs.push(line);
      options.onRun?.(line, executables);
      return '';
    },
    download: async (url) => {
      downloads.push(url);
      const content = options.files?.[url];
      if (!content) throw new Error(`${new URL(url).host} could not be reached (no network)`);
      return content;
    },
    makeFolder: async () => undefined,
    temporaryFolder: async () => '/scratch',
    writeExecutable: async (file) => void executables.add(file),
    writeFile: async () => undefined,
    install: async (from, to) => {
      if (!executables.delete(from)) throw new Error(`${from} is not there`);
      executables.add(to);
    },
    remove: async (path) => void removed.push(path),
  };
  return { machine, runs, downloads, executables, removed };
}
