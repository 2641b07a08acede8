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
 * @param options.skipUpTo sleeps of at most this many ms (waits between attempts) end at once and move the time on by
 *   their length; longer ones (timeouts) wait for `advance`. Default 0: none.
 */
export function manualClock(options: { readonly now?: number; readonly skipUpTo?: number } = {}): ManualClock {
  let now = options.now ?? Date.UTC(2026, 10, 21, 12);
  const skipUpTo = options.skipUpTo ?? 0;
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
        if (ms <= skipUpTo) {
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
