import type { PlanExpression } from '../../plan.ts';

/** The refIds a math expression reads. */
export function refIdsOf(expression: string): string[] {
  return [...expression.matchAll(/\$\{?([A-Za-z0-9_]+)\}?/g)].map((match) => match[1] ?? '');
}

/** Everything that `roots` need, roots included: names of expressions and of queries. */
export function reachable(expressions: readonly PlanExpression[], roots: Iterable<string>): ReadonlySet<string> {
  const byName = new Map(expressions.map(({ refId, expression }) => [refId, expression]));
  const found = new Set<string>();
  const waiting = [...roots];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    waiting.push(...refIdsOf(byName.get(name) ?? ''));
  }
  return found;
}
