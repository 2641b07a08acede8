import type { SyntaxNode, Tree } from '@lezer/common';
import type { VectorMatching } from '../queryText/labelSet.ts';
import { OPERATORS } from '../queryText/operators.ts';
import type { Piece } from '../queryText/precedence.ts';
import { associate } from '../queryText/precedence.ts';
import { problemAt } from '../queryText/problem.ts';
import { childNamed, childrenOf } from '../queryText/syntaxTree.ts';
import type { Grouping, LogqlExpr } from './ast.ts';
import type { BuildContext } from './buildContext.ts';
import { readLogRange, readSelector, stringUse } from './buildRange.ts';

type LogqlPiece = Piece<LogqlExpr>;
type Step = { readonly node: SyntaxNode } | { readonly piece: LogqlPiece };

/** The expression of an error-free syntax tree; what the tree cannot refuse by itself is reported as a problem. */
export function buildLogql(tree: Tree, context: BuildContext): LogqlExpr {
  const root = childrenOf(tree.topNode)[0];
  if (root === undefined) throw new Error('A syntax tree without errors holds an expression');
  return readExpr(root, context);
}

function readExpr(node: SyntaxNode, context: BuildContext): LogqlExpr {
  const pieces: LogqlPiece[] = [];
  const stack: Step[] = [{ node }];
  for (let step = stack.pop(); step !== undefined; step = stack.pop()) {
    if ('piece' in step) pieces.push(step.piece);
    else stack.push(...steps(step.node, context).reverse());
  }
  return associate(pieces);
}

/** Opens the wrappers around an operand and the operators the grammar nests by the wrong precedence. */
function steps(node: SyntaxNode, context: BuildContext): Step[] {
  const children = childrenOf(node);
  const first = children[0];
  if (first === undefined) throw new Error(`${node.name} without children`);
  if (node.name === 'BinOpExpr') {
    const last = children.at(-1) ?? first;
    return [{ node: first }, { piece: infixPiece(children.slice(1, -1), context) }, { node: last }];
  }
  const wrapped = node.name === 'Expr' || (node.name === 'MetricExpr' && first.name !== 'MetricExpr');
  if (wrapped) return isOpened(first) ? [{ node: first }] : [{ piece: operand(first, context) }];
  return [{ piece: operand(node, context) }];
}

function isOpened(node: SyntaxNode): boolean {
  return node.name === 'Expr' || node.name === 'MetricExpr' || node.name === 'BinOpExpr';
}

function operand(node: SyntaxNode, context: BuildContext): LogqlPiece {
  return { kind: 'operand', expr: readOperand(node, context) };
}

function infixPiece(nodes: readonly SyntaxNode[], context: BuildContext): LogqlPiece {
  const [symbol, modifier] = nodes;
  const op = symbol === undefined ? '' : context.text.slice(symbol.from, symbol.to).toLowerCase();
  const operator = OPERATORS.get(op);
  if (symbol === undefined || operator === undefined) throw new Error(`Unknown operator ${op}`);
  const matching = modifier === undefined ? undefined : readMatching(modifier, context);
  const span = { from: symbol.from, to: Math.max(symbol.to, modifier?.to ?? symbol.to) };
  return {
    kind: 'infix',
    strength: operator.strength,
    rightAssociative: operator.rightAssociative,
    build: (left, right) => ({
      kind: 'binary',
      op,
      operator: span,
      matching,
      left,
      right,
      from: left.from,
      to: right.to,
    }),
  };
}

function readMatching(modifier: SyntaxNode, context: BuildContext): VectorMatching | undefined {
  const clause = childNamed(modifier, 'OnOrIgnoringModifier');
  if (clause === undefined) return undefined;
  const kind = childNamed(clause, 'On') === undefined ? 'ignoring' : 'on';
  const labels = labelNames(childNamed(clause, 'GroupingLabels'), context);
  const right = childNamed(modifier, 'GroupRight') !== undefined;
  if (!right && childNamed(modifier, 'GroupLeft') === undefined) return { kind, labels };
  const include = labelNames(childNamed(modifier, 'GroupingLabels'), context);
  return { kind, labels, group: { side: right ? 'right' : 'left', include } };
}

/** The names in `on (a, b)`. The grammar takes a comma after the last one, Loki does not. */
function labelNames(list: SyntaxNode | undefined, context: BuildContext): string[] {
  if (list === undefined) return [];
  const names: SyntaxNode[] = [];
  for (let nested = childNamed(list, 'GroupingLabelList'); nested !== undefined;) {
    names.unshift(...nested.getChildren('GroupingLabel'));
    nested = childNamed(nested, 'GroupingLabelList');
  }
  const last = names.at(-1);
  const comma = last === undefined ? -1 : context.text.slice(last.to, list.to).indexOf(',');
  if (last !== undefined && comma >= 0) {
    const from = last.to + comma;
    context.problems.push(problemAt({ from, to: from + 1 }, 'Loki takes no comma after the last label', 'delete it'));
  }
  return names.map((node) => context.text.slice(node.from, node.to));
}

function readOperand(node: SyntaxNode, context: BuildContext): LogqlExpr {
  const span = { from: node.from, to: node.to };
  switch (node.name) {
    case 'MetricExpr':
    case 'LogExpr':
      return readBracketed(node, context);
    case 'LiteralExpr':
      return { kind: 'number', ...span };
    case 'VectorExpr':
      return { kind: 'vector', ...span };
    case 'RangeAggregationExpr': {
      const range = childNamed(node, 'LogRangeExpr');
      if (range === undefined) throw new Error('A range aggregation without a range');
      return {
        kind: 'rangeAggregation',
        ...aggregator(node, 'RangeOp', context),
        range: readLogRange(range, context),
        ...span,
      };
    }
    case 'VectorAggregationExpr': {
      const inner = childNamed(node, 'MetricExpr');
      if (inner === undefined) throw new Error('An aggregation without an operand');
      return {
        kind: 'aggregation',
        ...aggregator(node, 'VectorOp', context),
        operand: readExpr(inner, context),
        ...span,
      };
    }
    case 'LabelReplaceExpr':
      return readLabelReplace(node, context);
    default:
      throw new Error(`Unknown syntax node ${node.name}`);
  }
}

function readBracketed(node: SyntaxNode, context: BuildContext): LogqlExpr {
  const span = { from: node.from, to: node.to };
  const inner = childNamed(node, node.name);
  if (inner !== undefined) {
    const expr = node.name === 'LogExpr' ? readOperand(inner, context) : readExpr(inner, context);
    return { kind: 'paren', inner: expr, ...span };
  }
  const selector = childNamed(node, 'Selector');
  if (selector === undefined) throw new Error(`${node.name} without a selector`);
  return { kind: 'logs', selector: readSelector(selector, context), ...span };
}

function aggregator(
  node: SyntaxNode,
  name: string,
  context: BuildContext,
): { readonly op: string; readonly grouping: Grouping | undefined; readonly parameter: string | undefined } {
  const op = childNamed(node, name);
  const number = childNamed(node, 'Number');
  const grouping = childNamed(node, 'Grouping');
  return {
    op: op === undefined ? '' : context.text.slice(op.from, op.to).toLowerCase(),
    grouping: grouping === undefined ? undefined : readGrouping(grouping, context),
    parameter: number === undefined ? undefined : context.text.slice(number.from, number.to),
  };
}

function readGrouping(node: SyntaxNode, context: BuildContext): Grouping {
  const labels: string[] = [];
  for (let list = childNamed(node, 'Labels'); list !== undefined; list = childNamed(list, 'Labels')) {
    labels.unshift(...list.getChildren('Identifier').map(({ from, to }) => context.text.slice(from, to)));
  }
  return { kind: childNamed(node, 'Without') === undefined ? 'by' : 'without', labels };
}

function readLabelReplace(node: SyntaxNode, context: BuildContext): LogqlExpr {
  const inner = childNamed(node, 'MetricExpr');
  const [target, replacement, , pattern] = node.getChildren('String').map((string) => stringUse(string, context));
  if (inner === undefined || target === undefined || replacement === undefined || pattern === undefined) {
    throw new Error('label_replace without its arguments');
  }
  return {
    kind: 'labelReplace',
    operand: readExpr(inner, context),
    target: target.value,
    replacement: replacement.value,
    pattern: { pattern: pattern.value, from: pattern.from, to: pattern.to },
    from: node.from,
    to: node.to,
  };
}
