import type { PlacedMatcher } from './matcher.ts';
import type { QueryProblem } from './problem.ts';
import { problemAt } from './problem.ts';
import { matchesEmpty, regularExpressionProblem } from './regularExpression.ts';

/** Problems of one matcher's regular expression. */
export function matcherProblems(matcher: PlacedMatcher): QueryProblem[] {
  if (matcher.op !== '=~' && matcher.op !== '!~') return [];
  const problem = regularExpressionProblem(matcher.value);
  return problem === undefined ? [] : [problemAt(matcher, `the regular expression is broken: ${problem}`)];
}

/** Whether series without the label pass the matcher. */
export function admitsEmpty(matcher: PlacedMatcher): boolean {
  switch (matcher.op) {
    case '=':
      return matcher.value === '';
    case '!=':
      return matcher.value !== '';
    case '=~':
      return matchesEmpty(matcher.value);
    case '!~':
      return !matchesEmpty(matcher.value);
  }
}
