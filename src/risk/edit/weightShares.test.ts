import { describe, expect, it } from 'vitest';
import { weightShares } from './weightShares.ts';

describe('The share of a weight', () => {
  it('is nothing where no signal has weight, and never a division by zero', () => {
    expect(weightShares([0, undefined, NaN])).toEqual([0, 0, 0]);
    expect(weightShares([])).toEqual([]);
  });

  it('does not count what cannot be a weight', () => {
    expect(weightShares([-5, 10, undefined])).toEqual([0, 1, 0]);
  });

  it('is of all weights', () => {
    expect(weightShares([30, 10])).toEqual([0.75, 0.25]);
  });
});
