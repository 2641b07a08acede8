/** Look-ups of labels and series as Prometheus and Loki take them, whichever way they are sent. */
import {
  epochNanoseconds,
  epochSeconds,
  escapedLabelName,
  lokiLabelName,
  momentMs,
  requireSelectors,
} from './requestTerms.ts';
import type { LabelValuesOptions, TimeSpan } from './source.ts';
import type { SourceType } from './target.ts';

type Params = readonly (readonly [name: string, value: string])[];

/** One question. */
export interface LookUp {
  /** Under the root of the API, with a leading slash. */
  readonly path: string;
  readonly params: Params;
  /** For errors: the selectors a person wrote. */
  readonly query?: string | undefined;
}

/** Whole epoch milliseconds as a server of a type wants them. */
export const EPOCH: Readonly<Record<SourceType, (ms: number) => string>> = {
  prometheus: epochSeconds,
  loki: epochNanoseconds,
};

/** Asks for the label sets of series. Fails with `invalidRequest`. */
export function seriesLookUp(type: SourceType, matchers: readonly string[], { from, to }: TimeSpan): LookUp {
  const selectors = requireSelectors(matchers).map((matcher) => ['match[]', matcher] as const);
  return { path: '/series', params: [...selectors, ...timesOf(type, from, to)], query: matchers.join(', ') };
}

/** Asks for the values of a label: any of the answers' values are meant. Fails with `invalidRequest`. */
export function labelValuesLookUps(
  type: SourceType,
  label: string,
  { matchers = [], from, to }: LabelValuesOptions,
): readonly LookUp[] {
  const times = timesOf(type, from, to);
  if (type === 'prometheus') {
    const selectors = matchers.map((matcher) => ['match[]', matcher] as const);
    return [{ path: `/label/${escapedLabelName(label)}/values`, params: [...selectors, ...times] }];
  }
  const path = `/label/${lokiLabelName(label)}/values`;
  if (matchers.length === 0) return [{ path, params: times }];
  // Loki takes one selector per request; several mean any of them.
  return matchers.map((query) => ({ path, query, params: [...times, ['query', query]] }));
}

/** The values of all answers: of one as the server sorted them. */
export function joinValues(answers: readonly (readonly string[])[]): readonly string[] {
  const found = new Set(answers.flat());
  return answers.length === 1 ? [...found] : [...found].sort();
}

function timesOf(type: SourceType, from: number | undefined, to: number | undefined): Params {
  const time = EPOCH[type];
  return [
    ...(from === undefined ? [] : [['start', time(momentMs(from))] as const]),
    ...(to === undefined ? [] : [['end', time(momentMs(to))] as const]),
  ];
}
