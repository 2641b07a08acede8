/** How far the clock of a sender may be off, both ways. */
export const ALLOWED_SKEW_MS = 5 * 60_000;

/** Whether whole seconds in a header are near `now` (epoch ms). Both ways: a signature for later is a stored one. */
export function isNear(seconds: string, now: number): boolean {
  return /^\d{1,12}$/.test(seconds) && Math.abs(now - Number(seconds) * 1000) <= ALLOWED_SKEW_MS;
}
