import type { SyntaxNode } from '@lezer/common';
import { parseDuration } from '../queryText/duration.ts';
import type { PlacedMatcher } from '../queryText/matcher.ts';
import { isMatcherOperator } from '../queryText/matcher.ts';
import type { Span } from '../queryText/problem.ts';
import { problemAt } from '../queryText/problem.ts';
import { unquote } from '../queryText/quote.ts';
import { childNamed, childrenOf } from '../queryText/syntaxTree.ts';
import { skipBlanks } from '../queryText/textChecks.ts';
import type { LogRange, StreamSelector } from './ast.ts';
import type { BuildContext } from './buildContext.ts';
import { offsetSeconds } from './duration.ts';

/** A string literal with its value; a broken one was reported already and reads as written. */
export function stringUse(node: SyntaxNode, context: BuildContext): Span & { readonly value: string } {
  const read = unquote(context.text.slice(node.from, node.to));
  const value = read.ok ? read.value : context.text.slice(node.from + 1, node.to - 1);
  return { value, from: node.from, to: node.to };
}

/** A stream selector with its matchers. */
export function readSelector(node: SyntaxNode, context: BuildContext): StreamSelector {
  const matchers: PlacedMatcher[] = [];
  for (let list = childNamed(node, 'Matchers'); list !== undefined; list = childNamed(list, 'Matchers')) {
    matchers.unshift(...list.getChildren('Matcher').map((matcher) => readMatcher(matcher, context)));
  }
  return { matchers, from: node.from, to: node.to };
}

/** A matcher of a selector or of a label filter. */
export function readMatcher(node: SyntaxNode, context: BuildContext): PlacedMatcher {
  const [label, op, value] = childrenOf(node);
  if (label === undefined || op === undefined || value === undefined) throw new Error('A matcher without its parts');
  const symbol = context.text.slice(op.from, op.to);
  if (!isMatcherOperator(symbol)) throw new Error(`Unknown matcher operator ${symbol}`);
  const name = context.text.slice(label.from, label.to);
  return { label: name, op: symbol, value: stringUse(value, context).value, from: node.from, to: node.to };
}

/** A range with everything it reads, however it is written: the pipeline before or behind the brackets. */
export function readLogRange(node: SyntaxNode, context: BuildContext): LogRange {
  const inner = childNamed(node, 'LogRangeExpr');
  if (inner !== undefined) return { ...readLogRange(inner, context), from: node.from, to: node.to };
  const selector = childNamed(node, 'Selector');
  const range = childNamed(node, 'Range');
  if (selector === undefined || range === undefined) throw new Error('A range without its parts');
  return {
    selector: readSelector(selector, context),
    seconds: rangeSeconds(range, context),
    brackets: { from: range.from, to: range.to },
    offset: readOffset(node, range.to, context),
    unwraps: childNamed(node, 'UnwrapExpr') !== undefined,
    from: node.from,
    to: node.to,
  };
}

/** Loki reads what stands between the brackets as one Prometheus duration: no blanks, no fractions. */
function rangeSeconds(range: SyntaxNode, context: BuildContext): number {
  const text = context.text.slice(range.from + 1, range.to - 1);
  const seconds = parseDuration(text);
  if (seconds !== undefined && seconds > 0) return seconds;
  const span = { from: range.from, to: range.to };
  if (seconds === 0) context.problems.push(problemAt(span, 'a range must be longer than 0', 'write one such as [5m]'));
  else if (text !== text.trim()) {
    context.problems.push(problemAt(span, 'Loki takes no blanks in a range', `write [${text.trim()}]`));
  } else context.problems.push(problemAt(span, `${text} is no range Loki takes`, 'write one such as [5m] or [1h30m]'));
  return 0;
}

function readOffset(node: SyntaxNode, end: number, context: BuildContext): LogRange['offset'] {
  const known = childNamed(node, 'OffsetExpr');
  const word = skipBlanks(context.text, end);
  const hidden = context.hidden.findIndex((token) => token.from === word);
  const duration = known === undefined ? context.hidden[hidden + 1] : childNamed(known, 'Duration');
  if ((known === undefined && hidden < 0) || duration === undefined) return undefined;
  const text = context.text.slice(duration.from, duration.to);
  const seconds = offsetSeconds(text);
  if (seconds === undefined) {
    const span = { from: duration.from, to: duration.to };
    context.problems.push(problemAt(span, `${text} is no duration`, 'write one such as 1h'));
  }
  return { seconds: seconds ?? 0, to: duration.to };
}
