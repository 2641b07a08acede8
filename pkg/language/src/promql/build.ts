import type { SyntaxNode, Tree } from '@lezer/common';
import type { VectorMatching } from '../queryText/labelSet.ts';
import { OPERATORS, SIGN_REACHES } from '../queryText/operators.ts';
import type { Piece } from '../queryText/precedence.ts';
import { associate } from '../queryText/precedence.ts';
import type { Span } from '../queryText/problem.ts';
import { problemAt } from '../queryText/problem.ts';
import { childNamed, childrenOf } from '../queryText/syntaxTree.ts';
import { skipBlanks, wordEnd } from '../queryText/textChecks.ts';
import type { PromqlExpr } from './ast.ts';
import type { BuildContext } from './buildContext.ts';
import { readAt, readDuration } from './buildDuration.ts';
import { labelNames, readSelector, stringValue } from './buildSelector.ts';

type PromqlPiece = Piece<PromqlExpr>;
type Step = { readonly node: SyntaxNode } | { readonly piece: PromqlPiece };

/** Node kinds whose nesting Lezer gets wrong: they are read as one flat chain and associated by real precedence. */
const CHAINED: ReadonlySet<string> = new Set([
  'BinaryExpr',
  'UnaryExpr',
  'OffsetExpr',
  'StepInvariantExpr',
  'MatrixSelector',
  'SubqueryExpr',
  'AnchoredExpr',
  'SmoothedExpr',
]);

/** The expression of an error-free syntax tree; what the tree cannot refuse by itself is reported as a problem. */
export function buildPromql(tree: Tree, context: BuildContext): PromqlExpr {
  const root = childrenOf(tree.topNode)[0];
  if (root === undefined) throw new Error('A syntax tree without errors holds an expression');
  return readExpr(root, context);
}

function readExpr(node: SyntaxNode, context: BuildContext): PromqlExpr {
  const pieces: PromqlPiece[] = [];
  const stack: Step[] = [{ node }];
  for (let step = stack.pop(); step !== undefined; step = stack.pop()) {
    if ('piece' in step) pieces.push(step.piece);
    else if (CHAINED.has(step.node.name)) stack.push(...chainSteps(step.node, context).reverse());
    else pieces.push(...operandPieces(step.node, context));
  }
  return associate(pieces);
}

function chainSteps(node: SyntaxNode, context: BuildContext): Step[] {
  const children = childrenOf(node);
  const first = children[0];
  if (first === undefined) throw new Error(`${node.name} without children`);
  switch (node.name) {
    case 'BinaryExpr': {
      const last = children.at(-1) ?? first;
      return [{ node: first }, { piece: infixPiece(children.slice(1, -1), context) }, { node: last }];
    }
    case 'UnaryExpr': {
      const operand = children[1];
      if (operand === undefined) throw new Error('A sign without an operand');
      return [{ piece: signPiece(first.from) }, { node: operand }];
    }
    default:
      return [{ node: first }, { piece: postfixPiece(node, children.slice(1), context) }];
  }
}

function signPiece(from: number): PromqlPiece {
  return {
    kind: 'prefix',
    strength: SIGN_REACHES,
    build: (operand) => ({ kind: 'unary', operand, from, to: operand.to }),
  };
}

function infixPiece(nodes: readonly SyntaxNode[], context: BuildContext): PromqlPiece {
  const symbol = nodes[0];
  const op = symbol === undefined ? '' : context.text.slice(symbol.from, symbol.to).toLowerCase();
  const operator = OPERATORS.get(op);
  if (symbol === undefined || operator === undefined) throw new Error(`Unknown operator ${op}`);
  const bool = nodes.some((node) => node.name === 'BoolModifier');
  const clause = nodes.find((node) => node.name === 'MatchingModifierClause');
  const matching = clause === undefined ? undefined : readMatching(clause, context);
  const span: Span = { from: symbol.from, to: nodes.at(-1)?.to ?? symbol.to };
  return {
    kind: 'infix',
    strength: operator.strength,
    rightAssociative: operator.rightAssociative,
    build: (left, right) => ({
      kind: 'binary',
      op,
      operator: span,
      bool,
      matching,
      left,
      right,
      from: left.from,
      to: right.to,
    }),
  };
}

function readMatching(clause: SyntaxNode, context: BuildContext): VectorMatching {
  const lists = clause.getChildren('GroupingLabels').map((list) => labelNames(list, context));
  const kind = childNamed(clause, 'On') === undefined ? 'ignoring' : 'on';
  const right = childNamed(clause, 'GroupRight') !== undefined;
  const labels = lists[0] ?? [];
  if (!right && childNamed(clause, 'GroupLeft') === undefined) return { kind, labels };
  return { kind, labels, group: { side: right ? 'right' : 'left', include: lists[1] ?? [] } };
}

function postfixPiece(node: SyntaxNode, rest: readonly SyntaxNode[], context: BuildContext): PromqlPiece {
  const { to } = node;
  const first = rest[0];
  if (first === undefined) throw new Error(`${node.name} without its modifier`);
  const modifier = { from: first.from, to };
  switch (node.name) {
    case 'OffsetExpr': {
      const duration = readDuration(rest[1] ?? first, context);
      return postfix((operand) => ({ kind: 'offset', operand, modifier, duration, from: operand.from, to }));
    }
    case 'StepInvariantExpr': {
      const at = readAt(rest[1] ?? first, context);
      return postfix((operand) => ({ kind: 'at', operand, modifier, at, from: operand.from, to }));
    }
    case 'MatrixSelector': {
      const range = readDuration(first, context);
      return postfix((operand) => ({ kind: 'range', operand, range, from: operand.from, to }));
    }
    case 'SubqueryExpr': {
      const range = readDuration(first, context);
      const step = rest[1] === undefined ? undefined : readDuration(rest[1], context);
      return postfix((operand) => ({ kind: 'subquery', operand, range, step, from: operand.from, to }));
    }
    default:
      return postfix((operand) => ({ kind: 'extended', operand, from: operand.from, to }));
  }
}

function postfix(build: (operand: PromqlExpr) => PromqlExpr): PromqlPiece {
  return { kind: 'postfix', build };
}

function operandPieces(node: SyntaxNode, context: BuildContext): PromqlPiece[] {
  if (node.name !== 'NumberDurationLiteral') return [{ kind: 'operand', expr: readOperand(node, context) }];
  const digits = context.text.slice(node.from, node.to);
  if (/^[+-]?\s*\d/.test(digits) && !Number.isFinite(Number(digits.replace(/^[+-]\s*/, '')) || 0)) {
    context.problems.push(problemAt(node, `the number ${digits} is too large`));
  }
  const sign = context.text.charAt(node.from);
  if (sign !== '-' && sign !== '+')
    return [{ kind: 'operand', expr: { kind: 'number', from: node.from, to: node.to } }];
  // The grammar keeps a sign inside the number; to the server it is an operator: -2 ^ 2 is -4.
  const from = skipBlanks(context.text, node.from + 1);
  return [signPiece(node.from), { kind: 'operand', expr: { kind: 'number', from, to: node.to } }];
}

function readOperand(node: SyntaxNode, context: BuildContext): PromqlExpr {
  const span = { from: node.from, to: node.to };
  switch (node.name) {
    case 'StringLiteral':
      return { kind: 'string', value: stringValue(node, context), ...span };
    case 'ParenExpr': {
      const inner = childrenOf(node)[0];
      if (inner === undefined) throw new Error('Brackets without an expression');
      return { kind: 'paren', inner: readExpr(inner, context), ...span };
    }
    case 'VectorSelector':
      return readSelector(node, context);
    case 'AggregateExpr':
      return readAggregation(node, context);
    case 'FunctionCall':
      return readCall(node, context);
    default:
      throw new Error(`Unknown syntax node ${node.name}`);
  }
}

function readAggregation(node: SyntaxNode, context: BuildContext): PromqlExpr {
  const op = childNamed(node, 'AggregateOp');
  const body = childNamed(node, 'FunctionCallBody');
  if (op === undefined || body === undefined) throw new Error('An aggregation without operator or arguments');
  const modifier = childNamed(node, 'AggregateModifier');
  const list = modifier === undefined ? undefined : childNamed(modifier, 'GroupingLabels');
  const kind = modifier !== undefined && childNamed(modifier, 'Without') !== undefined ? 'without' : 'by';
  return {
    kind: 'aggregation',
    op: context.text.slice(op.from, op.to).toLowerCase(),
    grouping: list === undefined ? undefined : { kind, labels: labelNames(list, context) },
    args: childrenOf(body).map((arg) => readExpr(arg, context)),
    from: node.from,
    to: node.to,
  };
}

function readCall(node: SyntaxNode, context: BuildContext): PromqlExpr {
  const name = childNamed(node, 'FunctionIdentifier');
  const body = childNamed(node, 'FunctionCallBody');
  if (name === undefined || body === undefined) throw new Error('A call without name or arguments');
  // The whole word: a name the grammar does not know was parsed under a shorter stand-in.
  const nameSpan = { from: name.from, to: wordEnd(context.text, name.from) };
  return {
    kind: 'call',
    name: context.text.slice(nameSpan.from, nameSpan.to),
    nameSpan,
    body: { from: body.from, to: body.to },
    args: childrenOf(body).map((arg) => readExpr(arg, context)),
    from: node.from,
    to: node.to,
  };
}
