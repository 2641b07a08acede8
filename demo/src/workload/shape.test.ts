import { describe, expect, it } from 'vitest';
import { loadAt, visitorMessagesPerSecond } from './shape.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MONDAY = Date.UTC(2026, 10, 16);
const minutesOf = (days: number) => Array.from({ length: days * 1440 }, (_, minute) => MONDAY + minute * 60_000);

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe('the load of the lead bot', () => {
  it('is the same whenever it is asked for', () => {
    expect(minutesOf(1).map(visitorMessagesPerSecond)).toEqual(minutesOf(1).map(visitorMessagesPerSecond));
  });

  it('never asks more than six API and CRM calls a second of a small machine, and never stops', () => {
    for (const atMs of minutesOf(15)) {
      const load = loadAt(atMs);
      expect(load.apiRequests + load.crmCalls).toBeLessThan(6);
      expect(load.messages).toBeGreaterThan(1);
    }
  });

  it('is busier at one in the afternoon than at one at night, and on Tuesday than on Sunday', () => {
    const at = (day: number, hour: number) =>
      mean(
        Array.from({ length: 60 }, (_, m) =>
          visitorMessagesPerSecond(MONDAY + day * DAY_MS + hour * HOUR_MS + m * 60_000),
        ),
      );
    expect(at(1, 13)).toBeGreaterThan(1.15 * at(1, 1));
    expect(mean([at(1, 13), at(2, 13), at(3, 13)])).toBeGreaterThan(mean([at(5, 13), at(6, 13)]));
  });

  it('differs from week to week by its noise, and by no more than that', () => {
    const ratios = minutesOf(1).map(
      (atMs) => visitorMessagesPerSecond(atMs) / visitorMessagesPerSecond(atMs - 7 * DAY_MS),
    );
    expect(Math.max(...ratios)).toBeLessThanOrEqual(1.2 / 0.8);
    expect(Math.min(...ratios)).toBeGreaterThanOrEqual(0.8 / 1.2);
    expect(new Set(ratios).size).toBeGreaterThan(100);
    expect(mean(ratios)).toBeCloseTo(1, 1);
  });

  it('changes smoothly: no step of a second is a jump', () => {
    for (let second = 0; second < 3600; second += 1) {
      const atMs = MONDAY + second * 1000;
      expect(Math.abs(visitorMessagesPerSecond(atMs + 1000) - visitorMessagesPerSecond(atMs))).toBeLessThan(0.02);
    }
  });
});
