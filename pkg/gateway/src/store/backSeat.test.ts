import { describe, expect, it } from 'vitest';
import { BackSeat } from './backSeat.ts';

describe('Work on jobs', () => {
  it('goes on at once, in order, where nothing pours in', async () => {
    const seat = new BackSeat(
      () => false,
      () => 0,
    );
    const done: number[] = [];
    await Promise.all([1, 2, 3].map((one) => seat.run(async () => done.push(one))));
    expect(done).toEqual([1, 2, 3]);
  });

  it('rests between two transactions while deliveries pour in, and goes on all the same', async () => {
    let now = 0;
    const seat = new BackSeat(
      () => true,
      () => (now += 1),
    );
    const at: number[] = [];
    await Promise.all([1, 2, 3].map(() => seat.run(async () => at.push(now))));
    const [first = 0, second = 0, third = 0] = at;
    expect(second - first).toBeGreaterThanOrEqual(20);
    expect(third - second).toBeGreaterThanOrEqual(20);
  });

  it('is not stopped by one that fails', async () => {
    const seat = new BackSeat(
      () => false,
      () => 0,
    );
    await expect(seat.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(seat.run(async () => 'yes')).resolves.toBe('yes');
  });
});
