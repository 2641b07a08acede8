import { parser } from '@grafana/lezer-logql';
import type { SyntaxNode } from '@lezer/common';
import { calculate, compare } from './arithmetic.ts';
import { readDuration, readNumber, readPattern, readString } from './literals.ts';
import { parseLog } from './parse-log.ts';
import type {
  Aggregation,
  Arithmetic,
  Comparison,
  Grouping,
  Matching,
  MetricQuery,
  Query,
  SetOperation,
} from './query.ts';
import { QueryError, Unsupported } from './query-error.ts';
import { child, children, type Source } from './syntax.ts';

const ARITHMETIC: readonly Arithmetic[] = ['+', '-', '*', '/', '%', '^'];
const COMPARISONS: readonly Comparison[] = ['==', '!=', '>', '>=', '<', '<='];
const SETS: readonly SetOperation[] = ['and', 'or', 'unless'];
const AGGREGATIONS: readonly Aggregation[] = ['sum', 'avg', 'max', 'min', 'count', 'stddev'];

/** Parses a query. Throws {@link QueryError} for a wrong one and {@link Unsupported} for one that needs a real Loki. */
export function parseQuery(text: string): Query {
  const source: Source = { text };
  const tree = parser.parse(text);
  tree.iterate({
    enter: (node) => {
      if (!node.type.isError) return;
      const near = text.slice(node.from, node.from + 20);
      throw new QueryError(
        `parse error at line 1, col ${node.from + 1}: syntax error${near === '' ? ' at the end' : ` near ${JSON.stringify(near)}`}`,
      );
    },
  });
  const expression = child(tree.topNode, 'Expr');
  const log = expression && child(expression, 'LogExpr');
  if (log) return parseLog(log, source);
  const metric = expression && child(expression, 'MetricExpr');
  if (!metric) throw new QueryError('parse error : syntax error: unexpected $end');
  return parseMetric(metric, source);
}

function parseMetric(node: SyntaxNode, source: Source): MetricQuery {
  // Parentheses add levels of Expr and MetricExpr without any meaning.
  const inner = node.firstChild && children(node).find((n) => !n.type.isAnonymous && /Expr$/.test(n.name));
  switch (inner?.name) {
    case 'Expr':
    case 'MetricExpr':
      return parseMetric(inner, source);
    case 'LiteralExpr':
      return { kind: 'literal', value: literal(inner, source) };
    case 'VectorExpr':
      return { kind: 'vector', value: number(child(inner, 'Number'), source) };
    case 'RangeAggregationExpr':
      return range(inner, source);
    case 'VectorAggregationExpr':
      return aggregate(inner, source);
    case 'BinOpExpr':
      return binary(inner, source);
    case 'LabelReplaceExpr':
      return labelReplace(inner, source);
    default:
      throw new QueryError(`parse error : cannot read ${JSON.stringify(source.text.slice(node.from, node.to))}`);
  }
}

function number(node: SyntaxNode | null, source: Source): number {
  const value = node && readNumber(source.text.slice(node.from, node.to));
  if (value === null || value === undefined) throw new QueryError('parse error : a number is missing');
  return value;
}

function literal(node: SyntaxNode, source: Source): number {
  const value = number(child(node, 'Number'), source);
  return child(node, 'Sub') ? -value : value;
}

function range(node: SyntaxNode, source: Source): MetricQuery {
  const name = child(node, 'RangeOp')?.firstChild;
  const operation = name ? source.text.slice(name.from, name.to).toLowerCase() : '';
  if (operation !== 'count_over_time' && operation !== 'rate') throw new Unsupported(`${operation}()`);
  if (child(node, 'Number')) throw new Unsupported(`${operation}() with a parameter`);
  if (child(node, 'Grouping')) throw new Unsupported(`${operation}() with its own grouping`);
  let log = child(node, 'LogRangeExpr');
  while (log && child(log, 'LogRangeExpr')) log = child(log, 'LogRangeExpr');
  if (!log) throw new QueryError(`parse error : ${operation} needs a range such as [2m]`);
  if (child(log, 'UnwrapExpr')) throw new Unsupported('unwrap');
  const duration = child(log, 'Range')?.getChild('Duration');
  const offset = child(log, 'OffsetExpr')?.getChild('Duration');
  if (!duration) throw new QueryError(`parse error : ${operation} needs a range such as [2m]`);
  return {
    kind: 'range',
    operation,
    log: parseLog(log, source),
    rangeNs: readDuration(source.text.slice(duration.from, duration.to)),
    offsetNs: offset ? readDuration(source.text.slice(offset.from, offset.to)) : 0n,
  };
}

function aggregate(node: SyntaxNode, source: Source): MetricQuery {
  const name = child(node, 'VectorOp');
  const text = name ? source.text.slice(name.from, name.to).toLowerCase() : '';
  const operation = AGGREGATIONS.find((candidate) => candidate === text);
  if (operation === undefined) throw new Unsupported(`${text}()`);
  if (child(node, 'Number')) throw new QueryError(`parse error : unsupported parameter for operation ${operation}`);
  const of = child(node, 'MetricExpr');
  if (!of) throw new QueryError(`parse error : ${operation} needs an argument`);
  return {
    kind: 'aggregate',
    operation,
    grouping: grouping(child(node, 'Grouping'), source),
    of: parseMetric(of, source),
  };
}

function grouping(node: SyntaxNode | null, source: Source): Grouping {
  if (!node) return { kind: 'by', labels: [] };
  return { kind: child(node, 'Without') ? 'without' : 'by', labels: names(node, 'Identifier', source) };
}

function names(node: SyntaxNode, type: string, source: Source): string[] {
  const found: string[] = [];
  node.cursor().iterate((n) => {
    if (n.name === type) found.push(source.text.slice(n.from, n.to));
  });
  return found;
}

interface Operator {
  readonly text: string;
  readonly modifier: SyntaxNode | null;
}

/** How tightly operators bind, loosest first; `^` alone joins from the right. */
const PRECEDENCE: readonly (readonly string[])[] = [
  ['or'],
  ['and', 'unless'],
  ['==', '!=', '>', '>=', '<', '<='],
  ['+', '-'],
  ['*', '/', '%'],
  ['^'],
];

/** The grammar's tree does not follow Loki's precedence, so a chain without parentheses is taken apart and rebuilt. */
function binary(node: SyntaxNode, source: Source): MetricQuery {
  const operands: SyntaxNode[] = [];
  const operators: Operator[] = [];
  flatten(node, source, operands, operators);
  let at = 0;
  const climb = (least: number): MetricQuery => {
    const first = operands[at];
    if (!first) throw new QueryError('parse error : an operator needs two sides');
    let left = parseMetric(first, source);
    for (;;) {
      const operator = operators[at];
      const level = operator ? PRECEDENCE.findIndex((texts) => texts.includes(operator.text)) : -1;
      if (!operator || level < least) return left;
      at += 1;
      left = join(operator, left, climb(operator.text === '^' ? level : level + 1), source);
    }
  };
  return climb(0);
}

function flatten(node: SyntaxNode, source: Source, operands: SyntaxNode[], operators: Operator[]): void {
  const [left, right] = node.getChildren('Expr');
  if (!left || !right) throw new QueryError('parse error : an operator needs two sides');
  const modifier = child(node, 'BinOpModifier');
  const text = source.text
    .slice(left.to, modifier?.from ?? right.from)
    .replaceAll(/#.*/g, '')
    .trim()
    .toLowerCase();
  if (!PRECEDENCE.flat().includes(text)) throw new Unsupported(`the operator ${text}`);
  side(left, source, operands, operators);
  operators.push({ text, modifier });
  side(right, source, operands, operators);
}

function side(node: SyntaxNode, source: Source, operands: SyntaxNode[], operators: Operator[]): void {
  let inner: SyntaxNode | null = node;
  // A level that is wider than what it holds is a pair of parentheses.
  while (inner && (inner.name === 'Expr' || inner.name === 'MetricExpr')) {
    const only: SyntaxNode | null = inner.firstChild;
    inner = only && only.from === inner.from && only.to === inner.to ? only : null;
  }
  if (inner?.name === 'BinOpExpr') flatten(inner, source, operands, operators);
  else operands.push(node);
}

function join(operator: Operator, left: MetricQuery, right: MetricQuery, source: Source): MetricQuery {
  const { text, modifier } = operator;
  const matching = matchingOf(modifier, source);
  const set = SETS.find((candidate) => candidate === text);
  if (set) {
    refuseLiteral(set, 'left', left);
    refuseLiteral(set, 'right', right);
    return { kind: 'set', operation: set, matching, left, right };
  }
  const literals = left.kind === 'literal' && right.kind === 'literal';
  const comparison = COMPARISONS.find((candidate) => candidate === text);
  if (comparison) {
    if (literals) return { kind: 'literal', value: compare(comparison, left.value, right.value) ? 1 : 0 };
    const bool = modifier !== null && child(modifier, 'Bool') !== null;
    return { kind: 'compare', operation: comparison, bool, matching, left, right };
  }
  const arithmetic = ARITHMETIC.find((candidate) => candidate === text);
  if (!arithmetic) throw new Unsupported(`the operator ${text}`);
  if (literals) return { kind: 'literal', value: calculate(arithmetic, left.value, right.value) };
  return { kind: 'arithmetic', operation: arithmetic, matching, left, right };
}

function refuseLiteral(operation: SetOperation, leg: 'left' | 'right', query: MetricQuery): void {
  if (query.kind !== 'literal') return;
  throw new QueryError(
    `parse error : unexpected literal for ${leg} leg of logical/set binary operation (${operation}): ${query.value.toFixed(6)}`,
  );
}

function matchingOf(modifier: SyntaxNode | null, source: Source): Matching {
  const on = modifier && child(modifier, 'OnOrIgnoringModifier');
  if (modifier && (child(modifier, 'GroupLeft') ?? child(modifier, 'GroupRight'))) {
    throw new Unsupported('group_left and group_right');
  }
  if (!on) return { kind: 'all' };
  return { kind: child(on, 'On') ? 'on' : 'ignoring', labels: names(on, 'LabelName', source) };
}

function labelReplace(node: SyntaxNode, source: Source): MetricQuery {
  const of = child(node, 'MetricExpr');
  const strings = node.getChildren('String').map((n) => readString(source.text.slice(n.from, n.to)));
  const [target, replacement, from, pattern] = strings;
  if (!of || target === undefined || replacement === undefined || from === undefined || pattern === undefined) {
    throw new QueryError('parse error : label_replace needs a query and four strings');
  }
  if (!/^[a-zA-Z_]\w*$/.test(target)) {
    throw new QueryError(`parse error : invalid label name ${JSON.stringify(target)} in label_replace`);
  }
  return {
    kind: 'label_replace',
    of: parseMetric(of, source),
    target,
    replacement,
    source: from,
    pattern: readPattern(pattern, true),
  };
}
