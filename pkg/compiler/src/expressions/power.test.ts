import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { power } from './power.ts';

describe('power', () => {
  it.each<[number, number, number]>([
    [NaN, 0, 1],
    [1, NaN, 1],
    [1, Infinity, 1],
    [-1, Infinity, 1],
    [-1, -Infinity, 1],
    [0, -1, Infinity],
    [-0, -1, -Infinity],
    [-0, -3, -Infinity],
    [-0, -2, Infinity],
    [-0, -0.5, Infinity],
    [-0, 3, -0],
    [-0, 2, 0],
    [0, -Infinity, Infinity],
    [0, Infinity, 0],
    [2, Infinity, Infinity],
    [2, -Infinity, 0],
    [0.5, Infinity, 0],
    [0.5, -Infinity, Infinity],
    [Infinity, -1, 0],
    [-Infinity, 3, -Infinity],
    [-Infinity, 2, Infinity],
    [-Infinity, -3, -0],
    [-Infinity, 0.5, Infinity],
    [-8, 1 / 3, NaN],
    [-1, 2 ** 70, 1],
    [-2, 2 ** 70, Infinity],
    [0.5, 2 ** 70, 0],
    [2, -1074, 5e-324],
    [2, -1075, 0],
    [2, 1024, Infinity],
    [-2, 1023, -(2 ** 1023)],
    [5e-324, 2, 0],
    [5e-324, -1, Infinity],
    [4, 0.5, 2],
    [4, -0.5, 0.5],
    [10, 22, 1e22],
  ])('%d to the %d is %d', (base, exponent, expected) => {
    expect(power(base, exponent)).toBe(expected);
  });

  it('is exact for whole numbers that fit', () => {
    fc.assert(
      fc.property(fc.integer({ min: -9, max: 9 }), fc.integer({ min: 2, max: 15 }), (base, exponent) => {
        expect(power(base, exponent)).toBe(Number(BigInt(base) ** BigInt(exponent)));
      }),
    );
  });

  it('is close to what JavaScript gives for any positive base', () => {
    const base = fc.double({ min: 1e-50, max: 1e50, noNaN: true });
    const exponent = fc.double({ min: -5, max: 5, noNaN: true });
    fc.assert(
      fc.property(base, exponent, (left, right) => {
        const expected = left ** right;
        expect(Math.abs(power(left, right) - expected)).toBeLessThanOrEqual(expected * 1e-12);
      }),
    );
  });
});
