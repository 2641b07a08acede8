import type { SyntaxNode, Tree } from '@lezer/common';
import type { QueryProblem, Span } from '../queryText/problem.ts';
import { problemAt } from '../queryText/problem.ts';
import { unquote } from '../queryText/quote.ts';
import { regularExpressionProblem } from '../queryText/regularExpression.ts';
import { childNamed } from '../queryText/syntaxTree.ts';
import { isLokiLabelName } from './labelName.ts';

type NodeCheck = (node: SyntaxNode, text: string) => QueryProblem[];

const CHECKS: Readonly<Record<string, NodeCheck>> = {
  Identifier: labelName,
  LabelName: labelName,
  Number: numberProblems,
  LiteralExpr: negativeZero,
  LineFilter: lineFilterProblems,
  Matcher: filterMatcherProblems,
  LabelParser: parserProblems,
};

/**
 * What Loki refuses in single tokens and the grammar does not: numbers Go cannot read, label names with colons, broken
 * regular expressions in filters, parsers without a capture.
 */
export function tokenProblems(text: string, tree: Tree): QueryProblem[] {
  const problems: QueryProblem[] = [];
  tree.iterate({
    enter: ({ name, node }) => {
      const check = CHECKS[name];
      if (check !== undefined) problems.push(...check(node, text));
    },
  });
  return problems;
}

function labelName({ from, to }: SyntaxNode, text: string): QueryProblem[] {
  const name = text.slice(from, to);
  if (isLokiLabelName(name)) return [];
  if (name.includes(':')) return [problemAt({ from, to }, 'Loki takes no ":" in a label name')];
  return [problemAt({ from, to }, `Loki keeps the word ${name} for itself; it can be no label name`)];
}

function numberProblems({ from, to }: SyntaxNode, text: string): QueryProblem[] {
  const token = text.slice(from, to);
  const tooLarge = Number(token) === Number.POSITIVE_INFINITY;
  if (!tooLarge && !/^0x/i.test(token) && !/^0\d*[89]\d*$/.test(token)) return [];
  return [problemAt({ from, to }, `Loki cannot read the number ${token}`, 'write it in plain decimal')];
}

function negativeZero({ from, to }: SyntaxNode, text: string): QueryProblem[] {
  const token = text.slice(from, to);
  if (!token.startsWith('-') || Number(token.slice(1)) !== 0) return [];
  return [problemAt({ from, to }, 'Loki takes -0 for a duration', 'write 0')];
}

function lineFilterProblems(node: SyntaxNode, text: string): QueryProblem[] {
  const filter = childNamed(node, 'Filter');
  const string = childNamed(node, 'String');
  if (filter === undefined || string === undefined) return [];
  const isPattern = ['|~', '!~'].includes(text.slice(filter.from, filter.to));
  return isPattern ? patternProblems(text, string) : [];
}

/** Label filters only: the matchers of selectors are checked with their selector. */
function filterMatcherProblems(node: SyntaxNode, text: string): QueryProblem[] {
  const string = childNamed(node, 'String');
  const isPattern = childNamed(node, 'Re') !== undefined || childNamed(node, 'Nre') !== undefined;
  if (node.parent?.name === 'Matchers' || string === undefined || !isPattern) return [];
  return patternProblems(text, string);
}

function parserProblems(node: SyntaxNode, text: string): QueryProblem[] {
  const string = childNamed(node, 'String');
  if (string === undefined) return [];
  const literal = text.slice(string.from, string.to);
  if (childNamed(node, 'Regexp') === undefined) {
    return /<\w+>/.test(literal) ? [] : [problemAt(string, 'pattern needs a capture', 'write one such as <status>')];
  }
  const broken = patternProblems(text, string);
  if (broken.length > 0 || /\(\?P?<\w+>/.test(literal)) return broken;
  return [problemAt(string, 'regexp needs a named capture', 'write one such as (?P<status>\\\\d+)')];
}

function patternProblems(text: string, span: Span): QueryProblem[] {
  const read = unquote(text.slice(span.from, span.to));
  const problem = read.ok ? regularExpressionProblem(read.value) : undefined;
  return problem === undefined ? [] : [problemAt(span, `the regular expression is broken: ${problem}`)];
}
