import type { GrafanaClock } from '../transport.ts';

/** A clock whose short sleeps (between attempts) end at once and whose long ones (time limits) never end. */
export function patientClock(): GrafanaClock {
  return {
    now: () => Date.UTC(2026, 10, 21, 12),
    sleep: (ms, signal) =>
      ms < 10_000
        ? Promise.resolve()
        : new Promise((_, reject) => {
            signal.addEventListener('abort', () => {
              reject(new Error('stopped'));
            });
          }),
  };
}

/** A clock on which everything takes too long. */
export function hastyClock(): GrafanaClock {
  return { now: () => 0, sleep: () => Promise.resolve() };
}
