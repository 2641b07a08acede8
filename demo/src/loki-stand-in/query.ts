/** `=`, `!=`, `=~`, `!~` on a label; regular expressions are anchored. */
export interface Matcher {
  readonly name: string;
  readonly matches: (value: string) => boolean;
}

/** A condition on labels after a parser. */
export type LabelFilter =
  | { readonly kind: 'string'; readonly matcher: Matcher }
  | { readonly kind: 'number'; readonly name: string; readonly compare: Comparison; readonly value: number }
  | { readonly kind: 'and' | 'or'; readonly left: LabelFilter; readonly right: LabelFilter };

export type Comparison = '==' | '!=' | '>' | '>=' | '<' | '<=';
export type Arithmetic = '+' | '-' | '*' | '/' | '%' | '^';
export type SetOperation = 'and' | 'or' | 'unless';

/** A stage of a log pipeline. */
export type Stage =
  | { readonly kind: 'line'; readonly passes: (line: string) => boolean }
  | { readonly kind: 'json' }
  | { readonly kind: 'label'; readonly filter: LabelFilter };

/** A stream selector and its pipeline. */
export interface LogQuery {
  readonly kind: 'log';
  readonly matchers: readonly Matcher[];
  readonly stages: readonly Stage[];
}

export type Aggregation = 'sum' | 'avg' | 'max' | 'min' | 'count' | 'stddev';

/** Which labels two sides share: all, only these, or all but these. */
export type Matching =
  { readonly kind: 'all' } | { readonly kind: 'on' | 'ignoring'; readonly labels: readonly string[] };

export interface Grouping {
  readonly kind: 'by' | 'without';
  readonly labels: readonly string[];
}

/** A query with numbers as its result. */
export type MetricQuery =
  | { readonly kind: 'literal'; readonly value: number }
  | { readonly kind: 'vector'; readonly value: number }
  | {
      readonly kind: 'range';
      readonly operation: 'count_over_time' | 'rate';
      readonly log: LogQuery;
      readonly rangeNs: bigint;
      readonly offsetNs: bigint;
    }
  | {
      readonly kind: 'aggregate';
      readonly operation: Aggregation;
      readonly grouping: Grouping;
      readonly of: MetricQuery;
    }
  | {
      readonly kind: 'compare';
      readonly operation: Comparison;
      readonly bool: boolean;
      readonly matching: Matching;
      readonly left: MetricQuery;
      readonly right: MetricQuery;
    }
  | {
      readonly kind: 'arithmetic';
      readonly operation: Arithmetic;
      readonly matching: Matching;
      readonly left: MetricQuery;
      readonly right: MetricQuery;
    }
  | {
      readonly kind: 'set';
      readonly operation: SetOperation;
      readonly matching: Matching;
      readonly left: MetricQuery;
      readonly right: MetricQuery;
    }
  | {
      readonly kind: 'label_replace';
      readonly of: MetricQuery;
      readonly target: string;
      readonly replacement: string;
      readonly source: string;
      readonly pattern: RegExp;
    };

export type Query = LogQuery | MetricQuery;
