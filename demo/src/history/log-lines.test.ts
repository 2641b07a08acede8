import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { pastReleaseAt } from '../workload/releases.ts';
import { loadAt } from '../workload/shape.ts';
import { isFullDensity, pastLogLines } from './log-lines.ts';
import { writeLogHistory } from './log-history.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const END = Date.UTC(2026, 10, 21, 12);
/** Of the release that ran three days before. */
const RELEASE_MS = pastReleaseAt(END - 3 * DAY_MS).deployedAtMs;
const lineSchema = z
  .object({
    ts: z.string(),
    level: z.enum(['info', 'warn', 'error']),
    route: z.string(),
    method: z.enum(['GET', 'POST']),
    status: z.number(),
    duration_ms: z.number(),
    crm: z.boolean(),
    trace_id: z.string().regex(/^[0-9a-f]{16}$/),
  })
  .strict();
const between = (fromMs: number, toMs: number) =>
  [...pastLogLines(fromMs, END)].filter(
    ({ ns }) => ns > BigInt(fromMs) * 1_000_000n && ns <= BigInt(toMs) * 1_000_000n,
  );

describe('the log lines of the past', () => {
  it.each([
    ['7 days ago', END - 7 * DAY_MS, true],
    ['7 days and 6 hours ago', END - 7 * DAY_MS - 6 * HOUR_MS, true],
    ['7 days less 6 hours ago', END - 7 * DAY_MS + 6 * HOUR_MS, true],
    ['14 days ago', END - 14 * DAY_MS, true],
    ['an hour ago', END - HOUR_MS, true],
    ['3 days and 6 hours ago', END - 3 * DAY_MS - 6 * HOUR_MS, false],
    ['ten minutes after a release', RELEASE_MS + 10 * 60_000, true],
    ['just before a release', RELEASE_MS - 1, false],
    ['a quarter of an hour after it', RELEASE_MS + 15 * 60_000, false],
    ['7 days and 7 hours ago', END - 7 * DAY_MS - 7 * HOUR_MS, false],
  ])('are all there or thinned: %s', (_when, atMs, full) => {
    expect(isFullDensity(atMs, END)).toBe(full);
  });

  it('are as many as the load says where they are all there, and a sixtieth elsewhere', () => {
    const expected = (fromMs: number) =>
      Array.from({ length: 60 }, (_, m) => loadAt(fromMs + m * 60_000 + 30_000)).reduce(
        (sum, load) => sum + 60 * (load.apiRequests + load.crmCalls),
        0,
      );
    const full = END - 7 * DAY_MS;
    const sparse = END - 3 * DAY_MS - 6 * HOUR_MS;
    expect(between(full, full + HOUR_MS).length / expected(full)).toBeCloseTo(1, 1);
    expect(between(sparse, sparse + HOUR_MS).length / expected(sparse)).toBeCloseTo(1 / 60, 2);
  });

  it('are in the order of time, within the bounds, each as live lines are', () => {
    const lines = between(END - HOUR_MS, END);
    let last = 0n;
    for (const { ns, line, labels } of lines) {
      expect(ns).toBeGreaterThanOrEqual(last);
      last = ns;
      const parsed = lineSchema.parse(JSON.parse(line));
      expect(Date.parse(parsed.ts)).toBe(Number(ns / 1_000_000n));
      expect(labels.component).toBe(parsed.crm ? 'crm-sync' : 'api');
    }
    const failed = lines.filter(({ line }) => lineSchema.parse(JSON.parse(line)).status >= 400).length / lines.length;
    expect(failed).toBeGreaterThan(0.001);
    expect(failed).toBeLessThan(0.012);
  });

  it('reach their sink in batches, and nothing of an empty past', async () => {
    const sizes: number[] = [];
    const count = await writeLogHistory(END - HOUR_MS, END, async (lines) => void sizes.push(lines.length));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(count);
    expect(await writeLogHistory(END, END, async () => undefined)).toBe(0);
  });

  it('pass on what their sink throws', async () => {
    const sink = () => Promise.reject(new Error('Loki refused the past (429)'));
    await expect(writeLogHistory(END - HOUR_MS, END, sink)).rejects.toThrow('429');
  });
});
