import { describe, expect, it } from 'vitest';
import { apply, change, diff, shown } from '../testing/applying.ts';
import { fakeGrafana, type FakeGrafana } from '../testing/fakeGrafana.ts';
import { sampleRule, sampleState } from '../testing/sampleState.ts';

describe('The difference', () => {
  const cases: readonly (readonly [string, (fake: FakeGrafana) => void, string[]])[] = [
    [
      'a rule paused by hand',
      (fake) => change(fake, 'rr-bot-act', { isPaused: true }),
      ['rule/rr-bot-act editedByHand'],
    ],
    [
      'a line moved by hand',
      (fake) => change(fake, 'rr-bot-act', { condition: 'B' }),
      ['rule/rr-bot-act editedByHand'],
    ],
    ['a rule deleted by hand', (fake) => fake.rules.delete('rr-bot-act'), ['rule/rr-bot-act create']],
    [
      'a contact point pointed elsewhere',
      (fake) => Object.assign(fake.contactPoints.get('rr-gateway')?.['settings'] ?? {}, { url: 'http://elsewhere' }),
      ['contactPoint/rr-gateway editedByHand'],
    ],
    [
      'a secret taken out by hand',
      (fake) => Object.assign(fake.contactPoints.get('rr-gateway')?.['settings'] ?? {}, { hmacConfig: {} }),
      ['contactPoint/rr-gateway editedByHand'],
    ],
    [
      'an interval changed by hand',
      (fake) => fake.groups.set('release-risk/Release risk bot', { interval: 60 }),
      ['group/release-risk/Release risk bot editedByHand'],
    ],
    [
      'a panel added by hand',
      (fake) =>
        Object.assign(fake.dashboards.get('rr-bot-service')?.versions.at(-1)?.data ?? {}, { panels: [{ id: 9 }] }),
      ['dashboard/rr-bot-service editedByHand'],
    ],
    [
      'a dashboard moved by hand',
      (fake) => Object.assign(fake.dashboards.get('rr-bot-service') ?? {}, { folderUid: 'else' }),
      ['dashboard/rr-bot-service editedByHand'],
    ],
    ['order of keys and spelling of durations', (fake) => change(fake, 'rr-bot-act', { for: '120s' }), []],
    [
      'a rule of ours provisioned by a file',
      (fake) => change(fake, 'rr-bot-act', { provenance: 'file' }),
      ['rule/rr-bot-act foreign'],
    ],
  ];

  it.each(cases)('sees %s', async (_, edit, expected) => {
    const fake = fakeGrafana();
    await apply(fake, sampleState());
    edit(fake);
    expect(shown((await diff(fake, sampleState())).changes)).toEqual(expected);
  });

  it('names the field, what is there and what there would be', async () => {
    const fake = fakeGrafana();
    await apply(fake, sampleState());
    change(fake, 'rr-bot-act', { for: '10m' });
    const { changes } = await diff(fake, sampleState());
    expect(changes.find(({ key }) => key === 'rule/rr-bot-act')?.fields).toEqual([
      { path: 'for', before: 600, after: 120 },
    ]);
  });

  it('takes objects in its places for foreign: of another model, without a mark, without a record', async () => {
    const fake = fakeGrafana();
    fake.folders.set('release-risk', { uid: 'release-risk', title: 'Release risk' });
    fake.rules.set('rr-bot-act', sampleRule('rr-bot-act', { labels: { release_risk_model: 'other' } }) as never);
    fake.dashboards.set('rr-bot-service', {
      folderUid: 'release-risk',
      versions: [
        { version: 1, created: '', createdBy: '', message: '', data: { uid: 'rr-bot-service', title: 'Mine' } },
      ],
    });
    expect(shown((await diff(fake, sampleState())).changes)).toEqual([
      'contactPoint/rr-gateway create',
      'group/release-risk/Release risk bot editedByHand',
      'rule/rr-bot-act foreign',
      'rule/rr-bot-review create',
      'dashboard/rr-bot-service foreign',
      'dashboard/rr-bot create',
    ]);
  });

  it('takes over what was edited when told to', async () => {
    const fake = fakeGrafana();
    await apply(fake, sampleState());
    change(fake, 'rr-bot-act', { isPaused: true });
    await apply(fake, sampleState());
    expect(fake.rules.get('rr-bot-act')).toMatchObject({ isPaused: false });
    expect(await apply(fake, sampleState())).toBe(0);
  });
});
