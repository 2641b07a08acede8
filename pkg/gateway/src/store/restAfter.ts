/** A disk that takes longer for a sync is slow: nothing else was done meanwhile. */
const SLOW_MS = 3;
const LONGEST_MS = 20;

/**
 * How long nothing is committed after a commit that took so long (milliseconds): as long again, where the disk is slow.
 * Node takes one new connection per turn of its event loop. If each turn were a sync, connections would come in one per
 * sync, each commit would hold one delivery, and those that wait would be reset in the end.
 */
export function restAfter(tookMs: number): number {
  return tookMs > SLOW_MS ? Math.min(tookMs, LONGEST_MS) : 0;
}
