import { shortHash } from '../grafana/uid.ts';

/** Ids below this are of panels that stand alone on their dashboard. */
const FIRST = 1000;
const ROOM = 1_000_000;

/**
 * A panel id for each signal, the same whatever other signals there are and in whatever order. Should two want the
 * same one, the signal whose id comes later in the alphabet takes the next that is free.
 */
export function signalPanelIds(signalIds: readonly string[]): ReadonlyMap<string, number> {
  const ids = new Map<string, number>();
  const taken = new Set<number>();
  for (const signal of [...signalIds].sort()) {
    let id = FIRST + (Number.parseInt(shortHash(signal), 16) % ROOM);
    while (taken.has(id)) id += 1;
    taken.add(id);
    ids.set(signal, id);
  }
  return ids;
}
