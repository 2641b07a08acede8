/** A stretch of the query text: 0-based character positions, `to` exclusive. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** One thing wrong with a query text: what, where, and what to do about it when we can tell. */
export interface QueryProblem extends Span {
  readonly message: string;
  readonly hint?: string;
}

/** A parsed query, or every problem found in its text, in the order of the text. */
export type ParseResult<Q> =
  { readonly ok: true; readonly query: Q } | { readonly ok: false; readonly problems: readonly QueryProblem[] };

/** A problem at a span, with its hint only when there is one. */
export function problemAt(span: Span, message: string, hint?: string): QueryProblem {
  return hint === undefined
    ? { message, from: span.from, to: span.to }
    : { message, from: span.from, to: span.to, hint };
}

/** The problems in the order of the text, each of them once. */
export function inTextOrder(problems: readonly QueryProblem[]): QueryProblem[] {
  const seen = new Set<string>();
  return [...problems]
    .sort((a, b) => a.from - b.from || a.to - b.to)
    .filter((problem) => {
      const key = `${problem.from}:${problem.to}:${problem.message}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    });
}
