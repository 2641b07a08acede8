import { describe, expect, it } from 'vitest';
import { NOTHING, applied, apply, changed, contents, cuts, destroy, diff, killed } from '../testing/applying.ts';
import { fakeGrafana, type FakeGrafana } from '../testing/fakeGrafana.ts';
import { sampleRule, sampleState } from '../testing/sampleState.ts';

describe('A run that was killed', () => {
  const runs = [
    ['the first apply', () => Promise.resolve(fakeGrafana()), (fake: FakeGrafana) => apply(fake, sampleState())],
    ['a later apply', applied, (fake: FakeGrafana) => apply(fake, changed())],
  ] as const;

  it.each(runs)(
    '%s is finished by the next, at every cut, without taking its own work for a hand’s',
    async (_, start, run) => {
      const all = await cuts(run, start);
      expect(all.length).toBeGreaterThan(8);
      const whole = await start();
      await run(whole);
      for (const [at, when] of all) {
        const fake = await start();
        await killed(fake, at, when, run);
        const desired = start === applied ? changed() : sampleState();
        const { changes } = await diff(fake, desired);
        expect(
          changes.map(({ state }) => state),
          `${when} write ${String(at)}`,
        ).not.toContain('editedByHand');
        await run(fake);
        expect(contents(fake)).toEqual(contents(whole));
        expect(await run(fake)).toBe(0);
      }
    },
  );

  it.each(runs)(
    '%s and then a changed model: nothing looks edited, and destroy leaves nothing',
    async (_, start, run) => {
      const later = sampleState({
        plan: { model: 'bot', fingerprint: 'f3' },
        contactPoints: changed().contactPoints,
        groups: [
          {
            title: 'Release risk bot',
            folderUid: 'release-risk',
            interval: 30,
            rules: [sampleRule('rr-bot-act', { for: '1h' })],
          },
        ],
      });
      for (const [at, when] of await cuts(run, start)) {
        const fake = await start();
        await killed(fake, at, when, run);
        const { changes } = await diff(fake, later);
        expect(
          changes.map(({ state }) => state),
          `${when} write ${String(at)}`,
        ).not.toContain('editedByHand');
        if (fake.dashboards.has('rr-bot')) {
          await destroy(fake);
          expect(contents(fake)).toEqual(NOTHING);
        } else {
          await apply(fake, later);
          await destroy(fake);
          expect(contents(fake)).toEqual(NOTHING);
        }
      }
    },
  );

  it('destroy is finished by the next, at every cut', async () => {
    for (const [at, when] of await cuts(destroy, applied)) {
      const fake = await applied();
      await killed(fake, at, when, destroy);
      await destroy(fake);
      const { folders, ...rest } = contents(fake);
      expect(rest).toEqual({ contactPoints: [], rules: [], dashboards: [] });
      // Once the overview is gone nothing tells whose the empty folder is; the next apply uses it.
      expect(folders.length).toBeLessThanOrEqual(1);
    }
  });
});
