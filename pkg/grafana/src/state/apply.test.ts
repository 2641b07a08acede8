import { describe, expect, it } from 'vitest';
import {
  EVERYTHING,
  NOTHING,
  OPTIONS,
  applied,
  apply,
  change,
  changed,
  clientOf,
  contents,
  destroy,
  diff,
} from '../testing/applying.ts';
import { fakeGrafana } from '../testing/fakeGrafana.ts';
import { sampleRule, sampleState } from '../testing/sampleState.ts';
import { applyState } from './apply.ts';

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
