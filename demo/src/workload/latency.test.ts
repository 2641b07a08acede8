import { describe, expect, it } from 'vitest';
import {
  apiLatencyMean,
  apiLatencyShare,
  DB_BUCKETS,
  dbLatencyShare,
  HTTP_BUCKETS,
  sampleWorkSeconds,
} from './latency.ts';

const AT = Date.UTC(2026, 10, 18, 12);

describe('the API latency of past and present', () => {
  it('is one distribution: live samples fall into buckets as the past says', () => {
    const samples = Array.from({ length: 20_000 }, (_, index) => sampleWorkSeconds(AT, (index + 0.5) / 20_000) + 0.004);
    for (const bound of HTTP_BUCKETS) {
      const seen = samples.filter((seconds) => seconds <= bound).length / samples.length;
      expect(Math.abs(seen - apiLatencyShare(AT, bound))).toBeLessThan(0.001);
    }
    const mean = samples.reduce((sum, value) => sum + value, 0) / samples.length;
    expect(Math.abs(mean - apiLatencyMean(AT))).toBeLessThan(0.001);
  });

  it.each([
    ['API', HTTP_BUCKETS, (seconds: number) => apiLatencyShare(AT, seconds)],
    ['database', DB_BUCKETS, dbLatencyShare],
  ] as const)('has a share that only grows with the bound: %s', (_name, bounds, share) => {
    const shares = bounds.map((bound) => share(bound));
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...shares)).toBeLessThanOrEqual(1);
  });

  it.each([0, 1, -1, 2, Number.MIN_VALUE])('gives a finite delay for the random number %s', (uniform) => {
    expect(sampleWorkSeconds(AT, uniform)).toBeGreaterThan(0);
    expect(sampleWorkSeconds(AT, uniform)).toBeLessThan(3);
  });
});
