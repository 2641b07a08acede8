import { describe, expect, it } from 'vitest';
import { releaseState, rollbackToTell } from './releaseState.ts';
import { scoreRange } from './scoreRange.ts';
import { bySignificance } from './signalOrder.ts';
import { standingOf } from './standing.ts';
import { AT, iso, LOKI_DOWN, recordOf, SICK, STORY, verdictOf } from './testing/samples.ts';

const POLICY = { warmUp: 60 };

function holdUntil(seconds: number) {
  return { kind: 'ok', value: [{ id: 'h', by: 'ivan', reason: 'x', until: iso(seconds) }] } as const;
}

describe('standingOf', () => {
  it('does not take an ended hold, or one that cannot be read, for a hold', () => {
    const sick = verdictOf(SICK);
    expect(standingOf(sick, POLICY, holdUntil(AT - 1), AT).word).toBe('High');
    const broken = { kind: 'ok', value: [{ id: 'h', by: 'ivan', reason: 'x', until: 'soon' }] } as const;
    expect(standingOf(sick, POLICY, broken, AT).word).toBe('High');
    expect(standingOf(sick, POLICY, { kind: 'failed', reason: '', hint: '' }, AT).word).toBe('High');
  });

  it('holds only what would be rolled back', () => {
    expect(standingOf(verdictOf(SICK), POLICY, holdUntil(AT + 60), AT)).toEqual({
      word: 'Held',
      verdict: 'High',
      until: AT + 60,
    });
    expect(standingOf(verdictOf(), POLICY, holdUntil(AT + 60), AT).word).toBe('Low');
  });

  it('warms up until exactly the end of the warm-up, and never without a known age', () => {
    const aged = (age: number) => standingOf(verdictOf({}, { service: 'a', age }), POLICY, holdUntil(0), AT).word;
    expect([aged(59.9), aged(60)]).toEqual(['WarmingUp', 'Low']);
    expect(standingOf({ ...verdictOf(), versionAge: null }, POLICY, holdUntil(0), AT).word).toBe('Low');
  });
});

describe('scoreRange', () => {
  it('is open only where something that has a weight is missing', () => {
    expect(scoreRange(verdictOf().signals)).toBeUndefined();
    expect(scoreRange(verdictOf({ crm_gap: LOKI_DOWN }).signals)).toBeUndefined();
    expect(scoreRange([])).toBeUndefined();
  });

  it('lies between all missing signals green and all of them red', () => {
    expect(scoreRange(verdictOf({ error_rate: LOKI_DOWN, api_latency: { value: 300 } }).signals)).toEqual({
      best: 0.6,
      worst: 1.2,
    });
  });
});

describe('bySignificance', () => {
  it('puts a veto without weight before points, and what is missing before what is calm', () => {
    const ids = bySignificance(
      verdictOf({ crm_gap: { value: 12 }, api_latency: { value: 410 }, database: LOKI_DOWN }).signals,
    ).map(({ id }) => id);
    expect(ids).toEqual(['crm_gap', 'api_latency', 'database', 'error_rate', 'message_volume', 'cpu_memory']);
  });
});

describe('releaseState', () => {
  it('knows only the running version where the story could not be read', () => {
    expect(releaseState(verdictOf(), undefined, POLICY, AT)).toEqual({
      version: '1.478.0',
      deployedAt: AT - 720,
      record: undefined,
      notRunning: undefined,
    });
  });

  it('gives a release the time to roll out, and no more', () => {
    const old = verdictOf({}, { service: 'lead-bot', version: '1.477.2', age: 9000 });
    const since = (age: number, more = {}) =>
      releaseState(old, { ...STORY, deployments: [recordOf('1.479.0', age, more), ...STORY.deployments] }, POLICY, AT)
        .notRunning?.version;
    expect([since(30), since(61)]).toEqual([undefined, '1.479.0']);
    expect(since(30, { outcome: 'failed' })).toBe('1.479.0');
  });

  it('says that a rolled back release is not running', () => {
    const back = verdictOf({}, { service: 'lead-bot', version: '1.477.2', age: 60 });
    const deployments = [recordOf('1.477.2', 60, { kind: 'rollback' }), ...STORY.deployments];
    expect(releaseState(back, { ...STORY, deployments }, POLICY, AT).notRunning?.version).toBe('1.478.0');
  });

  it('takes the newest record for running where no query tells the version', () => {
    const silent = { ...verdictOf(), version: null, versionAge: null };
    expect(releaseState(silent, STORY, POLICY, AT)).toMatchObject({ version: '1.478.0', deployedAt: AT - 720 });
  });
});

describe('rollbackToTell', () => {
  const rollback = (state: 'asked' | 'done', ended: number) => ({
    ...STORY,
    rollback: {
      apiVersion: 'releaserisk/rollback/v1' as const,
      id: 'r',
      labels: {},
      state,
      askedAt: iso(AT - ended),
      updatedAt: iso(AT - ended),
    },
  });

  it('forgets one that has ended before the newest release, or a day ago', () => {
    expect(rollbackToTell(rollback('done', 900), AT)).toBeUndefined();
    expect(rollbackToTell({ ...rollback('done', 90_000), deployments: [] }, AT)).toBeUndefined();
    expect(rollbackToTell(rollback('done', 60), AT)?.id).toBe('r');
  });

  it('never forgets one that waits for somebody', () => {
    expect(rollbackToTell(rollback('asked', 90_000), AT)?.id).toBe('r');
  });
});
