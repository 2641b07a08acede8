import { smoothNoise } from './noise.ts';

/** Upper bounds in seconds of `http_request_duration_seconds`. */
export const HTTP_BUCKETS: readonly number[] = [0.025, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2.5, 5];
/** Upper bounds in seconds of `db_query_duration_seconds`. */
export const DB_BUCKETS: readonly number[] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1];

const MEDIAN_SECONDS = 0.07;
const SIGMA = 0.6;
/** What a request takes on top of the modelled work: HTTP, JSON and the database's own time. */
const OVERHEAD_SECONDS = 0.004;

function medianAt(atMs: number): number {
  return MEDIAN_SECONDS * (1 + 0.08 * smoothNoise(atMs, 15 * 60_000, 2));
}

/**
 * How long the API's own work takes for one request, in seconds: log-normal, p95 near 190 ms.
 * `uniform` is a random number in [0, 1).
 */
export function sampleWorkSeconds(atMs: number, uniform: number): number {
  return medianAt(atMs) * Math.exp(SIGMA * normalQuantile(Math.min(Math.max(uniform, 1e-6), 1 - 1e-6)));
}

/** The share of healthy API requests that take at most `seconds`. */
export function apiLatencyShare(atMs: number, seconds: number): number {
  const work = seconds - OVERHEAD_SECONDS;
  return work <= 0 ? 0 : normalCdf(Math.log(work / medianAt(atMs)) / SIGMA);
}

/** The mean duration of a healthy API request in seconds. */
export function apiLatencyMean(atMs: number): number {
  return OVERHEAD_SECONDS + medianAt(atMs) * Math.exp((SIGMA * SIGMA) / 2);
}

/** The share of healthy database queries that take at most `seconds`: a local SQLite file, nearly all under 1 ms. */
export function dbLatencyShare(seconds: number): number {
  return 1 - 0.03 * Math.exp(-(seconds - 0.001) / 0.001);
}

/** The mean duration of a healthy database query in seconds. */
export const DB_LATENCY_MEAN_SECONDS = 0.0003;

/** The standard normal distribution function (Abramowitz and Stegun 26.2.17, error below 1e-7). */
function normalCdf(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const tail =
    0.3989422804014327 *
    Math.exp((-x * x) / 2) *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return x >= 0 ? 1 - tail : tail;
}

/** The inverse of {@link normalCdf} by bisection on [-6, 6]; exact enough for a simulated delay. */
function normalQuantile(p: number): number {
  let low = -6;
  let high = 6;
  for (let i = 0; i < 40; i += 1) {
    const middle = (low + high) / 2;
    if (normalCdf(middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
