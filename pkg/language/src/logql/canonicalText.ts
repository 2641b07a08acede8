import { spaced } from '../queryText/spacing.ts';
import type { Token } from '../queryText/tokens.ts';
import { tokensOf } from '../queryText/tokens.ts';
import type { LogqlQuery } from './parse.ts';

/** Words and signs that stand between blanks, even before a bracket. */
const APART: ReadonlySet<string> = new Set([
  ...['Add', 'Sub', 'Mul', 'Div', 'Mod', 'Pow', 'Eql', 'Neq', 'Gte', 'Gtr', 'Lte', 'Lss', 'Eq', 'Re', 'Nre', 'Pipe'],
  ...['And', 'Or', 'Unless', 'Bool', 'On', 'Ignoring', 'GroupLeft', 'GroupRight', 'Offset', 'By', 'Without'],
  ...['PipeExact', 'PipeMatch', 'PipePattern', 'Npa'],
]);

/**
 * The query in its one spelling: the same tokens with one spacing and no comments. Two texts that differ only in blanks,
 * line breaks and comments give the same string, which parses to the same meaning.
 */
export function canonicalText(query: LogqlQuery): string {
  return spaced(tokensOf(query.text, query.tree, query.hidden), (token: Token) => APART.has(token.kind));
}
