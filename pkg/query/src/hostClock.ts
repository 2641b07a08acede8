import type { Clock } from './transport.ts';

/** The timers of Node or a browser; `globalThis` is one. */
export interface HostTimers<Handle> {
  now(): number;
  setTimeout(callback: () => void, ms: number): Handle;
  clearTimeout(handle: Handle): void;
}

/** The real clock, made from the host's timers. An ended sleep leaves no timer behind. */
export function hostClock<Handle>(timers: HostTimers<Handle>): Clock {
  return {
    now: () => timers.now(),
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const stop = (): void => {
          timers.clearTimeout(handle);
          reject(new Error('The sleep was ended early.'));
        };
        const handle = timers.setTimeout(() => {
          signal.removeEventListener('abort', stop);
          resolve();
        }, ms);
        if (signal.aborted) stop();
        else signal.addEventListener('abort', stop, { once: true });
      }),
  };
}
