import { describe, expect, it, vi } from 'vitest';
import type { Searchable } from '../adapters/adapter.ts';
import type { CallFate } from './testing/fakePipeline.ts';
import { World } from './testing/world.ts';

const SEARCHABLE: readonly Searchable[] = [
  { kind: 'after', times: 3, everyMs: 20_000 },
  { kind: 'idempotent' },
  { kind: 'never' },
];

/** Commits of one rollback from the first deployment to its end, and then some. */
const COMMITS = 24;

async function rollback(world: World): Promise<void> {
  // Whoever sends gets no answer when the process dies, and sends it again.
  const again = async (work: () => Promise<unknown>) => {
    for (let tries = 0; tries < 3; tries += 1) {
      try {
        await work();
        return;
      } catch {
        world.restart();
      }
    }
  };
  await again(() => world.releases());
  await again(() => world.fire({ startsAt: Date.UTC(2026, 10, 24, 12) }));
  await world.work(2);
  world.verdict = 'Low';
  await world.work(40);
}

describe('A gateway that is killed', () => {
  const points = Array.from({ length: COMMITS }, (_, at) => at + 1);
  const cases = SEARCHABLE.flatMap((searchable) =>
    points.flatMap((at) => [
      { searchable, at, when: 'before' as const },
      { searchable, at, when: 'after' as const },
    ]),
  );

  it.each(cases)(
    '$when commit $at ($searchable.kind) rolls back once, or asks a person',
    async ({ searchable, at, when }) => {
      const world = new World({ searchable });
      let done = false;
      const kill = () => {
        if (done || world.store.commits !== at - (when === 'before' ? 1 : 0)) return;
        done = true;
        world.die();
      };
      if (when === 'before') world.store.beforeCommit = kill;
      else world.store.afterCommit = kill;
      await rollback(world);
      settled(world, searchable);
    },
  );

  it.each(
    SEARCHABLE.flatMap((searchable) =>
      (['process dies before', 'process dies after', 'answer lost', 'lost before'] as const).map((fate) => ({
        searchable,
        fate,
      })),
    ),
  )('around the call ($fate, $searchable.kind) rolls back once, or asks a person', async ({ searchable, fate }) => {
    const world = new World({ searchable });
    world.pipeline.fates = [fate];
    await rollback(world);
    settled(world, searchable);
  });

  it.each(SEARCHABLE)('again and again ($kind) never calls twice', async (searchable) => {
    const fates: CallFate[] = ['process dies after', 'process dies before', 'answer lost', 'lost before'];
    for (const first of fates) {
      for (const second of fates) {
        const world = new World({ searchable });
        world.pipeline.fates = [first, second];
        // Ever later, so that it does not die at the same point of each of its tries.
        let [gap, dies] = [7, 7];
        world.store.afterCommit = () => {
          if (world.store.commits < dies) return;
          gap += 1;
          dies = world.store.commits + gap;
          world.die();
        };
        await rollback(world);
        settled(world, searchable);
      }
    }
  });
});

describe('Several workers that believe to have the same job', () => {
  it('in the same moment call once', async () => {
    const world = new World();
    await world.releases();
    await world.fire();
    await world.work();
    const { id } = world.only();
    expect(world.pipeline.executions).toHaveLength(1);
    await Promise.all(Array.from({ length: 20 }, () => world.advance(id)));
    await world.work(5);
    expect(world.pipeline.executions).toHaveLength(1);
  });

  it.each([1, 20])(
    'while the first of %i is still calling leave the outcome alone until its time is over',
    async (others) => {
      const world = new World();
      await world.releases();
      await world.fire();
      let open: () => void = () => undefined;
      world.pipeline.gate = new Promise((resolve) => {
        open = resolve;
      });
      const first = world.work();
      await vi.waitFor(() => {
        expect(world.store.rollbacks()[0]?.state).toBe('triggering');
      });
      const { id } = world.only();
      await Promise.all(Array.from({ length: others }, () => world.advance(id)));
      expect(world.only()).toMatchObject({ state: 'triggering', steps: [{ calls: 1, misses: 0 }, {}] });
      open();
      await first;
      world.verdict = 'Low';
      await world.work(5);
      expect(world.only()).toMatchObject({ state: 'succeeded', steps: [{ calls: 1 }, {}] });
      expect(world.pipeline.executions).toHaveLength(1);
    },
  );
});

function settled({ pipeline, store }: World, searchable: Searchable): void {
  const [one, ...others] = store.rollbacks();
  expect(others).toEqual([]);
  expect(pipeline.executions.length).toBeLessThanOrEqual(1);
  if (one?.state === 'succeeded') expect(pipeline.executions).toHaveLength(1);
  else {
    // Only where nothing can be looked up may it end in doubt.
    expect([searchable.kind, one?.state]).toEqual(['never', 'unknown']);
    expect(one?.reasons.map(({ code }) => code)).toEqual(['outcome_unknown']);
  }
}
