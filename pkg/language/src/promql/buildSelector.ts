import type { SyntaxNode } from '@lezer/common';
import type { PlacedMatcher } from '../queryText/matcher.ts';
import { isMatcherOperator } from '../queryText/matcher.ts';
import { problemAt } from '../queryText/problem.ts';
import { unquote } from '../queryText/quote.ts';
import { childNamed, childrenOf } from '../queryText/syntaxTree.ts';
import type { SelectorExpr } from './ast.ts';
import type { BuildContext } from './buildContext.ts';

/** The value of a string literal; a broken one was reported already and reads as written. */
export function stringValue(node: SyntaxNode, context: BuildContext): string {
  const read = unquote(context.text.slice(node.from, node.to));
  return read.ok ? read.value : context.text.slice(node.from + 1, node.to - 1);
}

/** A label name, plain or quoted. */
function labelName(node: SyntaxNode, context: BuildContext): string {
  const string = node.name === 'QuotedLabelName' ? childNamed(node, 'StringLiteral') : undefined;
  const name = string === undefined ? context.text.slice(node.from, node.to) : stringValue(string, context);
  if (name === '') context.problems.push(problemAt({ from: node.from, to: node.to }, 'a label name cannot be empty'));
  return name;
}

/** The names in a list such as `by (a, b)`. */
export function labelNames(list: SyntaxNode, context: BuildContext): string[] {
  return childrenOf(list).map((node) => labelName(node, context));
}

/** A selector: metric name, matchers and where its braces stand. */
export function readSelector(node: SyntaxNode, context: BuildContext): SelectorExpr {
  const identifier = childNamed(node, 'Identifier');
  const braces = childNamed(node, 'LabelMatchers');
  const names = identifier === undefined ? [] : [context.text.slice(identifier.from, identifier.to)];
  const matchers: PlacedMatcher[] = [];
  for (const child of braces === undefined ? [] : childrenOf(braces)) {
    if (child.name === 'QuotedLabelName') names.push(labelName(child, context));
    else matchers.push(readMatcher(child, context));
  }
  const span = { from: node.from, to: node.to };
  if (names.length > 1) {
    context.problems.push(problemAt(span, `the metric name is set twice: ${names.slice(0, 2).join(' and ')}`));
  }
  return {
    kind: 'selector',
    metric: names[0],
    matchers,
    braces: braces === undefined ? undefined : { from: braces.from, to: braces.to },
    ...span,
  };
}

function readMatcher(node: SyntaxNode, context: BuildContext): PlacedMatcher {
  const [label, op, value] = childrenOf(node);
  if (label === undefined || op === undefined || value === undefined) throw new Error('A matcher without its parts');
  const symbol = context.text.slice(op.from, op.to);
  if (!isMatcherOperator(symbol)) throw new Error(`Unknown matcher operator ${symbol}`);
  const name = labelName(label, context);
  return { label: name, op: symbol, value: stringValue(value, context), from: node.from, to: node.to };
}
