import { didYouMean } from '../queryText/suggest.ts';
import { OPERATORS } from '../queryText/operators.ts';
import type { QueryProblem } from '../queryText/problem.ts';
import { problemAt } from '../queryText/problem.ts';
import type { AggregationExpr, BinaryExpr, CallExpr, PromqlExpr, SubqueryExpr, ValueType } from './ast.ts';
import { insideParens } from './ast.ts';
import { AGGREGATION_PARAMETERS, argumentCount, PROMQL_FUNCTIONS } from './functions.ts';
import { selectorProblems } from './selectorCheck.ts';
import { modifierProblems } from './modifierCheck.ts';

const TYPE_NAMES: Readonly<Record<ValueType, string>> = {
  scalar: 'a scalar (one number)',
  vector: 'an instant vector',
  matrix: 'a range vector',
  string: 'a string',
};

const FUNCTION_NAMES = [...PROMQL_FUNCTIONS.keys(), ...AGGREGATION_PARAMETERS.keys()];

/** Everything Prometheus would refuse in an expression whose syntax is right. */
export function typeProblems(expr: PromqlExpr): QueryProblem[] {
  const problems: QueryProblem[] = [];
  check(expr, problems);
  return problems;
}

/** Checks an expression and everything in it; answers its type. */
function check(expr: PromqlExpr, problems: QueryProblem[]): ValueType {
  switch (expr.kind) {
    case 'number':
      return 'scalar';
    case 'string':
      return 'string';
    case 'paren':
      return check(expr.inner, problems);
    case 'unary': {
      const type = check(expr.operand, problems);
      if (type === 'scalar' || type === 'vector') return type;
      problems.push(problemAt(expr, `a sign cannot stand before ${TYPE_NAMES[type]}`));
      return 'vector';
    }
    case 'binary':
      return checkBinary(expr, problems);
    case 'aggregation':
      return checkAggregation(expr, problems);
    case 'call':
      return checkCall(expr, problems);
    case 'selector':
      problems.push(...selectorProblems(expr));
      return 'vector';
    case 'subquery':
      return checkSubquery(expr, problems);
    case 'range':
      problems.push(...modifierProblems(expr));
      check(expr.operand, problems);
      return 'matrix';
    default:
      problems.push(...modifierProblems(expr));
      return check(expr.operand, problems);
  }
}

function checkSubquery(expr: SubqueryExpr, problems: QueryProblem[]): ValueType {
  problems.push(...modifierProblems(expr));
  const type = check(expr.operand, problems);
  if (type !== 'vector') {
    problems.push(problemAt(expr, `a subquery needs an instant vector, this is ${TYPE_NAMES[type]}`));
  }
  return 'matrix';
}

function checkBinary(expr: BinaryExpr, problems: QueryProblem[]): ValueType {
  const left = check(expr.left, problems);
  const right = check(expr.right, problems);
  const kind = OPERATORS.get(expr.op)?.kind;
  for (const [type, operand] of [
    [left, expr.left],
    [right, expr.right],
  ] as const) {
    if (type === 'scalar' || type === 'vector') continue;
    const hint = type === 'matrix' ? 'wrap it in a function such as rate(...)' : undefined;
    problems.push(
      problemAt(operand, `"${expr.op}" takes scalars and instant vectors, this is ${TYPE_NAMES[type]}`, hint),
    );
  }
  if (expr.bool && kind !== 'comparison') {
    problems.push(problemAt(expr.operator, 'bool can only follow a comparison such as > or =='));
  }
  problems.push(...scalarProblems(expr, left, right));
  problems.push(...matchingProblems(expr, left, right));
  return left === 'scalar' && right === 'scalar' ? 'scalar' : 'vector';
}

/** Comparisons and set operators between scalars. */
function scalarProblems(expr: BinaryExpr, left: ValueType, right: ValueType): QueryProblem[] {
  const kind = OPERATORS.get(expr.op)?.kind;
  if (left !== 'scalar' && right !== 'scalar') return [];
  if (kind === 'comparison' && left === right && !expr.bool) {
    return [problemAt(expr.operator, 'a comparison between two scalars needs bool', `write ${expr.op} bool`)];
  }
  if (kind !== 'set') return [];
  const operand = left === 'scalar' ? expr.left : expr.right;
  return [problemAt(operand, `"${expr.op}" takes instant vectors only`, 'wrap the number in vector(...)')];
}

function matchingProblems(expr: BinaryExpr, left: ValueType, right: ValueType): QueryProblem[] {
  const { matching } = expr;
  if (matching === undefined) return [];
  const problems: QueryProblem[] = [];
  if ((left === 'scalar' || right === 'scalar') && matching.labels.length > 0) {
    problems.push(problemAt(expr.operator, `${matching.kind}(...) needs an instant vector on both sides`));
  }
  if (matching.group !== undefined && OPERATORS.get(expr.op)?.kind === 'set') {
    problems.push(problemAt(expr.operator, `"${expr.op}" takes no group_left or group_right`));
  }
  const twice = matching.group?.include.find((label) => matching.kind === 'on' && matching.labels.includes(label));
  if (twice !== undefined) {
    problems.push(problemAt(expr.operator, `the label ${twice} must not stand in on(...) and in the grouping at once`));
  }
  return problems;
}

function checkAggregation(expr: AggregationExpr, problems: QueryProblem[]): ValueType {
  const parameter = AGGREGATION_PARAMETERS.get(expr.op);
  const wanted = parameter === undefined ? 1 : 2;
  if (expr.args.length !== wanted) {
    const takes = parameter === undefined ? 'one instant vector' : `${TYPE_NAMES[parameter]} and an instant vector`;
    problems.push(problemAt(expr, `${expr.op}() takes ${takes}, this has ${countOf(expr.args.length)}`));
    expr.args.forEach((arg) => check(arg, problems));
    return 'vector';
  }
  const types: readonly ValueType[] = parameter === undefined ? ['vector'] : [parameter, 'vector'];
  expr.args.forEach((arg, index) => {
    expectType(arg, types[index] ?? 'vector', `${expr.op}()`, problems);
  });
  return 'vector';
}

function checkCall(expr: CallExpr, problems: QueryProblem[]): ValueType {
  const signature = PROMQL_FUNCTIONS.get(expr.name);
  if (signature === undefined) {
    problems.push(problemAt(expr.nameSpan, `unknown function ${expr.name}`, didYouMean(expr.name, FUNCTION_NAMES)));
    expr.args.forEach((arg) => check(arg, problems));
    return 'vector';
  }
  const { least, most } = argumentCount(signature);
  if (expr.args.length < least || (most !== undefined && expr.args.length > most)) {
    const takes = countRange(least, most);
    problems.push(problemAt(expr, `${expr.name}() takes ${takes}, this has ${countOf(expr.args.length)}`));
  }
  if (expr.name === 'info') return checkInfo(expr, problems);
  expr.args.forEach((arg, index) => {
    const type = signature.args[Math.min(index, signature.args.length - 1)];
    if (type === undefined) check(arg, problems);
    else expectType(arg, type, `${expr.name}()`, problems);
  });
  return signature.returns;
}

/** The second argument of info() names labels only and may match everything, unlike any other selector. */
function checkInfo(expr: CallExpr, problems: QueryProblem[]): ValueType {
  const [first, second] = expr.args;
  if (first !== undefined) expectType(first, 'vector', 'info()', problems);
  if (second !== undefined && (second.kind !== 'selector' || second.metric !== undefined)) {
    problems.push(problemAt(second, 'info() takes label matchers without a metric name as its second argument'));
  }
  return 'vector';
}

function expectType(arg: PromqlExpr, wanted: ValueType, where: string, problems: QueryProblem[]): void {
  const type = check(arg, problems);
  if (type === wanted) return;
  problems.push(
    problemAt(
      arg,
      `${where} takes ${TYPE_NAMES[wanted]} here, this is ${TYPE_NAMES[type]}`,
      typeHint(arg, wanted, type),
    ),
  );
}

function typeHint(arg: PromqlExpr, wanted: ValueType, type: ValueType): string | undefined {
  if (wanted === 'matrix' && type === 'vector') {
    return insideParens(arg).kind === 'selector' ? 'add a range such as [5m]' : 'make it a subquery such as [1h:1m]';
  }
  if (wanted === 'vector' && type === 'matrix') return 'remove the range, or wrap it in a function such as rate(...)';
  if (wanted === 'vector' && type === 'scalar') return 'wrap the number in vector(...)';
  if (wanted === 'scalar' && type === 'vector') return 'wrap it in scalar(...)';
  return undefined;
}

function countRange(least: number, most: number | undefined): string {
  if (least === most) return countOf(least);
  if (most === undefined) return `at least ${countOf(least)}`;
  return least === 0 ? `at most ${countOf(most)}` : `${least} to ${most} arguments`;
}

function countOf(count: number): string {
  return count === 1 ? 'one argument' : `${count === 0 ? 'no' : count} arguments`;
}
