/** The time ranges a query reads, for its cost and for how far it looks back. All times in seconds. */
export interface RangeUse {
  /** Each `[5m]` and each subquery, in the order of the text; `stepSeconds` only for subqueries that name one. */
  readonly ranges: readonly RangeSpan[];
  /** How many subqueries stand inside each other at most; 0 without any. LogQL has none. */
  readonly subqueryDepth: number;
  /**
   * How far before its evaluation the query reads: ranges and offsets added up along the deepest path. An instant
   * selector adds nothing (the server looks back its own few minutes); what is fixed by `@` does not count.
   */
  readonly lookBackSeconds: number;
}

export interface RangeSpan {
  readonly kind: 'range' | 'subquery';
  readonly seconds: number;
  readonly stepSeconds?: number;
  readonly from: number;
  readonly to: number;
}
