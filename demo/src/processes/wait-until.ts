import { setTimeout as wait } from 'node:timers/promises';

/**
 * Asks `check` again and again until it gives a value, and returns it. What `check` throws counts as "not yet".
 * Rejects with `what` and the last reason after `timeoutMs`.
 */
export async function waitUntil<T>(
  what: string,
  check: () => Promise<T | undefined>,
  options: { readonly timeoutMs: number; readonly everyMs?: number; readonly signal?: AbortSignal },
): Promise<T> {
  const end = performance.now() + options.timeoutMs;
  let reason = '';
  for (;;) {
    options.signal?.throwIfAborted();
    try {
      const value = await check();
      if (value !== undefined) return value;
    } catch (error) {
      reason = error instanceof Error ? `: ${error.message}` : '';
    }
    if (performance.now() > end)
      throw new Error(`${what}: not within ${Math.round(options.timeoutMs / 1000)} s${reason}`);
    await wait(options.everyMs ?? 150, undefined, options.signal === undefined ? {} : { signal: options.signal });
  }
}
