import type { CallExpr, PromqlExpr, Timed } from './ast.ts';
import { insideParens, timed } from './ast.ts';
import { DATE_FUNCTIONS } from './functions.ts';

/** A place where a query's answer depends on when it is evaluated. */
export type TimeUse =
  /** A selector, range or subquery with its modifiers. `boundTo` is set for those with `@ start()` or `@ end()`. */
  | {
      readonly kind: 'data';
      readonly expr: PromqlExpr;
      readonly parts: Timed;
      readonly boundTo: 'start' | 'end' | undefined;
    }
  /** `time()`, and the experimental `start()` and `end()`. */
  | { readonly kind: 'clock'; readonly expr: CallExpr }
  /** `hour()` and its like without an argument. */
  | { readonly kind: 'date'; readonly expr: CallExpr }
  /** `timestamp(...)` of anything but a plain selector: it answers the time of evaluation. */
  | { readonly kind: 'timestamp'; readonly expr: CallExpr }
  /** The second argument of `predict_linear`, which counts from the time of evaluation whatever the offset. */
  | { readonly kind: 'horizon'; readonly expr: PromqlExpr };

/**
 * Every place a query must be changed to be evaluated at another time, outermost only: what a subquery holds moves with
 * the subquery, except for what is bound to the query's own start or end. A fixed `@ <time>` never moves.
 */
export function timeUses(expr: PromqlExpr): TimeUse[] {
  const uses: TimeUse[] = [];
  collect(expr, false, uses);
  return uses;
}

function collect(expr: PromqlExpr, moved: boolean, uses: TimeUse[]): void {
  switch (expr.kind) {
    case 'number':
    case 'string':
      return;
    case 'paren':
      collect(expr.inner, moved, uses);
      return;
    case 'unary':
      collect(expr.operand, moved, uses);
      return;
    case 'binary':
      collect(expr.left, moved, uses);
      collect(expr.right, moved, uses);
      return;
    case 'aggregation':
      for (const arg of expr.args) collect(arg, moved, uses);
      return;
    case 'call':
      collectCall(expr, moved, uses);
      return;
    default:
      collectData(expr, moved, uses);
  }
}

function collectData(expr: PromqlExpr, moved: boolean, uses: TimeUse[]): void {
  const parts = timed(expr);
  const at = parts.at?.at;
  if (at === 'start' || at === 'end') uses.push({ kind: 'data', expr, parts, boundTo: at });
  else if (at === undefined && !moved) uses.push({ kind: 'data', expr, parts, boundTo: undefined });
  if (parts.core.kind === 'subquery') collect(parts.core.operand, true, uses);
}

function collectCall(expr: CallExpr, moved: boolean, uses: TimeUse[]): void {
  const [first, second] = expr.args;
  if (expr.name === 'start' || expr.name === 'end' || (expr.name === 'time' && !moved))
    uses.push({ kind: 'clock', expr });
  if (!moved) {
    if (DATE_FUNCTIONS.has(expr.name) && first === undefined) uses.push({ kind: 'date', expr });
    if (expr.name === 'timestamp' && first !== undefined && timed(insideParens(first)).core.kind !== 'selector') {
      uses.push({ kind: 'timestamp', expr });
    }
    if (expr.name === 'predict_linear' && second !== undefined) uses.push({ kind: 'horizon', expr: second });
  }
  // The second argument of info() only restricts which info metrics are joined; it takes no modifier.
  for (const arg of expr.name === 'info' ? expr.args.slice(0, 1) : expr.args) collect(arg, moved, uses);
}
