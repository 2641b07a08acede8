import { describe, expect, it } from 'vitest';
import type { ScoreView } from './score-view.ts';
import { ScoreWatch } from './score-watch.ts';

const view = (more: Partial<ScoreView> = {}): ScoreView => ({
  service: 'lead-bot',
  verdict: 'Low',
  score: 0.2,
  coverage: 1,
  sentence: 'All calm',
  bands: { low: 0.5, high: 1.5 },
  signals: [],
  ...more,
});

describe('the score of the page', () => {
  it('says that there is none without a source', async () => {
    const watch = new ScoreWatch(undefined, () => 0);
    watch.start(1);
    expect(await watch.read()).toEqual({ kind: 'no-source' });
    expect(watch.points).toEqual([]);
  });

  it('is what the source said for the time of asking', async () => {
    const watch = new ScoreWatch({ read: async (atMs) => view({ sentence: `at ${atMs}` }) }, () => 1_000);
    expect(watch.state.kind).toBe('waiting');
    expect(await watch.read()).toMatchObject({ kind: 'ready', atMs: 1_000, view: { sentence: 'at 1000' } });
  });

  it('keeps ten minutes of points', async () => {
    let now = 0;
    const watch = new ScoreWatch({ read: async () => view() }, () => now);
    for (; now <= 20 * 60_000; now += 60_000) await watch.read();
    expect(watch.points.map(({ atMs }) => atMs / 60_000)).toEqual([11, 12, 13, 14, 15, 16, 17, 18, 19, 20]);
  });

  it('has no number where nobody can tell, and none where the source failed', async () => {
    const answers = [() => view({ verdict: 'Inconclusive' }), () => Promise.reject(new Error('Prometheus is gone'))];
    let now = 0;
    const watch = new ScoreWatch({ read: async () => (answers.shift() ?? view)() }, () => (now += 1_000));
    await watch.read();
    expect(await watch.read()).toEqual({ kind: 'failed', atMs: 2_000, reason: 'Prometheus is gone' });
    expect(await watch.read()).toMatchObject({ kind: 'ready' });
    expect(watch.points.map(({ score, verdict }) => [score, verdict])).toEqual([
      [undefined, 'Inconclusive'],
      [undefined, 'Failed'],
      [0.2, 'Low'],
    ]);
  });
});
