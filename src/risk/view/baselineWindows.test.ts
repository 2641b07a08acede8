import { describe, expect, it } from 'vitest';
import type { Baseline } from '@release-risk/model/baseline';
import { baselineWindows } from './baselineWindows.ts';
import { LEAD_BOT } from './testing/leadBotModel.ts';

const AT = 1_795_227_245;
const DAY = 86_400;

function withBaseline(baseline: Baseline) {
  return {
    signals: LEAD_BOT.signals.slice(0, 1).map((signal) => ('baseline' in signal ? { ...signal, baseline } : signal)),
  };
}

describe('baselineWindows', () => {
  it('tells nothing of signals with lines of their own', () => {
    expect(
      baselineWindows({ signals: LEAD_BOT.signals.filter(({ id }) => id === 'cpu_memory') }, AT, undefined),
    ).toEqual([]);
  });

  it('does not know a frozen window without a deployment', () => {
    const model = withBaseline({ kind: 'frozen', window: DAY, step: 300 });
    expect(baselineWindows(model, AT, undefined)[0]?.spans).toEqual([]);
    expect(baselineWindows(model, AT, AT - 600)[0]?.spans).toEqual([{ from: AT - 600 - DAY, to: AT - 600 }]);
  });

  it.each(['trailing', 'robust', 'recorded'] as const)('ends a %s window where the model says', (kind) => {
    const model = withBaseline({ kind, window: 7 * DAY, step: 300, endsBefore: 7200 });
    expect(baselineWindows(model, AT, undefined)).toEqual([
      { kind, signals: ['API latency p95'], spans: [{ from: AT - 7200 - 7 * DAY, to: AT - 7200 }] },
    ]);
  });

  it('lists the weeks of the same hour, newest first', () => {
    const spans = baselineWindows(withBaseline({ kind: 'sameHour', weeks: 3 }), AT, undefined)[0]?.spans;
    expect(spans?.map(({ from, to }) => [(AT - from) / DAY, (AT - to) / DAY])).toEqual([
      [7, 7],
      [14, 14],
      [21, 21],
    ]);
  });

  it('has no window for a control', () => {
    expect(baselineWindows(withBaseline({ kind: 'control' }), AT, AT)).toEqual([
      { kind: 'control', signals: ['API latency p95'], spans: [] },
    ]);
  });

  it('tells signals with the same window together', () => {
    expect(baselineWindows(LEAD_BOT, AT, undefined).map(({ kind, signals }) => [kind, signals])).toEqual([
      ['trailing', ['API latency p95', 'Message volume', 'Database p95']],
      ['sameHour', ['Error rate']],
    ]);
  });
});
