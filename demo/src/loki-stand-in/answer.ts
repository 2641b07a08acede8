import { Evaluation } from './evaluate.ts';
import { type Labels, labelsKey } from './labels.ts';
import { writeNumber } from './literals.ts';
import type { LogStore } from './log-store.ts';
import { parseQuery } from './parse.ts';
import { runPipeline, selects } from './pipeline.ts';
import type { LogQuery } from './query.ts';
import { QueryError } from './query-error.ts';

const MAX_POINTS = 11_000n;

/** The `data` of an answer of Loki's query API. */
export type Data =
  | { readonly resultType: 'vector'; readonly result: readonly { metric: object; value: readonly [number, string] }[] }
  | { readonly resultType: 'scalar'; readonly result: readonly [number, string] }
  | {
      readonly resultType: 'matrix';
      readonly result: readonly { metric: object; values: readonly (readonly [number, string])[] }[];
    }
  | {
      readonly resultType: 'streams';
      readonly result: readonly { stream: object; values: readonly (readonly [string, string])[] }[];
    };

function seconds(ns: bigint): number {
  return Number(ns / 1_000_000n) / 1000;
}

/** An instant query. */
export function answerInstant(store: LogStore, text: string, ns: bigint): Data {
  const query = parseQuery(text);
  if (query.kind === 'log') {
    throw new QueryError(
      'log queries are not supported as an instant query type, please change your query to a range query type',
    );
  }
  const vector = new Evaluation(store, ns, ns).at(query, ns);
  const isScalar = query.kind === 'literal';
  if (isScalar) return { resultType: 'scalar', result: [seconds(ns), writeNumber(query.value)] };
  return {
    resultType: 'vector',
    result: vector.map(({ labels, value }) => ({
      metric: Object.fromEntries(labels),
      value: [seconds(ns), writeNumber(value)],
    })),
  };
}

/** A range query: numbers over time, or the newest (or oldest) lines themselves. */
export function answerRange(
  store: LogStore,
  text: string,
  range: { startNs: bigint; endNs: bigint; stepNs: bigint; limit: number; forward: boolean },
): Data {
  const query = parseQuery(text);
  if (query.kind === 'log') return answerLines(store, query, range);
  const { stepNs } = range;
  // Loki's frontend moves both ends out to multiples of the step.
  const startNs = range.startNs - (range.startNs % stepNs);
  const endNs = range.endNs % stepNs === 0n ? range.endNs : range.endNs + stepNs - (range.endNs % stepNs);
  if ((endNs - startNs) / stepNs > MAX_POINTS) {
    throw new QueryError('exceeded maximum resolution of 11,000 points per time series. Try decreasing the resolution');
  }
  const evaluation = new Evaluation(store, startNs, endNs);
  const series = new Map<string, { labels: Labels; values: [number, string][] }>();
  for (let ns = startNs; ns <= endNs; ns += stepNs) {
    for (const { labels, value } of evaluation.at(query, ns)) {
      const key = labelsKey(labels);
      const one = series.get(key) ?? { labels, values: [] };
      series.set(key, one);
      one.values.push([seconds(ns), writeNumber(value)]);
    }
  }
  return {
    resultType: 'matrix',
    result: [...series.values()].map(({ labels, values }) => ({ metric: Object.fromEntries(labels), values })),
  };
}

function answerLines(
  store: LogStore,
  query: LogQuery,
  range: { startNs: bigint; endNs: bigint; limit: number; forward: boolean },
): Data {
  const found: { ns: bigint; line: string; labels: Labels }[] = [];
  for (const stream of store.streams) {
    if (!selects(query, stream.labels)) continue;
    // The start is within, the end is not.
    const first = stream.firstAfter(range.startNs - 1n);
    const last = stream.firstAfter(range.endNs - 1n) - 1;
    for (let step = 0, kept = 0; kept < range.limit && step <= last - first; step += 1) {
      const position = range.forward ? first + step : last - step;
      const labels = runPipeline(query, stream.labels, stream.lineAt(position));
      if (!labels) continue;
      kept += 1;
      found.push({ ns: stream.timeAt(position), line: stream.lineAt(position), labels });
    }
  }
  found.sort((a, b) => (a.ns === b.ns ? 0 : a.ns < b.ns === range.forward ? -1 : 1));
  const streams = new Map<string, { labels: Labels; values: [string, string][] }>();
  for (const { ns, line, labels } of found.slice(0, range.limit)) {
    const key = labelsKey(labels);
    const stream = streams.get(key) ?? { labels, values: [] };
    streams.set(key, stream);
    stream.values.push([ns.toString(), line]);
  }
  return {
    resultType: 'streams',
    result: [...streams.values()].map(({ labels, values }) => ({ stream: Object.fromEntries(labels), values })),
  };
}

/** The label sets of streams that any of the selectors selects and that have lines in the time. */
export function answerSeries(store: LogStore, selectors: readonly string[], startNs: bigint, endNs: bigint): object[] {
  const queries = selectors.map((text) => {
    const query = parseQuery(text);
    if (query.kind !== 'log') throw new QueryError('parse error : only stream selectors are allowed here');
    return query;
  });
  return store.streams
    .filter((stream) => queries.length === 0 || queries.some((query) => selects(query, stream.labels)))
    .filter((stream) => stream.firstAfter(endNs) > stream.firstAfter(startNs - 1n))
    .map((stream) => Object.fromEntries(stream.labels));
}

/** The label names of streams with lines in the time, or the values of one label. */
export function answerLabels(store: LogStore, name: string | undefined, startNs: bigint, endNs: bigint): string[] {
  const found = new Set<string>();
  for (const stream of store.streams) {
    if (stream.firstAfter(endNs) <= stream.firstAfter(startNs - 1n)) continue;
    for (const [label, value] of stream.labels) {
      if (name === undefined) found.add(label);
      else if (label === name) found.add(value);
    }
  }
  return [...found].sort();
}
