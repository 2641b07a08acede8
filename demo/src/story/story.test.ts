import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import { deploymentRecordSchema } from '@release-risk/contract/deploymentRecord';
import { type RollbackProgress, rollbackProgressSchema } from '@release-risk/contract/rollbackProgress';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ScoreView } from '../control/score-view.ts';
import type { ScoreState } from '../control/score-watch.ts';
import { addRelease, addRollback, pastReleaseAt, pastReleases, type Releases } from '../workload/releases.ts';
import { tellLiveStory } from './live-story.ts';
import { tellPastStory } from './past-story.ts';
import type { StoryWriter } from './story-writer.ts';

const PAGE = 'http://127.0.0.1:4300';
const NOW = Date.UTC(2026, 10, 24, 12);
const DAY_MS = 86_400_000;

function view(version: string, verdict: ScoreView['verdict']): ScoreView {
  return {
    service: 'lead-bot',
    verdict,
    score: verdict === 'High' ? 1.6 : 0.1,
    coverage: 1,
    sentence: `${verdict}, because`,
    bands: { low: 0.5, high: 1.5 },
    running: { version, ageSeconds: 60 },
    signals: [],
  };
}

/** Keeps every record as it was last written, and refuses what the contract does not allow. */
function notebook() {
  const deployments = new Map<string, DeploymentRecord>();
  const rollbacks: RollbackProgress[] = [];
  const writer: StoryWriter = {
    deployment: async (record) => void deployments.set(record.version, deploymentRecordSchema.parse(record)),
    rollback: async (progress) => void rollbacks.push(rollbackProgressSchema.parse(progress)),
  };
  return { deployments, rollbacks, writer };
}

describe('The live story', () => {
  beforeEach(() => void vi.useFakeTimers({ now: NOW }));
  afterEach(() => void vi.useRealTimers());

  function begin(writer: StoryWriter) {
    let releases: Releases = [pastReleaseAt(NOW)];
    let state: ScoreState = { kind: 'waiting' };
    let tell: (releases: Releases) => void = () => undefined;
    const problems: string[] = [];
    const end = tellLiveStory({
      workload: { releases: () => releases, onChange: (listener) => void (tell = listener) },
      watch: {
        get state() {
          return state;
        },
      },
      writer,
      page: PAGE,
      now: Date.now,
      onProblem: (problem) => problems.push(problem),
    });
    const become = (next: Releases) => {
      releases = next;
      tell(next);
    };
    return {
      end,
      problems,
      release: (version: string) => become(addRelease(releases, { fault: 'errors', version }, Date.now())),
      rollback: () => become(addRollback(releases, Date.now()) ?? releases),
      shows: (version: string, verdict: ScoreView['verdict']) => {
        state = { kind: 'ready', atMs: Date.now(), view: view(version, verdict) };
      },
    };
  }

  it('tells of what cannot be written, and goes on', async () => {
    const refuse = () => Promise.reject(new Error('403'));
    const story = begin({ deployment: refuse, rollback: refuse });
    story.release('2.0.0');
    await vi.advanceTimersByTimeAsync(0);
    expect(story.problems).toEqual(['403']);
  });

  it('does not judge a release by the score of another version', () => {
    const { deployments, writer } = notebook();
    const story = begin(writer);
    story.release('2.0.0');
    story.shows('1.9.0', 'Low');
    story.release('2.1.0');
    expect(deployments.get('2.0.0')).not.toHaveProperty('judged');
  });

  it('writes a release with what it replaced, and its verdict when another version replaces it', () => {
    const { deployments, writer } = notebook();
    const story = begin(writer);
    story.release('2.0.0');
    expect(deployments.get('2.0.0')).toMatchObject({ previousVersion: pastReleaseAt(NOW).version, kind: 'deploy' });
    story.shows('2.0.0', 'High');
    story.release('2.1.0');
    expect(deployments.get('2.0.0')).toMatchObject({ outcome: 'failed', judged: { verdict: 'High', score: 1.6 } });
    expect(deployments.get('2.1.0')).toMatchObject({ previousVersion: '2.0.0' });
  });

  it('writes the verdict after ten minutes, and no other one afterwards', async () => {
    const { deployments, writer } = notebook();
    const story = begin(writer);
    story.release('2.0.0');
    story.shows('2.0.0', 'Low');
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect(deployments.get('2.0.0')).toMatchObject({ outcome: 'succeeded', judged: { verdict: 'Low' } });
    story.shows('2.0.0', 'High');
    story.release('2.1.0');
    expect(deployments.get('2.0.0')).toMatchObject({ judged: { verdict: 'Low' } });
  });

  it('writes a rollback as asked and accepted, and done once the old version is seen', async () => {
    const { deployments, rollbacks, writer } = notebook();
    const story = begin(writer);
    const good = pastReleaseAt(NOW).version;
    story.release('2.0.0');
    story.shows('2.0.0', 'High');
    await vi.advanceTimersByTimeAsync(5_000);
    story.rollback();
    await vi.advanceTimersByTimeAsync(4_000);
    expect(rollbacks.map(({ state }) => state)).toEqual(['asked', 'accepted']);
    story.shows(good, 'Medium');
    await vi.advanceTimersByTimeAsync(4_000);
    expect(rollbacks.at(-1)).toMatchObject({ state: 'done', from: '2.0.0', to: good, reason: 'High, because' });
    expect(new Set(rollbacks.map(({ id }) => id)).size).toBe(1);
    expect(deployments.get(good)).toMatchObject({ kind: 'rollback', previousVersion: '2.0.0' });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(rollbacks).toHaveLength(3);
  });

  it.each([
    ['nobody sees the old version', () => undefined, 'was not seen running'],
    ['another release comes before', (story: ReturnType<typeof begin>) => story.release('2.2.0'), 'Another release'],
  ])('writes a rollback as failed when %s', async (_, then, reason) => {
    const { rollbacks, writer } = notebook();
    const story = begin(writer);
    story.release('2.0.0');
    story.shows('2.0.0', 'High');
    story.rollback();
    then(story);
    await vi.advanceTimersByTimeAsync(70_000);
    expect(rollbacks.at(-1)).toMatchObject({ state: 'failed', reason: expect.stringContaining(reason) });
  });

  it('writes nothing more after its end', async () => {
    const { deployments, rollbacks, writer } = notebook();
    const story = begin(writer);
    story.release('2.0.0');
    story.rollback();
    story.end();
    story.shows(pastReleaseAt(NOW).version, 'Low');
    await vi.advanceTimersByTimeAsync(11 * 60_000);
    expect(rollbacks.map(({ state }) => state)).toEqual(['asked', 'accepted']);
    expect([...deployments.values()].filter(({ judged }) => judged !== undefined)).toEqual([]);
  });
});

describe('The past story', () => {
  const tell = async (lengthDays: number, read: (atMs: number) => Promise<ScoreView>) => {
    const { deployments, writer } = notebook();
    await tellPastStory({ nowMs: NOW, lengthMs: lengthDays * DAY_MS, score: { read }, writer, page: PAGE });
    return [...deployments.values()];
  };

  it('leaves a release without a verdict where the servers give none', async () => {
    const records = await tell(15, () => Promise.reject(new Error('no servers')));
    expect(records).toHaveLength(8);
    expect(records.filter(({ judged }) => judged !== undefined)).toEqual([]);
  });

  it('has the releases of the generated past, judged at the end of their watch', async () => {
    const asked: number[] = [];
    const records = await tell(15, async (atMs) => {
      asked.push(atMs);
      return view(pastReleaseAt(atMs).version, 'Low');
    });
    const [first, ...others] = pastReleases(NOW, 9);
    expect(records.map(({ version }) => version)).toEqual(others.map(({ version }) => version));
    expect(records[0]).toMatchObject({ previousVersion: first?.version, judged: { verdict: 'Low' } });
    expect(asked.every((atMs) => pastReleaseAt(atMs).deployedAtMs === atMs - 10 * 60_000)).toBe(true);
  });

  it('is no longer than the generated past', async () => {
    const records = await tell(4, () => Promise.reject(new Error('no servers')));
    expect(records.length).toBeLessThanOrEqual(2);
  });
});
