import type { QueryProblem } from '../queryText/problem.ts';
import { problemAt } from '../queryText/problem.ts';
import type { AtExpr, ExtendedExpr, OffsetExpr, PromqlExpr, RangeExpr, SubqueryExpr } from './ast.ts';
import { timed } from './ast.ts';

/** What Prometheus refuses about ranges, subqueries, `offset` and `@`: where they stand, twice, empty. */
export function modifierProblems(expr: RangeExpr | SubqueryExpr | OffsetExpr | AtExpr | ExtendedExpr): QueryProblem[] {
  switch (expr.kind) {
    case 'range':
      return [...emptyRange(expr.range.seconds, expr.range), ...rangeOperandProblems(expr)];
    case 'subquery':
      return [
        ...emptyRange(expr.range.seconds, expr.range),
        ...(expr.step === undefined ? [] : emptyRange(expr.step.seconds, expr.step)),
      ];
    case 'offset':
      return modifiedProblems(expr, 'offset', timed(expr.operand).offset);
    case 'at':
      return modifiedProblems(expr, '@', timed(expr.operand).at);
    case 'extended':
      return timed(expr).core.kind === 'range'
        ? []
        : [problemAt(expr, 'anchored and smoothed can only follow a range')];
  }
}

function emptyRange(seconds: number, span: { readonly from: number; readonly to: number }): QueryProblem[] {
  return seconds <= 0 ? [problemAt(span, 'a range must be longer than 0', 'write one such as 5m')] : [];
}

function rangeOperandProblems(expr: RangeExpr): QueryProblem[] {
  const { operand } = expr;
  if (operand.kind === 'selector') return [];
  const brackets = { from: operand.to, to: expr.to };
  if (operand.kind === 'offset') return [problemAt(brackets, 'the range must stand before offset')];
  if (operand.kind === 'at') return [problemAt(brackets, 'the range must stand before @')];
  return [problemAt(brackets, 'only a selector can have a range', 'make it a subquery, such as [5m:1m]')];
}

function modifiedProblems(expr: OffsetExpr | AtExpr, name: string, inner: PromqlExpr | undefined): QueryProblem[] {
  const { kind } = timed(expr.operand).core;
  if (inner !== undefined) return [problemAt(expr.modifier, `${name} is set twice`)];
  if (kind === 'selector' || kind === 'range' || kind === 'subquery') return [];
  return [
    problemAt(
      expr.modifier,
      `${name} can only follow a selector, a range or a subquery`,
      'move it inside, behind the selector',
    ),
  ];
}
