import type { LogqlExpr } from './ast.ts';
import type { LogqlQuery } from './parse.ts';

/** What the query answers: log lines (`logs`), a number per series (`vector`) or one number (`scalar`). */
export function resultType(query: LogqlQuery): 'vector' | 'scalar' | 'logs' {
  return typeOf(query.expr);
}

/** The type of any expression. */
export function typeOf(expr: LogqlExpr): 'vector' | 'scalar' | 'logs' {
  switch (expr.kind) {
    case 'logs':
      return 'logs';
    case 'number':
      return 'scalar';
    case 'paren':
      return typeOf(expr.inner);
    case 'binary':
      return typeOf(expr.left) === 'scalar' && typeOf(expr.right) === 'scalar' ? 'scalar' : 'vector';
    default:
      return 'vector';
  }
}
