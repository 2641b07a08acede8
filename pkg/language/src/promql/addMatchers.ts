import type { Edit } from '../queryText/edits.ts';
import { applyEdits } from '../queryText/edits.ts';
import type { LabelMatcher } from '../queryText/matcher.ts';
import { isPlainLabelName, sameMatcher } from '../queryText/matcher.ts';
import { quoteLabelValue } from '../queryText/quote.ts';
import type { PromqlExpr, SelectorExpr } from './ast.ts';
import { operandsOf } from './ast.ts';
import type { PromqlQuery } from './parse.ts';

/**
 * The text of the query with these matchers added to every selector, except where the same matcher stands already.
 * Throws RangeError for a `__name__` matcher on a selector that names its metric: Prometheus takes one name only.
 */
export function addMatchers(query: PromqlQuery, matchers: readonly LabelMatcher[]): string {
  const edits: Edit[] = [];
  collect(query.expr, matchers, query.text, edits);
  return applyEdits(query.text, edits);
}

function collect(expr: PromqlExpr, matchers: readonly LabelMatcher[], text: string, edits: Edit[]): void {
  if (expr.kind === 'selector') edits.push(...added(expr, matchers, text));
  // The second argument of info() restricts the info metrics, whose labels are not those of the query's series.
  const operands = expr.kind === 'call' && expr.name === 'info' ? expr.args.slice(0, 1) : operandsOf(expr);
  for (const operand of operands) collect(operand, matchers, text, edits);
}

function added(expr: SelectorExpr, matchers: readonly LabelMatcher[], text: string): Edit[] {
  const missing = matchers.filter(
    (matcher, index) =>
      !expr.matchers.some((present) => sameMatcher(present, matcher)) &&
      !matchers.slice(0, index).some((earlier) => sameMatcher(earlier, matcher)),
  );
  const named = missing.find((matcher) => matcher.label === '__name__');
  if (named !== undefined && expr.metric !== undefined) {
    throw new RangeError(`The selector names its metric ${expr.metric}; it takes no matcher on __name__`);
  }
  if (missing.length === 0) return [];
  const list = missing.map(matcherText).join(', ');
  if (expr.braces === undefined) return [{ from: expr.to, to: expr.to, text: `{${list}}` }];
  const inside = text.slice(expr.braces.from + 1, expr.braces.to - 1);
  // In front of what is there, so that a trailing comma or comment needs no care.
  const separator = expr.matchers.length > 0 || inside.includes('"') || inside.includes("'") ? ', ' : '';
  return [{ from: expr.braces.from + 1, to: expr.braces.from + 1, text: `${list}${separator}` }];
}

function matcherText({ label, op, value }: LabelMatcher): string {
  const name = isPlainLabelName(label) ? label : quoteLabelValue(label);
  return `${name}${op}${quoteLabelValue(value)}`;
}
