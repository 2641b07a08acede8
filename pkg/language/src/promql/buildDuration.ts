import type { SyntaxNode } from '@lezer/common';
import { LONGEST_SECONDS, parseDuration } from '../queryText/duration.ts';
import { problemAt } from '../queryText/problem.ts';
import { childNamed, childrenOf } from '../queryText/syntaxTree.ts';
import type { AtExpr, DurationText } from './ast.ts';
import type { BuildContext } from './buildContext.ts';

/** Stands for a duration that was reported as a problem: no second problem is found in it. */
const UNREADABLE = Number.NaN;

/** A duration or plain number of seconds, signed where the grammar allows a sign. */
export function readDuration(node: SyntaxNode, context: BuildContext): DurationText {
  const span = { from: node.from, to: node.to };
  let literal = node;
  let sign = 1;
  for (;;) {
    const children = childrenOf(literal);
    const [first, second] = children;
    if (first === undefined) break;
    if (first.name === 'UnaryOp' && second !== undefined && children.length === 2) {
      if (context.text.charAt(first.from) === '-') sign = -sign;
      literal = second;
    } else if (
      children.length === 1 &&
      context.text.charAt(literal.from) !== '(' &&
      !first.name.startsWith('Duration')
    ) {
      literal = first;
    } else {
      context.problems.push(
        problemAt(span, 'arithmetic in a duration is not supported', 'write the duration out, such as 90m'),
      );
      return { seconds: UNREADABLE, ...span };
    }
  }
  const text = context.text.slice(literal.from, literal.to);
  const seconds = parseDuration(text) ?? plainNumber(text);
  if (seconds === undefined || !(seconds <= LONGEST_SECONDS)) {
    context.problems.push(problemAt(span, `${text} is no duration`, 'write one such as 5m, 1h30m or 7d'));
    return { seconds: UNREADABLE, ...span };
  }
  return { seconds: sign * seconds, ...span };
}

/** What stands behind `@`. */
export function readAt(node: SyntaxNode, context: BuildContext): AtExpr['at'] {
  if (node.name === 'AtModifierPreprocessors') {
    return childNamed(node, 'AtStart') === undefined ? 'end' : 'start';
  }
  const text = context.text.slice(node.from, node.to);
  const sign = text.startsWith('-') ? -1 : 1;
  const unsigned = text.replace(/^[+-]\s*/, '');
  const value = parseDuration(unsigned) ?? plainNumber(unsigned);
  if (value === undefined || !Number.isFinite(value)) {
    context.problems.push(
      problemAt({ from: node.from, to: node.to }, `${text} is no time for @`, 'write Unix seconds, start() or end()'),
    );
    return { unixSeconds: 0 };
  }
  return { unixSeconds: sign * value };
}

function plainNumber(text: string): number | undefined {
  const digits = text.replaceAll('_', '');
  if (!/^(?:0x[0-9a-f]+|\d+\.?\d*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?)$/i.test(digits)) return undefined;
  return Number(digits);
}
