import type { SelectorUse } from '../queryText/matcher.ts';
import type { PromqlExpr } from './ast.ts';
import { operandsOf } from './ast.ts';
import type { PromqlQuery } from './parse.ts';

/**
 * Every vector selector of the query, in the order of the text. `metric` is the name before the braces, quoted inside
 * them, or pinned by `__name__="..."`.
 */
export function selectors(query: PromqlQuery): readonly SelectorUse[] {
  const found: SelectorUse[] = [];
  collect(query.expr, found);
  return found;
}

function collect(expr: PromqlExpr, found: SelectorUse[]): void {
  if (expr.kind === 'selector') {
    const metric = expr.metric ?? expr.matchers.find(({ label, op }) => label === '__name__' && op === '=')?.value;
    const matchers = expr.matchers.map(({ label, op, value }) => ({ label, op, value }));
    found.push({ ...(metric === undefined ? {} : { metric }), matchers, from: expr.from, to: expr.to });
  }
  for (const operand of operandsOf(expr)) collect(operand, found);
}
