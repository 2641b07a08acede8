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

  it('rests as long as the last one took where the disk is slow, and not at all where it is quick', async () => {
    const restAfterWorkOf = async (took: number) => {
      let now = 0;
      const seat = new BackSeat(
        () => false,
        () => (now += 0.5),
      );
      const ends: number[] = [];
      const begins: number[] = [];
      const work = async () => {
        begins.push(now);
        now += took;
        ends.push(now);
      };
      await Promise.all([seat.run(work), seat.run(work)]);
      return (begins[1] ?? 0) - (ends[0] ?? 0);
    };
    expect(await restAfterWorkOf(15)).toBeGreaterThanOrEqual(15);
    expect(await restAfterWorkOf(1)).toBeLessThan(3);
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
