import { describe, expect, it } from 'vitest';
import { NOTHING, applied, apply, change, changed, clientOf, contents, destroy, killed } from '../testing/applying.ts';
import { fakeGrafana } from '../testing/fakeGrafana.ts';
import { sampleRule } from '../testing/sampleState.ts';
import { planRemoval } from './destroy.ts';
import { readHistory, readHistoryState } from './history.ts';

describe('Destroying', () => {
  it('removes exactly what apply made', async () => {
    const fake = await applied();
    fake.rules.set(
      'theirs',
      sampleRule('theirs', {
        ruleGroup: 'Theirs',
        folderUID: 'their-folder',
        labels: {},
        notification_settings: null,
      }) as never,
    );
    fake.contactPoints.set('team', { uid: 'team', name: 'team', type: 'email', settings: {} });
    const { left } = await destroy(fake);
    expect(contents(fake)).toEqual({ ...NOTHING, contactPoints: ['team'], rules: ['theirs'] });
    expect(left).toEqual([]);
  });

  it('leaves a folder that holds more, and a contact point that another model still uses', async () => {
    const fake = await applied();
    fake.rules.set(
      'rr-other-act',
      sampleRule('rr-other-act', { ruleGroup: 'Other', labels: { release_risk_model: 'other' } }) as never,
    );
    const { left } = await destroy(fake);
    expect(left).toEqual(['contact point "gateway"', 'folder "Release risk"']);
    expect([...fake.rules.keys()]).toEqual(['rr-other-act']);
  });

  it('tells what was edited by hand before it is asked to go', async () => {
    const fake = await applied();
    change(fake, 'rr-bot-act', { isPaused: true });
    const { changes } = await planRemoval(clientOf(fake), 'bot');
    expect(changes.filter(({ state }) => state === 'editedByHand').map(({ key }) => key)).toEqual(['rule/rr-bot-act']);
  });

  it('finds nothing where nothing was applied', async () => {
    const { changes } = await planRemoval(clientOf(fakeGrafana()), 'bot');
    expect(changes).toEqual([]);
  });
});

describe('The history', () => {
  it('lists what was applied, newest first, without the beginnings of applies that ended', async () => {
    const fake = await applied();
    await apply(fake, changed());
    const history = await readHistory(clientOf(fake), 'bot');
    expect(history.map(({ version, complete }) => [version, complete])).toEqual([
      [4, true],
      [2, true],
    ]);
    expect(history[1]).toMatchObject({ fingerprint: 'f1', by: 'sa-1-apply' });
    const first = await readHistoryState(clientOf(fake), 'bot', 2);
    expect(first?.record?.settings).toEqual({ bindings: { metrics: 'prom' } });
    expect(await readHistoryState(clientOf(fake), 'bot', 99)).toBeUndefined();
  });

  it('shows an apply that was cut short', async () => {
    const fake = await applied();
    await killed(fake, 2, 'before', (one) => apply(one, changed()));
    const [newest] = await readHistory(clientOf(fake), 'bot');
    expect(newest).toMatchObject({ version: 3, complete: false });
  });
});
