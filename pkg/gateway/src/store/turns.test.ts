import { describe, expect, it } from 'vitest';
import { Turns } from './turns.ts';

describe('turns', () => {
  it('are taken one at a time, also when one fails', async () => {
    const turns = new Turns();
    let inside = 0;
    let most = 0;
    const take = (fails: boolean) =>
      turns.run(async () => {
        most = Math.max(most, (inside += 1));
        await new Promise((resolve) => setImmediate(resolve));
        inside -= 1;
        if (fails) throw new Error('no');
      });
    const answers = await Promise.allSettled([take(false), take(true), take(false)]);
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(most).toBe(1);
  });

  it('are given to the urgent first, and to a patient one after four of them', async () => {
    const turns = new Turns();
    const order: string[] = [];
    const take = (name: string, urgency: 'urgent' | 'patient') => turns.run(async () => void order.push(name), urgency);
    await Promise.all([
      take('first', 'patient'),
      take('p1', 'patient'),
      take('p2', 'patient'),
      ...Array.from({ length: 6 }, (_, index) => take(`u${index}`, 'urgent')),
    ]);
    expect(order).toEqual(['first', 'u0', 'u1', 'u2', 'u3', 'p1', 'u4', 'u5', 'p2']);
  });
});
