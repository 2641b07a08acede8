import { parser } from '@grafana/lezer-logql';
import type { Tree } from '@lezer/common';
import { admissionProblems } from '../queryText/admission.ts';
import { withinDepth } from '../queryText/nesting.ts';
import type { ParseResult } from '../queryText/problem.ts';
import { inTextOrder, problemAt } from '../queryText/problem.ts';
import { firstError, stringProblems, syntaxProblems, tooDeep } from '../queryText/syntaxProblems.ts';
import type { Grammar, TreeSurvey } from '../queryText/syntaxTree.ts';
import { LONGEST_RECOVERY, runParser, surveyTree } from '../queryText/syntaxTree.ts';
import { foreignCharacters } from '../queryText/textChecks.ts';
import type { HiddenToken } from '../queryText/tokens.ts';
import type { LogqlExpr } from './ast.ts';
import { operandsOf } from './ast.ts';
import type { BuildContext } from './buildContext.ts';
import { buildLogql } from './build.ts';
import { expectedAt } from './expectation.ts';
import { readable, stopsAtOffset, unknownFunctions } from './stricterGrammar.ts';
import { tokenProblems } from './tokenCheck.ts';
import { typeProblems } from './typeCheck.ts';

/** A LogQL query that Loki would take. Read it with the functions of this folder, not by its tree. */
export interface LogqlQuery {
  readonly text: string;
  /** Lezer's concrete tree: its tokens are right, the nesting of its operators is not. */
  readonly tree: Tree;
  readonly expr: LogqlExpr;
  /** Tokens which the tree lacks, in text order. */
  readonly hidden: readonly HiddenToken[];
}

/** Three levels for each operator. */
const GRAMMAR: Grammar = { stringNode: 'String', deepestTree: 1500 };

const STRICT = parser.configure({ strict: true });

/** Loki refuses input of 131,072 bytes and more. */
const LONGEST_LOKI_QUERY = 131_071;

/**
 * Parses a LogQL query, of logs or of metrics. The problems of a refused text are all those found in one go: its syntax
 * errors, or else everything Loki would refuse about functions, types, selectors and ranges. Never throws on any text.
 */
export function parseLogql(text: string): ParseResult<LogqlQuery> {
  const refused = admissionProblems(text, LONGEST_LOKI_QUERY);
  if (refused.length > 0) return { ok: false, problems: refused };
  const strict = runParser(STRICT, text);
  if (strict.kind === 'tooDeep') return tooDeep(text);
  if (strict.kind === 'tree') return readTree(text, strict.tree, []);
  const long = text.length > LONGEST_RECOVERY && !stopsAtOffset(text, strict.at);
  return long ? firstError(text, strict.at) : recover(text);
}

function readTree(text: string, tree: Tree, hidden: readonly HiddenToken[]): ParseResult<LogqlQuery> {
  const survey = surveyTree(tree, GRAMMAR);
  // A strict parser reports errors by stopping; those left in its tree come from cutting a stack that grew too deep.
  if (survey.tooDeep || survey.errors.length > 0) return tooDeep(text);
  const context: BuildContext = { text, hidden, problems: [...lexical(text, survey), ...tokenProblems(text, tree)] };
  const expr = withinDepth(() => buildLogql(tree, context), operandsOf);
  if (expr === undefined) return tooDeep(text);
  const problems = inTextOrder([...context.problems, ...typeProblems(expr)]);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, query: { text, tree, expr, hidden } };
}

/** The query of a text which only the grammar refuses, or all problems of one which Loki refuses too. */
function recover(text: string): ParseResult<LogqlQuery> {
  const first = runParser(parser, text);
  if (first.kind !== 'tree') return tooDeep(text);
  const survey = surveyTree(first.tree, GRAMMAR);
  if (survey.tooDeep) return tooDeep(text);
  const { masked, hidden } = readable(text, survey);
  if (masked !== text) {
    const strict = runParser(STRICT, masked);
    if (strict.kind === 'tree') return readTree(text, strict.tree, hidden);
  }
  const second = runParser(parser, masked);
  if (second.kind !== 'tree') return tooDeep(text);
  const { tree } = second;
  const remaining = surveyTree(tree, GRAMMAR);
  const unknown = unknownFunctions(text, remaining);
  const lost = unknown[0]?.from ?? text.length + 1;
  const tokens = lexical(text, remaining);
  const syntax = tokens.length > 0 ? tokens : syntaxProblems(text, remaining, (error) => expectedAt(text, error, tree));
  // Behind an unknown function the grammar is lost; what it says there would only mislead.
  const trusted = syntax.filter((problem) => problem.from < lost);
  const problems = inTextOrder([...trusted, ...unknown]);
  if (problems.length > 0) return { ok: false, problems };
  return { ok: false, problems: [problemAt({ from: 0, to: text.length }, 'the query cannot be read')] };
}

function lexical(text: string, survey: TreeSurvey): ReturnType<typeof stringProblems> {
  return [...foreignCharacters(text, survey.opaque), ...stringProblems(text, survey.strings)];
}
