import { describe, expect, it } from 'vitest';
import { Intake } from './intake.ts';
import { StoreUnavailable, type Delivery } from './store.ts';

const delivery = (id: string): Delivery => ({ id, source: 'grafana', receivedAt: 0, body: '{}' });

/** An intake over a set, with the batches that were committed. */
function intake(fault: (ids: readonly string[]) => Error | undefined = () => undefined) {
  const batches: (readonly string[])[] = [];
  const there = new Set<string>();
  const commit = async (deliveries: readonly Delivery[]) => {
    const ids = deliveries.map(({ id }) => id);
    batches.push(ids);
    await new Promise((resolve) => setImmediate(resolve));
    const error = fault(ids);
    if (error !== undefined) throw error;
    const fresh = new Set(ids.filter((id) => !there.has(id)));
    for (const id of fresh) there.add(id);
    return fresh;
  };
  return { intake: new Intake(commit, () => 0), batches };
}

describe('the intake on a slow disk', () => {
  it('gathers what comes for as long as the last commit took, so that others share the next', async () => {
    let now = 0;
    const batches: number[] = [];
    const taken = new Intake(
      async (deliveries) => {
        batches.push(deliveries.length);
        now += 15;
        return new Set(deliveries.map(({ id }) => id));
      },
      () => now,
    );
    await taken.accept([delivery('first')]);
    const later = ['a', 'b', 'c'].map(async (id) => {
      for (let turns = id.charCodeAt(0) - 96; turns > 0; turns -= 1) await new Promise((turn) => setImmediate(turn));
      return taken.accept([delivery(id)]);
    });
    await Promise.all(later);
    expect(batches).toEqual([1, 3]);
    now += 1000;
    await taken.accept([delivery('much later')]);
    expect(batches).toEqual([1, 3, 1]);
  });
});

describe('the intake', () => {
  it('commits once for all calls of one moment, and once more for those that came meanwhile', async () => {
    const { intake: taken, batches } = intake();
    const first = Array.from({ length: 100 }, (_, index) => taken.accept([delivery(`a${index}`)]));
    await new Promise((resolve) => setImmediate(resolve));
    const second = Array.from({ length: 50 }, (_, index) => taken.accept([delivery(`b${index}`)]));
    await Promise.all([...first, ...second]);
    expect(batches.map(({ length }) => length)).toEqual([100, 50]);
  });

  it('keeps a commit within bounds', async () => {
    const { intake: taken, batches } = intake();
    await Promise.all(Array.from({ length: 1_100 }, (_, index) => taken.accept([delivery(`a${index}`)])));
    expect(batches.map(({ length }) => length)).toEqual([500, 500, 100]);
  });

  it('tells all calls of a commit that failed, and takes in again afterwards', async () => {
    let down = true;
    const { intake: taken } = intake(() => (down ? new StoreUnavailable('disk full') : undefined));
    const answers = await Promise.allSettled([taken.accept([delivery('a')]), taken.accept([delivery('b')])]);
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    down = false;
    expect(await taken.accept([delivery('a')])).toEqual(new Set(['a']));
  });

  it('takes the others in where one cannot be stored', async () => {
    const { intake: taken } = intake((ids) => (ids.includes('bad') ? new TypeError('too large') : undefined));
    const answers = await Promise.allSettled(['a', 'bad', 'b'].map((id) => taken.accept([delivery(id)])));
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('says that a delivery which two calls bring is new to the first', async () => {
    const { intake: taken } = intake();
    const answers = await Promise.all([taken.accept([delivery('a')]), taken.accept([delivery('a')])]);
    expect(answers).toEqual([new Set(['a']), new Set()]);
  });
});
