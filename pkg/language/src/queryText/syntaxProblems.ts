import { unbalancedBrackets } from './brackets.ts';
import type { ParseResult, QueryProblem, Span } from './problem.ts';
import { problemAt } from './problem.ts';
import type { GrammarError, TreeSurvey } from './syntaxTree.ts';
import { skipBlanks } from './textChecks.ts';
import { unquote } from './quote.ts';

/** Recovery after one error often stumbles again; more than this many says nothing new. */
const MOST_SYNTAX_PROBLEMS = 5;

/** Says what was expected where the grammar could not go on, when the language can tell. */
export type Expectation = (error: GrammarError) => string | undefined;

/**
 * The problems behind a tree's error nodes, best explanation first: brackets without a partner, else each place where
 * the grammar stopped (errors next to each other are one).
 */
export function syntaxProblems(text: string, survey: TreeSurvey, expectation: Expectation): QueryProblem[] {
  const brackets = unbalancedBrackets(text, survey.opaque);
  if (brackets.length > 0) return brackets.slice(0, MOST_SYNTAX_PROBLEMS);
  const problems: QueryProblem[] = [];
  let reached = -1;
  for (const error of [...survey.errors].sort((a, b) => a.from - b.from)) {
    const from = skipBlanks(text, error.from);
    const near = reached >= 0 && text.slice(reached, Math.max(reached, from)).trim().length <= 3;
    const span = tokenAt(text, from, survey);
    reached = Math.max(reached, span.to, error.to);
    if (!near) problems.push(unexpected(text, span, expectation(error)));
    if (problems.length >= MOST_SYNTAX_PROBLEMS) break;
  }
  return problems;
}

function unexpected(text: string, span: Span, expected: string | undefined): QueryProblem {
  const hint = expected === undefined ? undefined : `expected ${expected}`;
  if (span.from >= text.length) return problemAt(span, 'the query ends too early', hint);
  const token = text.slice(span.from, span.to);
  return problemAt(span, `unexpected ${token.length > 40 ? `${token.slice(0, 40)}...` : token}`, hint);
}

/** The whole token at a position: a string, a word or number, or one character. */
function tokenAt(text: string, from: number, survey: TreeSurvey): Span {
  return survey.strings.find((span) => span.from === from) ?? wordAt(text, from);
}

function wordAt(text: string, from: number): Span {
  let to = from;
  while (to < text.length && /[\w.:]/.test(text.charAt(to))) to += 1;
  return { from, to: Math.min(text.length, Math.max(to, from + 1)) };
}

/** String literals that are not closed or hold escapes the servers refuse. */
export function stringProblems(text: string, strings: readonly Span[]): QueryProblem[] {
  return strings.flatMap((span) => {
    const read = unquote(text.slice(span.from, span.to));
    if (read.ok) return [];
    return [problemAt({ from: span.from + read.from, to: span.from + read.to }, read.message)];
  });
}

/** The one problem of a text that nests more deeply than anything can read. */
export function tooDeep(text: string): ParseResult<never> {
  const problem = problemAt(
    { from: 0, to: text.length },
    'the query nests too deeply',
    'split it, remove brackets, or group long chains with brackets',
  );
  return { ok: false, problems: [problem] };
}

/** The first problem of a text too long to look for more. */
export function firstError(text: string, stoppedAt: number): ParseResult<never> {
  const from = skipBlanks(text, stoppedAt);
  return { ok: false, problems: [unexpected(text, wordAt(text, from), undefined)] };
}
