import { identityKey } from '@release-risk/compiler/identity';
import type { Identity } from '@release-risk/model/model';
import { isPresent } from '@release-risk/model/present';
import { mean, populationDeviation } from '@release-risk/model/statistics';
import type { Sample, Series, Source } from '@release-risk/query/source';
import type { SignalIdea } from './idea.ts';
import type { Past, Present } from './judgement.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;
/** A little beyond two weeks, so that two full weeks are seen as such. */
const LOOK_BACK = 14 * DAY + 2 * HOUR;
/** Points asked of each kind of server: metrics are cheap to look back at, log lines are counted again each time. */
const STEPS = { prometheus: 2 * HOUR, loki: 8 * HOUR } as const;
/** The last hours may already hold the release that is bad. */
const ENDS_BEFORE = 2 * HOUR;

/** What a signal reads at this moment, and what it read before. */
export interface Measured {
  /** By service key. */
  readonly now: ReadonlyMap<string, number>;
  /** Events behind the readings, by service key; undefined without a samples query. */
  readonly events: ReadonlyMap<string, number> | undefined;
  readonly present: Present;
  readonly past: Past;
}

/**
 * Asks an idea's query for this moment and, in one range request, for its past. Undefined when no service gets a
 * finite number right now. Rejects with a QueryError when the server refuses the query.
 */
export async function measure(
  source: Source,
  idea: SignalIdea,
  labels: readonly string[],
  services: readonly Identity[],
  at: number,
  signal?: AbortSignal,
): Promise<Measured | undefined> {
  const keys = new Set(services.map((service) => identityKey(labels, service)));
  const rows = async (query: string) => byService((await source.instant(query, at, signal)).samples, labels, keys);
  const values = await rows(idea.query);
  const events = idea.samples === undefined ? undefined : await rows(idea.samples.query);
  const now = new Map([...values].filter(([, value]) => isPresent(value)));
  if (idea.emptyIsZero) {
    for (const [key, count] of events ?? []) if (count > 0 && !values.has(key)) now.set(key, 0);
  }
  if (now.size === 0) return undefined;
  const readings = [...now.values()];
  const present = { lowest: Math.min(...readings), highest: Math.max(...readings) };
  if (idea.measure.kind === 'lines') return { now, events, present, past: { reach: 0, mean: NaN, deviation: NaN } };
  const range = { from: at - LOOK_BACK, to: at - ENDS_BEFORE, step: STEPS[source.type] };
  const { series } = await source.range(idea.query, range, signal);
  const traffic =
    idea.emptyIsZero && idea.samples ? (await source.range(idea.samples.query, range, signal)).series : [];
  return { now, events, present, past: pastOf(series, traffic, labels, keys, at) };
}

function byService(
  samples: readonly Sample[],
  labels: readonly string[],
  keys: ReadonlySet<string>,
): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const { labels: row, value } of samples) {
    const key = identityKey(labels, row);
    if (keys.has(key)) found.set(key, value);
  }
  return found;
}

/** Typical over the services: the middle one counts, so that a service deployed yesterday does not decide for all. */
function pastOf(
  series: readonly Series[],
  traffic: readonly Series[],
  labels: readonly string[],
  keys: ReadonlySet<string>,
  at: number,
): Past {
  const points = new Map<string, Map<number, number>>();
  const put = (one: Series, value: (x: number) => number | undefined) => {
    const key = identityKey(labels, one.labels);
    if (!keys.has(key)) return;
    const known = points.get(key) ?? new Map<number, number>();
    points.set(key, known);
    one.points.times.forEach((time, index) => {
      const x = value(one.points.values[index] ?? NaN);
      if (x !== undefined) known.set(time, x);
    });
  };
  for (const one of traffic) put(one, (count) => (count > 0 ? 0 : undefined));
  for (const one of series) put(one, (x) => (isPresent(x) ? x : undefined));
  const pasts = [...points.values()].filter((known) => known.size > 0);
  return {
    reach: finiteOr(middle(pasts.map((known) => at - Math.min(...known.keys()))), 0),
    mean: middle(pasts.map((known) => mean([...known.values()]))),
    deviation: middle(pasts.map((known) => populationDeviation([...known.values()]))),
  };
}

function middle(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

function finiteOr(x: number, other: number): number {
  return Number.isFinite(x) ? x : other;
}
