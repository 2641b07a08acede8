import { describe, expect, it } from 'vitest';
import { hostClock } from './hostClock.ts';

function handTimers() {
  const timers = new Map<number, () => void>();
  let last = 0;
  const set = (callback: () => void): number => {
    timers.set(++last, callback);
    return last;
  };
  const clock = hostClock({ now: () => 42, setTimeout: set, clearTimeout: (handle: number) => timers.delete(handle) });
  return { timers, clock };
}

describe('The clock of a host', () => {
  it('tells the time and sleeps until the timer rings', async () => {
    const { timers, clock } = handTimers();
    expect(clock.now()).toBe(42);
    const sleep = clock.sleep(5, new AbortController().signal);
    for (const ring of timers.values()) ring();
    await expect(sleep).resolves.toBeUndefined();
  });

  it.each([true, false])('rejects and leaves no timer when stopped (already before: %s)', async (before) => {
    const { timers, clock } = handTimers();
    const caller = new AbortController();
    if (before) caller.abort();
    const sleep = clock.sleep(5, caller.signal);
    caller.abort();
    await expect(sleep).rejects.toThrow();
    expect(timers.size).toBe(0);
  });
});
