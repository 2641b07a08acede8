import { describe, expect, it } from 'vitest';
import { pastReleaseAt } from '../workload/releases.ts';
import { loadAt } from '../workload/shape.ts';
import { metricLines } from './metric-series.ts';

const HOUR_MS = 3_600_000;
const restart = pastReleaseAt(Date.UTC(2026, 10, 20)).deployedAtMs;
/** An hour before and two after a release, so that counters restart within. */
const FROM = Math.floor((restart - HOUR_MS) / 60_000) * 60_000;
const TO = FROM + 3 * HOUR_MS + 7_531;

interface Sample {
  readonly value: number;
  readonly at: number;
}

function read(fromMs: number, toMs: number, towardsLive: boolean): Map<string, Sample[]> {
  const series = new Map<string, Sample[]>();
  for (const text of metricLines(fromMs, toMs, towardsLive)) {
    for (const line of text.trimEnd().split('\n')) {
      const match = /^(\w+\{[^}]*\}) (\S+) (\S+)$/.exec(line);
      if (!match) throw new Error(`not a sample: ${line}`);
      const name = match[1] ?? '';
      series.set(name, [...(series.get(name) ?? []), { value: Number(match[2]), at: Number(match[3]) }]);
    }
  }
  return series;
}

const all = read(FROM, TO, true);
const counters = [...all].filter(([name]) => /_(bucket|count|sum|total)\{/.test(name));

describe('the metrics of the past', () => {
  it('are numbers in the order of time, without two at once', () => {
    for (const [name, samples] of all) {
      expect(
        samples.every(({ value }) => Number.isFinite(value)),
        name,
      ).toBe(true);
      samples.slice(1).forEach(({ at }, index) => expect(at, name).toBeGreaterThan(samples[index]?.at ?? 0));
    }
  });

  it('only grow, but for the restart at the release, where every counter begins again', () => {
    for (const [name, samples] of counters) {
      const falls = samples.slice(1).filter(({ value }, index) => value < (samples[index]?.value ?? 0));
      expect(falls.length, name).toBeLessThanOrEqual(1);
      for (const { at } of falls) {
        expect(at * 1000, name).toBeGreaterThanOrEqual(restart);
        expect(at * 1000 - restart, name).toBeLessThanOrEqual(60_000);
      }
    }
    const messages = counters.find(([name]) => name.startsWith('bot_messages_total'))?.[1] ?? [];
    expect(Math.min(...messages.map(({ value }) => value))).toBe(0);
  });

  it('have buckets that hold one another, the last equal to the count', () => {
    const families = new Map<string, { bound: number; samples: Sample[] }[]>();
    for (const [name, samples] of all) {
      const match = /^(\w+)_bucket\{(.*),le="([^"]+)"\}$/.exec(name);
      if (!match) continue;
      const key = `${match[1]}_count{${match[2]}}`;
      const bound = match[3] === '+Inf' ? Infinity : Number(match[3]);
      families.set(key, [...(families.get(key) ?? []), { bound, samples }]);
    }
    expect(families.size).toBe(13);
    for (const [count, buckets] of families) {
      buckets.sort((a, b) => a.bound - b.bound);
      (all.get(count) ?? []).forEach(({ value }, time) => {
        const values = buckets.map(({ samples }) => samples[time]?.value ?? Number.NaN);
        expect(values, count).toEqual([...values].sort((a, b) => a - b));
        expect(values[values.length - 1], count).toBe(value);
      });
    }
  });

  it('rise as fast as the shape of the load says', () => {
    const messages = counters.find(([name]) => name.startsWith('bot_messages_total'))?.[1] ?? [];
    const from = messages.find(({ at }) => at * 1000 >= restart + 120_000);
    const to = messages.find(({ at }) => at * 1000 >= restart + 120_000 + HOUR_MS);
    const expected = Array.from({ length: 60 }, (_, m) => 60 * loadAt(restart + 150_000 + m * 60_000).messages);
    const sum = expected.reduce((total, one) => total + one, 0);
    expect(Math.abs((to?.value ?? 0) - (from?.value ?? 0) - sum)).toBeLessThan(0.01 * sum);
  });

  it('end at the very moment asked for, sampled as often as live scrapes just before', () => {
    const up = all.get('up{service="lead-bot",component="api",instance="api",job="lead-bot"}') ?? [];
    const times = up.map(({ at }) => at * 1000);
    expect(times[times.length - 1]).toBe(TO);
    const lastMinutes = times.filter((at) => at > TO - 300_000);
    lastMinutes.slice(1).forEach((at, index) => expect(at - (lastMinutes[index] ?? 0)).toBeLessThanOrEqual(5_000));
  });

  it('are the same in one piece and in two', () => {
    const middle = FROM + HOUR_MS;
    const whole = [...metricLines(FROM, FROM + 2 * HOUR_MS, false)].join('');
    const pieces = [...metricLines(FROM, middle, false), ...metricLines(middle, FROM + 2 * HOUR_MS, false)].join('');
    expect(pieces).toBe(whole);
  });

  it('name one running version at a time', () => {
    const deployed = [...all].filter(([name]) => name.startsWith('app_deployed_timestamp_seconds'));
    expect(deployed).toHaveLength(2);
    const times = deployed.flatMap(([, samples]) => samples.map(({ at }) => at));
    expect(new Set(times).size).toBe(times.length);
    expect(deployed.map(([, samples]) => samples[0]?.value)).toContain(restart / 1000);
  });
});
