import { ALLOWED_SKEW_MS } from './signatureTime.ts';

/** A signature is good for the skew before and after its moment. */
const WINDOW_MS = 2 * ALLOWED_SKEW_MS;
const AT_MOST = 50_000;

/**
 * What was taken in under a signature, so that sending it again does nothing. Bounded in time and in number: what is
 * forgotten under a flood is still known by its content.
 */
export interface ReplayCache<T> {
  /** What was taken in; undefined where nothing was, or long ago. */
  known(signature: string): T | undefined;
  /** To be called once it is on disk, not before: what failed may be sent again. */
  remember(signature: string, what: T, now: number): void;
  readonly size: number;
}

/** Two generations: each is kept for at least a window, or for half of `atMost` entries. */
export function replayCache<T>(atMost = AT_MOST): ReplayCache<T> {
  const half = Math.max(1, Math.floor(atMost / 2));
  let young = new Map<string, T>();
  let old = new Map<string, T>();
  let since = Number.NEGATIVE_INFINITY;

  const turn = (now: number) => {
    if (now - since < WINDOW_MS && young.size < half) return;
    // Nothing of a generation that ended a whole window ago can still be replayed.
    old = now - since < 2 * WINDOW_MS ? young : new Map<string, T>();
    young = new Map<string, T>();
    since = now;
  };

  return {
    known: (signature) => young.get(signature) ?? old.get(signature),
    remember(signature, what, now) {
      turn(now);
      young.set(signature, what);
    },
    get size() {
      return young.size + old.size;
    },
  };
}
