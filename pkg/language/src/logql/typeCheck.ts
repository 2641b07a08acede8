import { matcherProblems, admitsEmpty } from '../queryText/matcherCheck.ts';
import { OPERATORS } from '../queryText/operators.ts';
import type { QueryProblem } from '../queryText/problem.ts';
import { problemAt } from '../queryText/problem.ts';
import { regularExpressionProblem } from '../queryText/regularExpression.ts';
import type { AggregationExpr, BinaryExpr, LogqlExpr, RangeAggregationExpr, StreamSelector } from './ast.ts';
import { RANGE_FUNCTIONS } from './functions.ts';

type ResultKind = 'vector' | 'scalar' | 'logs';

/** Everything Loki would refuse in an expression whose syntax is right. */
export function typeProblems(expr: LogqlExpr): QueryProblem[] {
  const problems: QueryProblem[] = [];
  check(expr, problems);
  return problems;
}

/** Checks an expression and everything in it; answers what it gives. */
function check(expr: LogqlExpr, problems: QueryProblem[]): ResultKind {
  switch (expr.kind) {
    case 'logs':
      problems.push(...selectorProblems(expr.selector));
      return 'logs';
    case 'number':
      return 'scalar';
    case 'vector':
      return 'vector';
    case 'paren':
      return check(expr.inner, problems);
    case 'binary':
      return checkBinary(expr, problems);
    case 'aggregation':
      problems.push(...aggregationProblems(expr));
      expectVector(expr.operand, `${expr.op}()`, problems);
      return 'vector';
    case 'rangeAggregation':
      problems.push(...selectorProblems(expr.range.selector), ...rangeProblems(expr));
      return 'vector';
    case 'labelReplace': {
      const broken = regularExpressionProblem(expr.pattern.pattern);
      if (broken !== undefined) {
        problems.push(problemAt(expr.pattern, `the regular expression is broken: ${broken}`));
      }
      expectVector(expr.operand, 'label_replace()', problems);
      return 'vector';
    }
  }
}

/** Loki parses a plain number there, but cannot evaluate it. */
function expectVector(operand: LogqlExpr, where: string, problems: QueryProblem[]): void {
  const kind = check(operand, problems);
  if (kind === 'vector') return;
  const what = kind === 'logs' ? 'a log query' : 'a plain number';
  const hint = kind === 'logs' ? 'count it, such as rate({...}[5m])' : 'wrap the number in vector(...)';
  problems.push(problemAt(operand, `${where} takes a metric query, this is ${what}`, hint));
}

function checkBinary(expr: BinaryExpr, problems: QueryProblem[]): ResultKind {
  const kinds = [expr.left, expr.right].map((operand) => {
    const kind = check(operand, problems);
    if (kind === 'logs') {
      const hint = 'count it, such as rate({...}[5m])';
      problems.push(problemAt(operand, `"${expr.op}" takes metric queries and numbers, this is a log query`, hint));
    } else if (kind === 'scalar' && OPERATORS.get(expr.op)?.kind === 'set') {
      problems.push(problemAt(operand, `"${expr.op}" takes metric queries only`, 'wrap the number in vector(...)'));
    }
    return kind;
  });
  return kinds.every((kind) => kind === 'scalar') ? 'scalar' : 'vector';
}

function aggregationProblems(expr: AggregationExpr): QueryProblem[] {
  const { op, parameter, grouping } = expr;
  if (op === 'topk' || op === 'bottomk') {
    if (parameter === undefined) return [problemAt(expr, `${op}() takes a count first`, `write ${op}(10, ...)`)];
    if (!/^\d+$/.test(parameter) || Number(parameter) <= 0) {
      return [problemAt(expr, `${op}() takes a whole count above 0, this is ${parameter}`)];
    }
    return [];
  }
  if (parameter !== undefined) return [problemAt(expr, `${op}() takes no number first`, 'delete it')];
  if (op.startsWith('sort') && grouping !== undefined && grouping.labels.length > 0) {
    return [problemAt(expr, `${op}() takes no by or without`)];
  }
  return [];
}

function rangeProblems(expr: RangeAggregationExpr): QueryProblem[] {
  const { op, parameter, grouping, range } = expr;
  const allowed = RANGE_FUNCTIONS.get(op);
  if (allowed === undefined) throw new Error(`Unknown range aggregation ${op}`);
  const problems: QueryProblem[] = [];
  if (allowed.parameter && parameter === undefined) {
    problems.push(problemAt(expr, `${op}() takes a number first`, `write ${op}(0.95, ...)`));
  }
  if (!allowed.parameter && parameter !== undefined) {
    problems.push(problemAt(expr, `${op}() takes no number first`, 'delete it'));
  }
  if (!allowed.grouping && grouping !== undefined) {
    problems.push(problemAt(expr, `${op}() takes no by or without`, `group around it: sum by (...) (${op}(...))`));
  }
  if (range.unwraps && !allowed.unwrapped) {
    problems.push(problemAt(expr, `${op}() counts lines and takes no unwrap`, 'delete the unwrap'));
  }
  if (!range.unwraps && !allowed.lines) {
    problems.push(problemAt(expr, `${op}() needs a number from each line`, 'add | unwrap <label> to the pipeline'));
  }
  return problems;
}

function selectorProblems(selector: StreamSelector): QueryProblem[] {
  const problems = selector.matchers.flatMap((matcher) => matcherProblems(matcher));
  if (problems.length > 0 || !selector.matchers.every(admitsEmpty)) return problems;
  const message = 'the selector must contain at least one matcher that does not match the empty string';
  return [problemAt(selector, message, 'give a label a value, such as service="api", or =~".+"')];
}
