import type { VectorMatching } from '../queryText/labelSet.ts';
import type { PlacedMatcher } from '../queryText/matcher.ts';
import type { Span } from '../queryText/problem.ts';

export type ValueType = 'scalar' | 'vector' | 'matrix' | 'string';

/** A duration as written, with its sign: `[5m]`, `offset -1h`. */
export interface DurationText extends Span {
  readonly seconds: number;
}

export interface NumberExpr extends Span {
  readonly kind: 'number';
}

export interface StringExpr extends Span {
  readonly kind: 'string';
  readonly value: string;
}

export interface ParenExpr extends Span {
  readonly kind: 'paren';
  readonly inner: PromqlExpr;
}

export interface UnaryExpr extends Span {
  readonly kind: 'unary';
  readonly operand: PromqlExpr;
}

export interface BinaryExpr extends Span {
  readonly kind: 'binary';
  readonly op: string;
  /** The operator with its modifiers. */
  readonly operator: Span;
  readonly bool: boolean;
  readonly matching: VectorMatching | undefined;
  readonly left: PromqlExpr;
  readonly right: PromqlExpr;
}

export interface AggregationExpr extends Span {
  readonly kind: 'aggregation';
  readonly op: string;
  readonly grouping: { readonly kind: 'by' | 'without'; readonly labels: readonly string[] } | undefined;
  readonly args: readonly PromqlExpr[];
}

export interface CallExpr extends Span {
  readonly kind: 'call';
  readonly name: string;
  readonly nameSpan: Span;
  /** The brackets with the arguments. */
  readonly body: Span;
  readonly args: readonly PromqlExpr[];
}

export interface SelectorExpr extends Span {
  readonly kind: 'selector';
  /** The metric name before the braces, or quoted inside them. */
  readonly metric: string | undefined;
  readonly matchers: readonly PlacedMatcher[];
  readonly braces: Span | undefined;
}

/** `x[5m]` */
export interface RangeExpr extends Span {
  readonly kind: 'range';
  readonly operand: PromqlExpr;
  readonly range: DurationText;
}

/** `x[1h:5m]`; without a step the server takes its evaluation interval. */
export interface SubqueryExpr extends Span {
  readonly kind: 'subquery';
  readonly operand: PromqlExpr;
  readonly range: DurationText;
  readonly step: DurationText | undefined;
}

export interface OffsetExpr extends Span {
  readonly kind: 'offset';
  readonly operand: PromqlExpr;
  /** The word `offset` with its duration. */
  readonly modifier: Span;
  readonly duration: DurationText;
}

export interface AtExpr extends Span {
  readonly kind: 'at';
  readonly operand: PromqlExpr;
  readonly modifier: Span;
  readonly at: 'start' | 'end' | { readonly unixSeconds: number };
}

/** `anchored` and `smoothed`, which newer servers take behind a flag. */
export interface ExtendedExpr extends Span {
  readonly kind: 'extended';
  readonly operand: PromqlExpr;
}

export type PromqlExpr =
  | NumberExpr
  | StringExpr
  | ParenExpr
  | UnaryExpr
  | BinaryExpr
  | AggregationExpr
  | CallExpr
  | SelectorExpr
  | RangeExpr
  | SubqueryExpr
  | OffsetExpr
  | AtExpr
  | ExtendedExpr;

/** The direct operands of an expression, in the order of the text. */
export function operandsOf(expr: PromqlExpr): readonly PromqlExpr[] {
  switch (expr.kind) {
    case 'number':
    case 'string':
    case 'selector':
      return [];
    case 'paren':
      return [expr.inner];
    case 'binary':
      return [expr.left, expr.right];
    case 'aggregation':
    case 'call':
      return expr.args;
    default:
      return [expr.operand];
  }
}

/** The expression inside any brackets around it. */
export function insideParens(expr: PromqlExpr): PromqlExpr {
  let inner = expr;
  while (inner.kind === 'paren') inner = inner.inner;
  return inner;
}

/** An expression with the time modifiers around it taken off: what `offset` and `@` apply to. */
export interface Timed {
  readonly core: PromqlExpr;
  readonly offset: OffsetExpr | undefined;
  readonly at: AtExpr | undefined;
}

/** Takes `offset`, `@` and the extended modifiers off an expression. */
export function timed(expr: PromqlExpr): Timed {
  let core = expr;
  let offset: OffsetExpr | undefined;
  let at: AtExpr | undefined;
  for (;;) {
    if (core.kind === 'offset') offset = core;
    else if (core.kind === 'at') at = core;
    else if (core.kind !== 'extended') return { core, offset, at };
    core = core.operand;
  }
}
