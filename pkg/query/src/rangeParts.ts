import { Failure } from './failure.ts';
import type { Labels, QueryRange, Series } from './source.ts';

/** One request's worth of a range. Whole milliseconds, so that parts meet without a gap or an overlap. */
export interface RangePart {
  readonly fromMs: number;
  readonly toMs: number;
  readonly stepMs: number;
}

/** Prometheus and Loki refuse more than 11,000 points per series in one answer. */
const MOST_POINTS = 11_000;
/** Beyond this a range is a mistake (a step of milliseconds over weeks), not a wish. */
const MOST_PARTS = 100;

const refuse = (problem: string, remedy: string): Failure => new Failure({ code: 'invalidRequest', problem, remedy });

/** Cuts a range into parts of at most 11,000 points, in order. Fails with `invalidRequest` for what is no range. */
export function rangeParts({ from, to, step }: QueryRange): readonly RangePart[] {
  if (![from, to, step].every(Number.isFinite)) {
    throw refuse('a bound of the range is not a number', 'Give from, to and step in seconds.');
  }
  if (to < from) throw refuse('the range ends before it begins', 'Swap from and to.');
  if (step < 0.001) throw refuse('the step is shorter than a millisecond', 'Choose a longer step.');
  const fromMs = Math.round(from * 1000);
  const toMs = Math.round(to * 1000);
  const stepMs = Math.round(step * 1000);
  const points = Math.floor((toMs - fromMs) / stepMs) + 1;
  const count = Math.ceil(points / MOST_POINTS);
  if (count > MOST_PARTS) {
    throw refuse(`the range has ${String(points)} points`, 'Choose a longer step or a shorter range.');
  }
  return Array.from({ length: count }, (_, part) => ({
    fromMs: fromMs + part * MOST_POINTS * stepMs,
    toMs: part === count - 1 ? toMs : fromMs + ((part + 1) * MOST_POINTS - 1) * stepMs,
    stepMs,
  }));
}

const keyOf = (labels: Labels): string => JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));

function joinPoints(parts: readonly Series['points'][]): Series['points'] {
  const length = parts.reduce((sum, { times }) => sum + times.length, 0);
  const times = new Float64Array(length);
  const values = new Float64Array(length);
  let filled = 0;
  let last = -Infinity;
  for (const part of parts) {
    // Loki aligns a part's end up to the step and so may repeat the next part's first point.
    const first = part.times.findIndex((time) => time > last);
    if (first < 0) continue;
    times.set(part.times.subarray(first), filled);
    values.set(part.values.subarray(first), filled);
    filled += part.times.length - first;
    last = part.times.at(-1) ?? last;
  }
  return { times: times.slice(0, filled), values: values.slice(0, filled) };
}

/** Joins the answers of consecutive parts by their labels; a series may be missing in some of them. */
export function joinParts(parts: readonly (readonly Series[])[]): readonly Series[] {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  const found = new Map<string, { readonly labels: Labels; readonly points: Series['points'][] }>();
  for (const series of parts.flat()) {
    const key = keyOf(series.labels);
    const joined = found.get(key);
    if (joined === undefined) found.set(key, { labels: series.labels, points: [series.points] });
    else joined.points.push(series.points);
  }
  return [...found.values()].map(({ labels, points }) => ({ labels, points: joinPoints(points) }));
}
