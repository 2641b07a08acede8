import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tile } from './tiles.ts';

const HOUR_MS = 3_600_000;
const anyEnd = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) });

describe('the tiles of the past', () => {
  it('join without gap or overlap, cover the whole length, and leave less than two hours', () => {
    fc.assert(
      fc.property(anyEnd, fc.integer({ min: 1, max: 20 }), (endMs, days) => {
        const { tiles, restFromMs } = tile(endMs, days * 24 * HOUR_MS);
        tiles.slice(1).forEach((one, index) => expect(one.fromMs).toBe(tiles[index]?.toMs));
        expect(tiles[0]?.fromMs ?? restFromMs).toBeLessThanOrEqual(endMs - days * 24 * HOUR_MS);
        expect(tiles[tiles.length - 1]?.toMs ?? restFromMs).toBe(restFromMs);
        expect(endMs - restFromMs).toBeLessThan(2 * HOUR_MS);
        for (const { fromMs, toMs } of tiles) expect(fromMs % (toMs - fromMs)).toBe(0);
      }),
    );
  });

  it('stay what they were when time goes on, so that the next start finds nearly all of them', () => {
    const endMs = Date.UTC(2026, 10, 21, 11, 30);
    const names = (at: number) => tile(at, 15 * 24 * HOUR_MS).tiles.map(({ fromMs, toMs }) => `${fromMs}-${toMs}`);
    const before = new Set(names(endMs));
    const fresh = names(endMs + 3 * HOUR_MS).filter((name) => !before.has(name));
    expect(fresh.length).toBeLessThanOrEqual(2);
  });

  it('are few', () => {
    expect(tile(Date.UTC(2026, 10, 21, 11, 30), 15 * 24 * HOUR_MS).tiles.length).toBeLessThan(20);
  });
});
