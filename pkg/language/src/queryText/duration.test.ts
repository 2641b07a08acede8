import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDuration, parseDuration, signedDurationSeconds } from './duration.ts';

describe('a duration text', () => {
  it.each([
    ['0', 0],
    ['0s', 0],
    ['5m', 300],
    ['1h30m', 5400],
    ['1y2w3d4h5m6s7ms', 31_536_000 + 14 * 86_400 + 3 * 86_400 + 4 * 3600 + 306.007],
    ['500ms', 0.5],
    ['007s', 7],
  ])('%s is %d seconds', (text, seconds) => {
    expect(parseDuration(text)).toBeCloseTo(seconds, 9);
  });

  it.each(['', '5', '1.5h', '-5m', '5 m', '1m1h', '1m1m', '5x', 'm', 'PT5M', '5m ', '300y', '1e3s', '5M', '٥m'])(
    '%j is refused',
    (text) => {
      expect(parseDuration(text)).toBeUndefined();
    },
  );

  it('can carry a minus where a shift is meant', () => {
    expect(signedDurationSeconds('-1h')).toBe(-3600);
    expect(Object.is(signedDurationSeconds('-0s'), 0)).toBe(true);
    expect(() => signedDurationSeconds('--1h')).toThrow(RangeError);
    expect(() => signedDurationSeconds('')).toThrow(RangeError);
  });
});

describe('seconds as a duration text', () => {
  it.each([
    [0, '0s'],
    [5400, '1h30m'],
    [604_800, '7d'],
    [0.25, '250ms'],
    [-90, '-1m30s'],
    [0.0001, '0s'],
  ])('%d is %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 1e13])('%d is refused', (seconds) => {
    expect(() => formatDuration(seconds)).toThrow(RangeError);
  });

  it('reads back as the same number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_000_000_000_000 }), (milliseconds) => {
        expect(Math.round((parseDuration(formatDuration(milliseconds / 1000)) ?? -1) * 1000)).toBe(milliseconds);
      }),
    );
  });
});
