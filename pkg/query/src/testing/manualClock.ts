import type { Clock } from '../transport.ts';

/** A clock that stands still until a test moves it. */
export interface ManualClock extends Clock {
  /** Every sleep that began, in order, in milliseconds. */
  readonly sleeps: readonly number[];
  /** Sleeps that neither ended nor were stopped. */
  readonly pending: () => number;
  /** Moves the time on and ends the sleeps that are over by then. */
  advance(ms: number): void;
}

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/**
 * @param options.now the first moment, epoch ms.
 * @param options.skips says which sleeps (by their length in ms) end at once, moving the time on; the others wait for
 *   `advance`. So a test lets the waits between attempts pass and keeps the timeouts in its hand. Default: none.
 */
export function manualClock(
  options: { readonly now?: number; readonly skips?: (ms: number) => boolean } = {},
): ManualClock {
  let now = options.now ?? Date.UTC(2026, 10, 21, 12);
  const sleeps: number[] = [];
  const sleepers = new Set<Sleeper>();
  return {
    sleeps,
    now: () => now,
    pending: () => sleepers.size,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        sleeps.push(ms);
        if (signal.aborted) {
          reject(new Error('stopped'));
          return;
        }
        if (options.skips?.(ms) === true) {
          now += ms;
          resolve();
          return;
        }
        const stop = (): void => {
          sleepers.delete(sleeper);
          reject(new Error('stopped'));
        };
        const sleeper: Sleeper = {
          until: now + ms,
          wake: () => {
            signal.removeEventListener('abort', stop);
            sleepers.delete(sleeper);
            resolve();
          },
        };
        sleepers.add(sleeper);
        signal.addEventListener('abort', stop, { once: true });
      }),
    advance(ms) {
      now += ms;
      for (const sleeper of [...sleepers]) if (sleeper.until <= now) sleeper.wake();
    },
  };
}
