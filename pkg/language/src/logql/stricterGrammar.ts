import type { QueryProblem, Span } from '../queryText/problem.ts';
import { problemAt } from '../queryText/problem.ts';
import { didYouMean } from '../queryText/suggest.ts';
import type { TreeSurvey } from '../queryText/syntaxTree.ts';
import { skipBlanks } from '../queryText/textChecks.ts';
import type { HiddenToken } from '../queryText/tokens.ts';
import { LOGQL_FUNCTIONS } from './functions.ts';

/** A text the grammar can read, position for position the same, and the tokens blanked out of it. */
export interface Readable {
  readonly masked: string;
  readonly hidden: readonly HiddenToken[];
}

/**
 * Takes out of a text what Loki reads and the grammar does not: an offset behind the range of an unwrapped pipeline
 * (`... | unwrap x [5m] offset 1h`), and function names in other than lower case (`Rate(...)`).
 */
export function readable(text: string, survey: TreeSurvey): Readable {
  const hidden = hiddenOffsets(text, survey);
  const lowered = callsOf(text, survey).filter(({ from, to }) =>
    LOGQL_FUNCTIONS.has(text.slice(from, to).toLowerCase()),
  );
  let masked = '';
  let at = 0;
  const changes = [
    ...hidden.map((span) => ({ ...span, text: ' '.repeat(span.to - span.from) })),
    ...lowered.map((span) => ({ ...span, text: text.slice(span.from, span.to).toLowerCase() })),
  ].sort((a, b) => a.from - b.from);
  for (const change of changes) {
    masked += text.slice(at, change.from) + change.text;
    at = change.to;
  }
  return { masked: masked + text.slice(at), hidden };
}

/** Whether the grammar stopped at an offset, which Loki may well take there. */
export function stopsAtOffset(text: string, stoppedAt: number): boolean {
  const at = skipBlanks(text, stoppedAt);
  return text.slice(at, at + 'offset'.length).toLowerCase() === 'offset';
}

/** The words `offset` with their durations, each right behind a closing square bracket. */
function hiddenOffsets(text: string, survey: TreeSurvey): HiddenToken[] {
  return survey.offsets.flatMap((word) => {
    const before = text.slice(0, word.from).trimEnd();
    const start = skipBlanks(text, word.to);
    const duration = survey.opaque.find((span) => span.from === start);
    if (!before.endsWith(']') || duration === undefined || /["`#]/.test(text.charAt(start))) return [];
    return [
      { ...word, kind: 'Offset' },
      { ...duration, kind: 'Duration' },
    ];
  });
}

function callsOf(text: string, survey: TreeSurvey): Span[] {
  return survey.identifiers.filter(({ to }) => text.charAt(skipBlanks(text, to)) === '(');
}

/** Names called like functions which Loki does not know. */
export function unknownFunctions(text: string, survey: TreeSurvey): QueryProblem[] {
  return callsOf(text, survey).flatMap((span) => {
    const name = text.slice(span.from, span.to);
    if (LOGQL_FUNCTIONS.has(name.toLowerCase()) || NO_FUNCTIONS.has(name.toLowerCase())) return [];
    if (name.toLowerCase() === 'approx_topk') return [problemAt(span, 'approx_topk is not supported here', 'use topk')];
    return [problemAt(span, `unknown function ${name}`, didYouMean(name, LOGQL_FUNCTIONS))];
  });
}

/** Words that can stand before a bracket without being a function. */
const NO_FUNCTIONS: ReadonlySet<string> = new Set([
  ...['by', 'without', 'on', 'ignoring', 'group_left', 'group_right', 'and', 'or', 'unless', 'bool', 'ip'],
  ...['bytes', 'duration', 'duration_seconds'],
]);
