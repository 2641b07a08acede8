import type { VectorMatching } from '../queryText/labelSet.ts';
import type { PlacedMatcher } from '../queryText/matcher.ts';
import type { Span } from '../queryText/problem.ts';

/** `{service="api", level=~"error|fatal"}` */
export interface StreamSelector extends Span {
  readonly matchers: readonly PlacedMatcher[];
}

/** What a range aggregation reads: a stream selector, its pipeline, a range and an offset. */
export interface LogRange extends Span {
  readonly selector: StreamSelector;
  readonly seconds: number;
  /** The range with its square brackets; an offset stands right behind it. */
  readonly brackets: Span;
  readonly offset: { readonly seconds: number; readonly to: number } | undefined;
  readonly unwraps: boolean;
}

export interface Grouping {
  readonly kind: 'by' | 'without';
  readonly labels: readonly string[];
}

export interface LogsExpr extends Span {
  readonly kind: 'logs';
  readonly selector: StreamSelector;
}

export interface NumberExpr extends Span {
  readonly kind: 'number';
}

export interface VectorExpr extends Span {
  readonly kind: 'vector';
}

export interface ParenExpr extends Span {
  readonly kind: 'paren';
  readonly inner: LogqlExpr;
}

export interface BinaryExpr extends Span {
  readonly kind: 'binary';
  readonly op: string;
  readonly operator: Span;
  readonly matching: VectorMatching | undefined;
  readonly left: LogqlExpr;
  readonly right: LogqlExpr;
}

export interface AggregationExpr extends Span {
  readonly kind: 'aggregation';
  readonly op: string;
  readonly grouping: Grouping | undefined;
  readonly parameter: string | undefined;
  readonly operand: LogqlExpr;
}

export interface RangeAggregationExpr extends Span {
  readonly kind: 'rangeAggregation';
  readonly op: string;
  readonly grouping: Grouping | undefined;
  readonly parameter: string | undefined;
  readonly range: LogRange;
}

export interface LabelReplaceExpr extends Span {
  readonly kind: 'labelReplace';
  readonly operand: LogqlExpr;
  readonly target: string;
  readonly replacement: string;
  readonly pattern: PatternUse;
}

/** A regular expression somewhere in the query. */
export interface PatternUse extends Span {
  readonly pattern: string;
}

export type LogqlExpr =
  | LogsExpr
  | NumberExpr
  | VectorExpr
  | ParenExpr
  | BinaryExpr
  | AggregationExpr
  | RangeAggregationExpr
  | LabelReplaceExpr;

/** The direct operands of an expression, in the order of the text. */
export function operandsOf(expr: LogqlExpr): readonly LogqlExpr[] {
  switch (expr.kind) {
    case 'paren':
      return [expr.inner];
    case 'binary':
      return [expr.left, expr.right];
    case 'aggregation':
    case 'labelReplace':
      return [expr.operand];
    default:
      return [];
  }
}

/** Every stream selector of an expression, in the order of the text. */
export function selectorsOf(expr: LogqlExpr): readonly StreamSelector[] {
  if (expr.kind === 'logs') return [expr.selector];
  if (expr.kind === 'rangeAggregation') return [expr.range.selector];
  return operandsOf(expr).flatMap(selectorsOf);
}

/** Every range an expression reads, in the order of the text. */
export function rangesOf(expr: LogqlExpr): readonly LogRange[] {
  return expr.kind === 'rangeAggregation' ? [expr.range] : operandsOf(expr).flatMap(rangesOf);
}
