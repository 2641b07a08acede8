import type { Earlier } from '../surroundings.ts';

const LONGEST = 1800;

/** The scores that were seen while looking, so that the one of some minutes ago need not be asked for again. */
export class ScoreMemory {
  readonly #seen = new Map<string, Earlier[]>();

  /** Keeps the score of `key` at a moment (epoch seconds). */
  keep(key: string, seen: Earlier): void {
    const kept = (this.#seen.get(key) ?? []).filter(({ at }) => at !== seen.at && at > seen.at - LONGEST);
    this.#seen.set(key, [...kept, seen]);
  }

  /** What was seen within `tolerance` seconds of a moment; the nearest. */
  around(key: string, at: number, tolerance: number): Earlier | undefined {
    return (this.#seen.get(key) ?? [])
      .filter((one) => Math.abs(one.at - at) <= tolerance)
      .sort((a, b) => Math.abs(a.at - at) - Math.abs(b.at - at))[0];
  }
}
