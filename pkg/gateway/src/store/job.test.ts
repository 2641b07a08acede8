import { describe, expect, it } from 'vitest';
import { restAfter } from './job.ts';

describe('the rest after a failure', () => {
  it.each([
    [1, 0, 250],
    [1, 1, 500],
    [2, 1, 1_000],
    [5, 0, 4_000],
    [8, 1, 60_000],
    [10_000, 0, 30_000],
    [10_000, 1, 60_000],
  ])('number %d with chance %d lasts %d ms', (failures, chance, milliseconds) => {
    expect(restAfter(failures, () => chance)).toBe(milliseconds);
  });
});
