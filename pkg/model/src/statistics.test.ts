import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mean, median, populationDeviation, robustDeviation } from './statistics.ts';

const FIVE = [0, 8, 8, 2, 3];
const numbers = fc.array(
  fc.integer().map((whole) => whole / 1000),
  { minLength: 1, maxLength: 50 },
);

describe('mean', () => {
  it.each([
    [FIVE, 4.2],
    [[7], 7],
    [[-1, 1], 0],
    [[1e98, 1e98], 1e98],
  ])('of %j is %d', (values, expected) => {
    expect(mean(values)).toBe(expected);
  });
});

describe('populationDeviation', () => {
  it('divides by the number of values, not by one less', () => {
    expect(populationDeviation(FIVE) ** 2).toBeCloseTo(10.56, 12);
    expect(populationDeviation(FIVE)).toBeCloseTo(3.249615361854384, 12);
  });

  it('is 0 for one number and for equal numbers', () => {
    expect(populationDeviation([42])).toBe(0);
    expect(populationDeviation([3, 3, 3])).toBe(0);
  });

  it('is not fooled by a large mean', () => {
    expect(populationDeviation(FIVE.map((value) => value + 1e9))).toBeCloseTo(3.249615361854384, 6);
  });

  it('is never negative, and does not move when all numbers do', () => {
    fc.assert(
      fc.property(numbers, (values) => {
        const deviation = populationDeviation(values);
        expect(deviation).toBeGreaterThanOrEqual(0);
        const mirrored = populationDeviation(values.map((value) => -value));
        expect(mirrored).toBe(deviation);
      }),
    );
  });
});

describe('median', () => {
  it.each([
    ['an odd number of values', FIVE, 3],
    ['an even number of values', [8, 0, 2, 8], 5],
    ['two values', [1, 2], 1.5],
    ['one value', [5], 5],
    ['numbers, not their texts', [10, 9, 100], 10],
    ['negative numbers', [-5, -1, -3], -3],
    ['numbers whose sum is too large', [1.7e308, 1.7e308], 1.7e308],
  ])('takes the middle of %s', (_, values, expected) => {
    expect(median(values)).toBe(expected);
  });

  it('leaves its argument as it was', () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });

  it('has at least half of the numbers on either side', () => {
    fc.assert(
      fc.property(numbers, (values) => {
        const middle = median(values);
        expect(values.filter((value) => value <= middle).length * 2).toBeGreaterThanOrEqual(values.length);
        expect(values.filter((value) => value >= middle).length * 2).toBeGreaterThanOrEqual(values.length);
      }),
    );
  });
});

describe('robustDeviation', () => {
  it('is 1.4826 times the median distance from the median', () => {
    expect(robustDeviation(FIVE)).toBe(1.4826 * 3);
    expect(robustDeviation([1, 2, 3, 4])).toBe(1.4826 * 1);
  });

  it('does not move with one wild value', () => {
    expect(robustDeviation([1, 2, 3, 4, 5])).toBe(1.4826);
    expect(robustDeviation([1, 2, 3, 4, 5e9])).toBe(1.4826);
  });

  it('is 0 when more than half of the numbers are equal', () => {
    expect(robustDeviation([7, 7, 7, 900])).toBe(0);
  });
});

describe.each([
  ['mean', mean],
  ['populationDeviation', populationDeviation],
  ['median', median],
  ['robustDeviation', robustDeviation],
])('%s', (_, statistic) => {
  it('of nothing is NaN', () => {
    expect(statistic([])).toBeNaN();
    expect(statistic(new Float64Array())).toBeNaN();
  });

  it('is NaN when a number is NaN, wherever it stands', () => {
    for (const values of [[NaN], [NaN, 1, 2], [1, NaN, 2], [1, 2, NaN]]) expect(statistic(values)).toBeNaN();
  });

  it('takes typed arrays as it takes arrays', () => {
    expect(statistic(Float64Array.from(FIVE))).toBe(statistic(FIVE));
  });
});
