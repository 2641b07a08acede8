import { admitsEmpty, matcherProblems } from '../queryText/matcherCheck.ts';
import type { QueryProblem } from '../queryText/problem.ts';
import { problemAt } from '../queryText/problem.ts';
import type { SelectorExpr } from './ast.ts';

/** What Prometheus refuses in a selector: no restriction at all, two metric names, broken regular expressions. */
export function selectorProblems(expr: SelectorExpr): QueryProblem[] {
  const problems = expr.matchers.flatMap(matcherProblems);
  if (expr.metric !== undefined) {
    const twice = expr.matchers.find((matcher) => matcher.label === '__name__');
    if (twice !== undefined)
      problems.push(problemAt(twice, `the metric name is set twice: ${expr.metric} and ${twice.value}`));
  } else if (problems.length === 0 && expr.matchers.every(admitsEmpty)) {
    problems.push(
      problemAt(
        expr,
        'the selector must contain at least one matcher that does not match the empty string',
        'name a metric, or a label with a value',
      ),
    );
  }
  return problems;
}
