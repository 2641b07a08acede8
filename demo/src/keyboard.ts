import { ACTIONS } from './control/actions.ts';
import type { RollbackDesk } from './gateway/rollback-desk.ts';
import type { Workload } from './workload/workload.ts';

/** The keys in one line, for the console. */
export const KEYS_LINE = `${ACTIONS.map(({ key, title }) => `${key} ${title.toLowerCase().replace(/^release (a )?/, '')}`).join(' · ')} · q quit`;

/** What a person does about rollbacks, by its key. */
const DESK_KEYS: Readonly<Record<string, (desk: RollbackDesk) => Promise<string> | string>> = {
  a: (desk) => desk.decide('approve'),
  x: (desk) => desk.decide('reject'),
  h: (desk) => desk.hold(),
  k: (desk) => desk.kill(),
};

/** Its keys in one line, for the console. */
export const DESK_KEYS_LINE = 'a approve · x reject · h hold 5 min · k kill -9 the gateway';

/** Acts on a key about rollbacks; resolves with the line to print, `undefined` for a key that is none of them. */
export function onDeskKey(key: string, desk: RollbackDesk): Promise<string> | undefined {
  const act = Object.hasOwn(DESK_KEYS, key) ? DESK_KEYS[key] : undefined;
  if (act === undefined) return undefined;
  return Promise.resolve()
    .then(() => act(desk))
    .catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
}

/** Acts on one key; returns the line to print, or 'quit', or `undefined` for a key without a meaning. */
export function onKey(key: string, workload: Pick<Workload, 'release' | 'rollback'>): string | undefined {
  // Ctrl-C and Ctrl-D arrive as characters while the terminal is in raw mode.
  if (key === 'q' || key === '\u0003' || key === '\u0004') return 'quit';
  const action = ACTIONS.find((candidate) => candidate.key === key);
  if (!action) return undefined;
  if (action.kind === 'rollback') {
    const release = workload.rollback();
    return release ? `Rolled back to ${release.version}.` : 'There is no earlier good version.';
  }
  return `Released ${workload.release({ fault: action.fault }).version}: ${action.effect}`;
}

/** Listens to single keys until stopped. Does nothing without a terminal. */
export function listenToKeys(
  input: NodeJS.ReadStream,
  workload: Pick<Workload, 'release' | 'rollback'>,
  desk: RollbackDesk | undefined,
  say: (line: string) => void,
  quit: () => void,
): () => void {
  if (!input.isTTY) return () => undefined;
  const listener = (chunk: Buffer) => {
    for (const key of chunk.toString()) {
      const line = onKey(key, workload);
      if (line === 'quit') quit();
      else if (line !== undefined) say(line);
      else if (desk !== undefined) void onDeskKey(key, desk)?.then(say);
    }
  };
  input.setRawMode(true);
  input.resume();
  input.on('data', listener);
  return () => {
    input.off('data', listener);
    input.setRawMode(false);
    input.pause();
  };
}
