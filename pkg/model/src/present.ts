/**
 * Where presence ends. Compiled queries answer one row per service; a row at or beyond this edge is the
 * sentinel that says "missing" (1e100), so no real reading may reach it.
 */
export const PRESENCE_EDGE = 1e99;

/** The sentinel value a compiled query returns for a service it has no number for. */
export const SENTINEL = 1e100;

/** True for a number that counts: not NaN, not infinite, not a sentinel. */
export function isPresent(x: number): boolean {
  return x > -PRESENCE_EDGE && x < PRESENCE_EDGE;
}
