import { aggregateVector } from './aggregate.ts';
import { calculate, compare } from './arithmetic.ts';
import { combineSets, combineVectors } from './combine.ts';
import { keepLabels, type Labels, labelsKey } from './labels.ts';
import type { LogStore } from './log-store.ts';
import { ERROR_LABEL, filteredLabels, runPipeline, selects } from './pipeline.ts';
import type { MetricQuery } from './query.ts';
import { QueryError } from './query-error.ts';

/** One number with its labels. */
export interface Sample {
  readonly labels: Labels;
  readonly value: number;
}
export type Vector = readonly Sample[];

const MAX_SERIES = 500;

type Range = Extract<MetricQuery, { kind: 'range' }>;

/** The times of the lines that a range operation sees, per set of labels, over everything that is asked for. */
type Columns = readonly { readonly labels: Labels; readonly times: readonly bigint[] }[];

/** Evaluates one query at many times between `startNs` and `endNs`; every line is parsed once. */
export class Evaluation {
  readonly #columns = new Map<Range, Columns>();

  constructor(
    readonly store: LogStore,
    readonly startNs: bigint,
    readonly endNs: bigint,
  ) {}

  /** The result at one time within the bounds. Throws {@link QueryError}. */
  at(query: MetricQuery, ns: bigint): Vector {
    const result = this.#vector(query, ns);
    if (result.length > MAX_SERIES) {
      throw new QueryError(`maximum number of series (${MAX_SERIES}) reached for a single query`);
    }
    return result;
  }

  #vector(query: MetricQuery, ns: bigint): Vector {
    switch (query.kind) {
      case 'literal':
      case 'vector':
        return [{ labels: new Map(), value: query.value }];
      case 'range':
        return this.#range(query, ns);
      case 'aggregate':
        // Counts of single lines add up, so lines are grouped as they are read, and only the labels needed are kept.
        if (query.operation === 'sum' && query.grouping.kind === 'by' && query.of.kind === 'range') {
          return this.#range(query.of, ns, query.grouping.labels);
        }
        return aggregateVector(query.operation, query.grouping, this.#vector(query.of, ns));
      case 'label_replace':
        return this.#vector(query.of, ns).map((sample) => replaceLabel(query, sample));
      case 'set':
        return combineSets(
          query.operation,
          query.matching,
          this.#vector(query.left, ns),
          this.#vector(query.right, ns),
        );
      case 'arithmetic':
        return this.#binary(query, ns, (left, right) => calculate(query.operation, left, right));
      case 'compare':
        return this.#binary(query, ns, (left, right, keep) => {
          const holds = compare(query.operation, left, right);
          if (query.bool) return holds ? 1 : 0;
          return holds ? keep : undefined;
        });
    }
  }

  /** `operate` gets both numbers and the one that a filtering comparison keeps. */
  #binary(
    query: Extract<MetricQuery, { kind: 'arithmetic' | 'compare' }>,
    ns: bigint,
    operate: (left: number, right: number, keep: number) => number | undefined,
  ): Vector {
    const { left, right } = query;
    const map = (vector: Vector, value: (sample: Sample) => number | undefined): Vector =>
      vector.flatMap((sample) => {
        const result = value(sample);
        return result === undefined ? [] : [{ labels: sample.labels, value: result }];
      });
    if (right.kind === 'literal') {
      return map(this.#vector(left, ns), ({ value }) => operate(value, right.value, value));
    }
    if (left.kind === 'literal') {
      return map(this.#vector(right, ns), ({ value }) => operate(left.value, value, value));
    }
    return combineVectors(query.matching, this.#vector(left, ns), this.#vector(right, ns), operate);
  }

  #range(query: Range, ns: bigint, by?: readonly string[]): Vector {
    const columns = this.#columns.get(query) ?? this.#collect(query, by);
    this.#columns.set(query, columns);
    const end = ns - query.offsetNs;
    const begin = end - query.rangeNs;
    return columns.flatMap(({ labels, times }) => {
      const count = firstAfter(times, end) - firstAfter(times, begin);
      if (count === 0) return [];
      const error = labels.get(ERROR_LABEL);
      if (error !== undefined) throw new QueryError(pipelineError(error, labels));
      return [{ labels, value: query.operation === 'rate' ? count / (Number(query.rangeNs) / 1e9) : count }];
    });
  }

  #collect(query: Range, by: readonly string[] | undefined): Columns {
    const kept = by && [...by, ERROR_LABEL];
    const wanted = kept && new Set([...kept, ...filteredLabels(query.log)]);
    const columns = new Map<string, { labels: Labels; times: bigint[] }>();
    const from = this.startNs - query.offsetNs - query.rangeNs;
    const to = this.endNs - query.offsetNs;
    for (const stream of this.store.streams) {
      if (!selects(query.log, stream.labels)) continue;
      const last = stream.firstAfter(to);
      for (let position = stream.firstAfter(from); position < last; position += 1) {
        const all = runPipeline(query.log, stream.labels, stream.lineAt(position), wanted);
        if (!all) continue;
        const labels = kept ? keepLabels(all, kept) : all;
        const key = labelsKey(labels);
        const column = columns.get(key) ?? { labels, times: [] };
        columns.set(key, column);
        column.times.push(stream.timeAt(position));
      }
    }
    for (const column of columns.values()) column.times.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    return [...columns.values()];
  }
}

function firstAfter(times: readonly bigint[], ns: bigint): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0n) > ns) high = middle;
    else low = middle + 1;
  }
  return low;
}

function pipelineError(error: string, labels: Labels): string {
  const series = [...labels].map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(', ');
  return (
    `pipeline error: '${error}' for series: '{${series}}'.\n` +
    `Use a label filter to intentionally skip this error. (e.g | __error__!="${error}").\n` +
    'To skip all potential errors you can match empty errors.(e.g __error__="")'
  );
}

function replaceLabel(query: Extract<MetricQuery, { kind: 'label_replace' }>, sample: Sample): Sample {
  const match = query.pattern.exec(sample.labels.get(query.source) ?? '');
  if (!match) return sample;
  const text = query.replacement.replace(/\$(?:\$|(\w+)|\{(\w+)\})/g, (all, plain?: string, braced?: string) => {
    const name = plain ?? braced;
    if (name === undefined) return '$';
    return (/^\d+$/.test(name) ? match[Number(name)] : match.groups?.[name]) ?? '';
  });
  const labels = new Map(sample.labels);
  labels.delete(query.target);
  if (text !== '') labels.set(query.target, text);
  return { labels, value: sample.value };
}
