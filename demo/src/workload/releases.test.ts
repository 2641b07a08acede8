import { describe, expect, it } from 'vitest';
import { addRelease, addRollback, pastReleaseAt, releaseRequestSchema, type Releases, running } from './releases.ts';

const NOW = Date.UTC(2026, 10, 21, 12);
const first: Releases = [pastReleaseAt(NOW)];
const release = (releases: Releases, fault: 'none' | 'slow' | 'errors', afterMs: number) =>
  addRelease(releases, { fault }, NOW + afterMs);

describe('releases', () => {
  it('begin with the one that the generated past ends with', () => {
    expect(running(first)).toMatchObject({ fault: 'none', kind: 'deploy' });
    expect(running(first).deployedAtMs).toBeLessThanOrEqual(NOW);
    expect(pastReleaseAt(running(first).deployedAtMs)).toEqual(running(first));
    expect(pastReleaseAt(running(first).deployedAtMs - 1).version).not.toBe(running(first).version);
  });

  it('count on: every release has a version and a commit of its own', () => {
    const all = release(release(release(first, 'none', 1), 'slow', 2), 'none', 3);
    expect(new Set(all.map((r) => r.version)).size).toBe(4);
    expect(new Set(all.map((r) => r.commit)).size).toBe(4);
    for (const { commit } of all) expect(commit).toMatch(/^[0-9a-f]{12}$/);
  });

  it('take what the caller names', () => {
    const wanted = releaseRequestSchema.parse({
      version: '2.0.0-rc.1',
      commit: 'abcdef1',
      author: 'eva',
      fault: 'cpu',
    });
    expect(running(addRelease(first, wanted, NOW))).toEqual({ ...wanted, deployedAtMs: NOW, kind: 'deploy' });
  });

  it('go back to the last good version, as a deployment of now', () => {
    const good = release(first, 'none', 1);
    const bad = release(release(good, 'slow', 2), 'errors', 3);
    const back = addRollback(bad, NOW + 9);
    expect(back && running(back)).toEqual({ ...running(good), deployedAtMs: NOW + 9, kind: 'rollback' });
  });

  it('go back one version further when asked again, and stop at the first', () => {
    const bad = release(release(first, 'none', 1), 'errors', 2);
    const once = addRollback(bad, NOW + 3);
    const twice = once && addRollback(once, NOW + 4);
    expect(twice && running(twice).version).toBe(first[0].version);
    expect(addRollback(first, NOW)).toBeUndefined();
  });

  it('go back to the version that is ordered, with what is wrong with it, and name the call', () => {
    const all = release(release(release(first, 'slow', 1), 'none', 2), 'errors', 3);
    const order = { version: all[1]?.version ?? '', callId: 'rr-1' };
    const back = addRollback(all, NOW + 9, order);
    expect(back && running(back)).toEqual({ ...all[1], deployedAtMs: NOW + 9, kind: 'rollback', callId: 'rr-1' });
    const byHand = back && addRollback(back, NOW + 10);
    expect(byHand && running(byHand)).not.toHaveProperty('callId');
  });

  it('go back into the generated past, and nowhere for a version that never was', () => {
    const past = pastReleaseAt(first[0].deployedAtMs - 1);
    const back = addRollback(first, NOW, { version: past.version, callId: 'rr-1' });
    expect(back && running(back)).toMatchObject({ version: past.version, commit: past.commit, fault: 'none' });
    expect(addRollback(first, NOW, { version: '0.0.0-never', callId: 'rr-2' })).toBeUndefined();
  });

  it.each([
    ['an unknown fault', { fault: 'meteor' }],
    ['a version with markup', { version: '<b>1</b>' }],
    ['an empty version', { version: '' }],
    ['a commit that is none', { commit: 'HEAD' }],
    ['an unknown key', { faults: 'slow' }],
    ['no object', 'slow'],
  ])('refuse %s', (_what, request) => {
    expect(releaseRequestSchema.safeParse(request).success).toBe(false);
  });
});
