import type { PromqlExpr, ValueType } from './ast.ts';
import { PROMQL_FUNCTIONS } from './functions.ts';
import type { PromqlQuery } from './parse.ts';

/** What the query answers: one number (`scalar`), a number per series (`vector`), samples per series (`matrix`) or text. */
export function resultType(query: PromqlQuery): ValueType {
  return typeOf(query.expr);
}

/** The type of any expression; an unknown function counts as giving a vector. */
export function typeOf(expr: PromqlExpr): ValueType {
  switch (expr.kind) {
    case 'number':
      return 'scalar';
    case 'string':
      return 'string';
    case 'paren':
      return typeOf(expr.inner);
    case 'binary':
      return typeOf(expr.left) === 'scalar' && typeOf(expr.right) === 'scalar' ? 'scalar' : 'vector';
    case 'call':
      return PROMQL_FUNCTIONS.get(expr.name)?.returns ?? 'vector';
    case 'range':
    case 'subquery':
      return 'matrix';
    case 'unary':
    case 'offset':
    case 'at':
    case 'extended':
      return typeOf(expr.operand);
    default:
      return 'vector';
  }
}
