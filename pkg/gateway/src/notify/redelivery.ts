const FIRST_MS = 2000;
const LONGEST_MS = 15 * 60_000;
/** An absurd Retry-After is cut to this. */
const LONGEST_ASKED_MS = 3_600_000;

/**
 * Milliseconds to wait before the next attempt: twice as long each time, up to a quarter of an hour, spread by a fifth
 * so that not everybody comes back at once; never before the other side asked for. `attempts` is how many were made;
 * 0 <= random < 1.
 */
export function waitBefore(attempts: number, askedMs: number | undefined, random: number): number {
  const growing = Math.min(FIRST_MS * 2 ** Math.min(Math.max(attempts, 1) - 1, 20), LONGEST_MS);
  const spread = growing * (0.8 + 0.4 * random);
  return Math.round(Math.max(spread, Math.min(askedMs ?? 0, LONGEST_ASKED_MS)));
}
