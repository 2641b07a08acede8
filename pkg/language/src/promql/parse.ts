import type { Tree } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';
import { admissionProblems } from '../queryText/admission.ts';
import { withinDepth } from '../queryText/nesting.ts';
import type { ParseResult, QueryProblem, Span } from '../queryText/problem.ts';
import { inTextOrder, problemAt } from '../queryText/problem.ts';
import { didYouMean } from '../queryText/suggest.ts';
import { firstError, stringProblems, syntaxProblems, tooDeep } from '../queryText/syntaxProblems.ts';
import type { Grammar, TreeSurvey } from '../queryText/syntaxTree.ts';
import { LONGEST_QUERY, LONGEST_RECOVERY, runParser, surveyTree } from '../queryText/syntaxTree.ts';
import { foreignCharacters, skipBlanks } from '../queryText/textChecks.ts';
import type { PromqlExpr } from './ast.ts';
import { operandsOf } from './ast.ts';
import type { BuildContext } from './buildContext.ts';
import { buildPromql } from './build.ts';
import { expectedAt } from './expectation.ts';
import { AGGREGATION_PARAMETERS, PROMQL_FUNCTIONS } from './functions.ts';
import { typeProblems } from './typeCheck.ts';

/** A PromQL query that Prometheus would take. Read it with the functions of this folder, not by its tree. */
export interface PromqlQuery {
  readonly text: string;
  /** Lezer's concrete tree: its tokens are right, the nesting of its operators is not. */
  readonly tree: Tree;
  readonly expr: PromqlExpr;
}

/** One level for each operator. */
const GRAMMAR: Grammar = { stringNode: 'StringLiteral', deepestTree: 1000 };

const STRICT = parser.configure({ strict: true });

/** Functions which servers know and the grammar does not: one too new for it, one which Prometheus 3 renamed. */
const NEWER_OR_OLDER: ReadonlySet<string> = new Set(['integral', 'holt_winters']);

/** Words that can stand before a bracket without being a function. */
const BEFORE_BRACKETS: ReadonlySet<string> = new Set([
  ...AGGREGATION_PARAMETERS.keys(),
  ...['by', 'without', 'on', 'ignoring', 'group_left', 'group_right', 'and', 'or', 'unless', 'atan2', 'bool', 'offset'],
  ...['fill', 'fill_left', 'fill_right', 'min_of', 'max_of'],
]);

/**
 * Parses a PromQL query. The problems of a refused text are all those found in one go: its syntax errors, or else
 * everything Prometheus would refuse about functions, types, selectors and modifiers. Never throws on any text.
 */
export function parsePromql(text: string): ParseResult<PromqlQuery> {
  const refused = admissionProblems(text, LONGEST_QUERY);
  return refused.length > 0 ? { ok: false, problems: refused } : parseText(text);
}

function parseText(text: string): ParseResult<PromqlQuery> {
  const strict = runParser(STRICT, text);
  if (strict.kind === 'tooDeep') return tooDeep(text);
  if (strict.kind === 'stopped') return text.length > LONGEST_RECOVERY ? firstError(text, strict.at) : recover(text);
  const survey = surveyTree(strict.tree, GRAMMAR);
  // A strict parser reports errors by stopping; those left in its tree come from cutting a stack that grew too deep.
  return survey.tooDeep || survey.errors.length > 0 ? tooDeep(text) : readTree(text, strict.tree, survey);
}

/** The query of a tree without errors, or what Prometheus refuses in it. */
function readTree(text: string, tree: Tree, survey: TreeSurvey): ParseResult<PromqlQuery> {
  const context: BuildContext = { text, problems: tokenProblems(text, survey) };
  const expr = withinDepth(() => buildPromql(tree, context), operandsOf);
  if (expr === undefined) return tooDeep(text);
  const problems = inTextOrder([...context.problems, ...typeProblems(expr)]);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, query: { text, tree, expr } };
}

/** All problems of a text with syntax errors, going on behind each of them. */
function recover(text: string): ParseResult<PromqlQuery> {
  const first = runParser(parser, text);
  if (first.kind !== 'tree') return tooDeep(text);
  const unknown = unknownFunctions(text, surveyTree(first.tree, GRAMMAR));
  const second = runParser(parser, underKnownNames(text, unknown));
  if (second.kind !== 'tree') return tooDeep(text);
  const { tree } = second;
  const survey = surveyTree(tree, GRAMMAR);
  if (survey.tooDeep) return tooDeep(text);
  if (survey.errors.length === 0) return readTree(text, tree, survey);
  const tokens = tokenProblems(text, survey);
  const syntax = tokens.length > 0 ? tokens : syntaxProblems(text, survey, expectedAt);
  // A name of one letter has no shorter stand-in: behind it the grammar is lost, and what it says would only mislead.
  const lost = unknown.find(({ from, to }) => to - from === 1)?.to ?? text.length + 1;
  const trusted = syntax.filter((problem) => problem.from < lost);
  return { ok: false, problems: inTextOrder([...trusted, ...unknown.flatMap((span) => unknownFunction(text, span))]) };
}

function tokenProblems(text: string, survey: TreeSurvey): QueryProblem[] {
  return [
    ...foreignCharacters(text, survey.opaque),
    ...stringProblems(text, survey.strings),
    ...carriageReturns(text, survey),
  ];
}

/** Names called like functions which are none. The grammar stumbles over them, and over what follows. */
function unknownFunctions(text: string, survey: TreeSurvey): Span[] {
  return survey.identifiers.filter(({ from, to }) => {
    const name = text.slice(from, to);
    if (PROMQL_FUNCTIONS.has(name) && !NEWER_OR_OLDER.has(name)) return false;
    return !BEFORE_BRACKETS.has(name.toLowerCase()) && text.charAt(skipBlanks(text, to)) === '(';
  });
}

/** The same text, position for position, with names the grammar does not know replaced by shorter ones it does. */
function underKnownNames(text: string, names: readonly Span[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { from, to } of names) {
    const standIn = to - from >= 3 ? 'abs' : to - from === 2 ? 'ln' : text.slice(from, to);
    parts.push(text.slice(at, from), standIn.padEnd(to - from));
    at = to;
  }
  parts.push(text.slice(at));
  return parts.join('');
}

function unknownFunction(text: string, span: Span): QueryProblem[] {
  const name = text.slice(span.from, span.to);
  if (PROMQL_FUNCTIONS.has(name)) return [];
  const hint = didYouMean(name, [...PROMQL_FUNCTIONS.keys(), ...AGGREGATION_PARAMETERS.keys()]);
  return [problemAt(span, `unknown function ${name}`, hint)];
}

/** Prometheus ends a comment at a carriage return, the grammar at a line feed: a lone one would hide a part of the query. */
function carriageReturns(text: string, survey: TreeSurvey): QueryProblem[] {
  return survey.opaque.flatMap(({ from, to }) => {
    if (text.charAt(from) !== '#') return [];
    const at = text.slice(from, to).search(/\r(?!$)/);
    if (at < 0) return [];
    const span = { from: from + at, to: from + at + 1 };
    return [problemAt(span, 'a lone carriage return stands in a comment', 'use a line feed')];
  });
}
