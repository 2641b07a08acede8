import { describe, expect, it } from 'vitest';
import { grafanaClient } from '../client.ts';
import { GrafanaError } from '../errors.ts';
import { patientClock } from '../testing/clocks.ts';
import { fakeGrafana, type FakeGrafana } from '../testing/fakeGrafana.ts';
import { sampleRule, sampleState, SECRET_VALUES } from '../testing/sampleState.ts';
import { readActual } from './actual.ts';
import { applyState, type ApplyOptions } from './apply.ts';
import { writes, type Change } from './change.ts';
import type { DesiredState } from './desired.ts';
import { planRemoval, removeState } from './destroy.ts';
import { diffState } from './diff.ts';
import { readHistory, readHistoryState } from './history.ts';

const OPTIONS: ApplyOptions = { lock: false, secrets: SECRET_VALUES, rewriteSecrets: false };

function clientOf(fake: FakeGrafana) {
  return grafanaClient(
    { url: 'http://grafana', auth: { kind: 'token', token: 'glsa_x' } },
    fake.transport,
    patientClock(),
  );
}

async function diff(fake: FakeGrafana, desired: DesiredState, said: Partial<ApplyOptions> = {}) {
  const actual = await readActual(clientOf(fake), desired.plan.model, desired);
  return { actual, changes: diffState(desired, actual, { ...OPTIONS, ...said }) };
}

async function apply(fake: FakeGrafana, desired: DesiredState, said: Partial<ApplyOptions> = {}): Promise<number> {
  const { actual, changes } = await diff(fake, desired, said);
  return (await applyState(clientOf(fake), desired, actual, changes, { ...OPTIONS, ...said })).writes;
}

async function destroy(fake: FakeGrafana) {
  return removeState(clientOf(fake), await planRemoval(clientOf(fake), 'bot'));
}

const shown = (changes: readonly Change[]) => changes.filter(writes).map(({ key, state }) => `${key} ${state}`);

function contents(fake: FakeGrafana) {
  return {
    folders: [...fake.folders.keys()],
    contactPoints: [...fake.contactPoints.keys()],
    rules: [...fake.rules.keys()].sort(),
    dashboards: [...fake.dashboards.keys()].sort(),
  };
}

const EVERYTHING = {
  folders: ['release-risk'],
  contactPoints: ['rr-gateway'],
  rules: ['rr-bot-act', 'rr-bot-review'],
  dashboards: ['rr-bot', 'rr-bot-service'],
};
const NOTHING = { folders: [], contactPoints: [], rules: [], dashboards: [] };

function change(fake: FakeGrafana, uid: string, said: object): void {
  Object.assign(fake.rules.get(uid) ?? {}, said);
}

describe('Applying', () => {
  it('writes folder, record, contact points, rules and dashboards, in this order and one at a time', async () => {
    const fake = fakeGrafana();
    let underWay = 0;
    fake.before = (request) => {
      if (request.method !== 'GET') expect(++underWay).toBe(1);
      return undefined;
    };
    fake.after = (request) => {
      if (request.method !== 'GET') underWay--;
    };
    await apply(fake, sampleState());
    expect(fake.writes()).toEqual([
      'POST /api/folders',
      'POST /api/dashboards/db',
      'POST /api/v1/provisioning/contact-points',
      'PUT /api/v1/provisioning/folder/release-risk/rule-groups/Release risk bot',
      'POST /api/dashboards/db',
      'POST /api/dashboards/db',
    ]);
    expect(contents(fake)).toEqual(EVERYTHING);
  });

  it('writes nothing at all when nothing is to change', async () => {
    const fake = fakeGrafana();
    await apply(fake, sampleState());
    const before = fake.writes().length;
    expect(await apply(fake, sampleState())).toBe(0);
    expect(fake.writes()).toHaveLength(before);
  });

  it('leaves objects editable, and locks them when asked to', async () => {
    const fake = fakeGrafana();
    await apply(fake, sampleState());
    expect(fake.rules.get('rr-bot-act')?.['provenance']).toBeUndefined();
    await apply(fake, sampleState(), { lock: true });
    expect(fake.rules.get('rr-bot-act')?.['provenance']).toBe('api');
    expect(fake.contactPoints.get('rr-gateway')?.['provenance']).toBe('api');
    expect(await apply(fake, sampleState(), { lock: true })).toBe(0);
    // What is locked can still be changed without asking for the lock again.
    const rules = [sampleRule('rr-bot-act', { for: '3m' })];
    await apply(
      fake,
      sampleState({ groups: [{ title: 'Release risk bot', folderUid: 'release-risk', interval: 10, rules }] }),
    );
    expect(await diff(fake, sampleState())).toBeDefined();
  });

  it('never writes a policy, and never the placeholder of a secret', async () => {
    const fake = fakeGrafana();
    fake.before = (request, path) => {
      expect(path).not.toContain('policies');
      expect(request.body ?? '').not.toContain('"[REDACTED]"');
      return undefined;
    };
    await apply(fake, sampleState());
    await apply(
      fake,
      sampleState({
        contactPoints: sampleState().contactPoints.map((one) => ({ ...one, disableResolveMessage: true })),
      }),
    );
    const settings = fake.contactPoints.get('rr-gateway')?.['settings'];
    expect(settings).toMatchObject({ hmacConfig: { secret: 'a real secret' } });
  });

  it('stops before the first write when a secret is missing', async () => {
    const fake = fakeGrafana();
    await expect(apply(fake, sampleState(), { secrets: {} })).rejects.toMatchObject({ code: 'redactedSecret' });
    expect(fake.writes()).toEqual([]);
  });

  it('needs no secret where the contact point stays as it is, and writes it again when asked to', async () => {
    const fake = fakeGrafana();
    await apply(fake, sampleState());
    expect(await apply(fake, sampleState(), { secrets: {} })).toBe(0);
    await apply(fake, sampleState(), { rewriteSecrets: true, secrets: { RELEASE_RISK_GATEWAY_SECRET: 'rotated' } });
    expect(fake.contactPoints.get('rr-gateway')?.['settings']).toMatchObject({ hmacConfig: { secret: 'rotated' } });
  });

  it('deletes what the model no longer has', async () => {
    const fake = fakeGrafana();
    await apply(fake, sampleState());
    const fewer = sampleState({
      groups: [
        { title: 'Release risk bot', folderUid: 'release-risk', interval: 10, rules: [sampleRule('rr-bot-act')] },
      ],
      dashboards: [{ uid: 'rr-bot', title: 'Bot' }],
    });
    await apply(fake, fewer);
    expect(contents(fake)).toEqual({ ...EVERYTHING, rules: ['rr-bot-act'], dashboards: ['rr-bot'] });
    expect(await apply(fake, fewer)).toBe(0);
  });

  it('moves the rules when the group is called otherwise', async () => {
    const fake = fakeGrafana();
    await apply(fake, sampleState());
    const rules = [sampleRule('rr-bot-act', { ruleGroup: 'Other' })];
    const moved = sampleState({ groups: [{ title: 'Other', folderUid: 'release-risk', interval: 20, rules }] });
    await apply(fake, moved);
    expect([...fake.rules.values()].map(({ uid, ruleGroup }) => [uid, ruleGroup])).toEqual([['rr-bot-act', 'Other']]);
  });

  it('uses a contact point of that name that someone else made as it is', async () => {
    const fake = fakeGrafana();
    fake.contactPoints.set('theirs', { uid: 'theirs', name: 'gateway', type: 'email', settings: {} });
    await apply(fake, sampleState());
    expect([...fake.contactPoints.keys()]).toEqual(['theirs']);
    expect(await apply(fake, sampleState())).toBe(0);
    await destroy(fake);
    expect([...fake.contactPoints.keys()]).toEqual(['theirs']);
  });

  it('keeps a contact point that an earlier apply made and this one only names', async () => {
    const fake = fakeGrafana();
    await apply(fake, sampleState());
    expect(await apply(fake, sampleState({ contactPoints: [] }))).toBe(0);
    await destroy(fake);
    expect(contents(fake)).toEqual(NOTHING);
  });

  it('writes back rules that others put into its group, exactly as they are', async () => {
    const fake = fakeGrafana();
    await apply(fake, sampleState());
    const theirs = { ...sampleRule('theirs', { labels: { team: 'x' } }), id: 7, unknown: { kept: true } };
    fake.rules.set('theirs', theirs);
    change(fake, 'rr-bot-act', {});
    const rules = [sampleRule('rr-bot-act', { for: '7m' }), sampleRule('rr-bot-review', { for: '0s' })];
    await apply(
      fake,
      sampleState({ groups: [{ title: 'Release risk bot', folderUid: 'release-risk', interval: 10, rules }] }),
    );
    expect(fake.rules.get('theirs')).toMatchObject({ unknown: { kept: true }, labels: { team: 'x' } });
    await destroy(fake);
    expect([...fake.rules.keys()]).toEqual(['theirs']);
    expect([...fake.folders.keys()]).toEqual(['release-risk']);
  });
});

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

/** Every write of a run, and whether the process dies before Grafana sees it or before it hears the answer. */
async function cuts(run: (fake: FakeGrafana) => Promise<unknown>, start: () => Promise<FakeGrafana>) {
  const fake = await start();
  const before = fake.writes().length;
  await run(fake);
  const count = fake.writes().length - before;
  return Array.from({ length: count }, (_, at) => [at + 1, 'before'] as const).flatMap(
    ([at, when]) =>
      [
        [at, when],
        [at, 'after'],
      ] as const,
  );
}

async function killed(
  fake: FakeGrafana,
  at: number,
  when: 'before' | 'after',
  run: (fake: FakeGrafana) => Promise<unknown>,
) {
  let seen = 0;
  const die = (method: string) => {
    if (method !== 'GET' && ++seen === at) throw new Error('killed');
  };
  // A killed process sends nothing more, so nothing is repeated either.
  const dead = () => {
    if (seen >= at) throw new Error('killed');
  };
  if (when === 'before') {
    fake.before = ({ method }) => {
      dead();
      die(method);
      return undefined;
    };
  } else {
    fake.before = () => {
      dead();
      return undefined;
    };
    fake.after = ({ method }) => {
      die(method);
    };
  }
  await expect(run(fake)).rejects.toBeInstanceOf(GrafanaError);
  fake.before = () => undefined;
  fake.after = () => undefined;
}

const changed = () =>
  sampleState({
    plan: { model: 'bot', fingerprint: 'f2' },
    contactPoints: sampleState().contactPoints.map((one) => ({ ...one, disableResolveMessage: true })),
    groups: [
      {
        title: 'Release risk bot',
        folderUid: 'release-risk',
        interval: 20,
        rules: [sampleRule('rr-bot-act', { for: '9m' }), sampleRule('rr-bot-veto')],
      },
    ],
    dashboards: [
      { uid: 'rr-bot', title: 'Bot', panels: [] },
      { uid: 'rr-bot-releases', title: 'Bot releases', panels: [] },
    ],
  });

const applied = async () => {
  const fake = fakeGrafana();
  await apply(fake, sampleState());
  return fake;
};

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

describe('Two writers at once', () => {
  it('cannot both begin: the later is refused before its first change, and a second run finishes', async () => {
    const fake = await applied();
    const { actual, changes } = await diff(fake, changed());
    await apply(
      fake,
      sampleState({ plan: { model: 'bot', fingerprint: 'f9' }, settings: { bindings: { metrics: 'other' } } }),
    );
    const before = fake.writes().length;
    await expect(applyState(clientOf(fake), changed(), actual, changes, OPTIONS)).rejects.toMatchObject({
      code: 'changed',
      hint: expect.stringContaining('Run it again') as unknown,
    });
    expect(fake.writes().length - before).toBe(1);
    await apply(fake, changed());
    expect(await apply(fake, changed())).toBe(0);
  });

  it('says so when the alerting configuration was written at the same time', async () => {
    const fake = fakeGrafana();
    fake.before = ({ method }, path) =>
      method === 'POST' && path.endsWith('contact-points')
        ? { status: 500, body: { message: 'could not find object using provided id and hash' } }
        : undefined;
    await expect(apply(fake, sampleState())).rejects.toMatchObject({ code: 'changed' });
    fake.before = () => undefined;
    await apply(fake, sampleState());
    expect(contents(fake)).toEqual(EVERYTHING);
  });

  it('finds at the end that someone wrote in between', async () => {
    const fake = fakeGrafana();
    fake.after = ({ method }, path) => {
      if (method === 'POST' && path.endsWith('/db')) change(fake, 'rr-bot-act', { isPaused: true });
    };
    await expect(apply(fake, sampleState())).rejects.toMatchObject({
      code: 'notAsApplied',
      message: expect.stringContaining('paused') as unknown,
    });
  });
});

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
