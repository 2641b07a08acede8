const HOUR_MS = 3_600_000;

/** Sizes of cached pieces, largest first. They are block sizes of Prometheus' storage, so each becomes one block. */
const TILE_SIZES_MS = [54 * HOUR_MS, 18 * HOUR_MS, 6 * HOUR_MS, 2 * HOUR_MS] as const;

/** A piece of the past, [fromMs, toMs). Whole tiles start and end at multiples of their size and never change. */
interface Tile {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The whole tiles that cover the past, and where the rest begins that must be made anew for every start. */
export interface Tiling {
  readonly tiles: readonly Tile[];
  readonly restFromMs: number;
}

/** Covers at least `lengthMs` before `endMs` with as few whole tiles as possible; the rest is shorter than two hours. */
export function tile(endMs: number, lengthMs: number): Tiling {
  const largest = TILE_SIZES_MS[0];
  const tiles: Tile[] = [];
  let at = Math.floor((endMs - lengthMs) / largest) * largest;
  for (;;) {
    const size = TILE_SIZES_MS.find((candidate) => at % candidate === 0 && at + candidate <= endMs);
    if (size === undefined) return { tiles, restFromMs: at };
    tiles.push({ fromMs: at, toMs: at + size });
    at += size;
  }
}
