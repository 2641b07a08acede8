import { spaced } from '../queryText/spacing.ts';
import type { Token } from '../queryText/tokens.ts';
import { tokensOf } from '../queryText/tokens.ts';
import type { PromqlQuery } from './parse.ts';

/** Words and signs that stand between blanks. */
const APART: ReadonlySet<string> = new Set([
  ...[
    'Add',
    'Sub',
    'Mul',
    'Div',
    'Mod',
    'Pow',
    'Atan2',
    'Eql',
    'Neq',
    'Gte',
    'Gtr',
    'Lte',
    'Lss',
    'TrimUpper',
    'TrimLower',
  ],
  ...['And', 'Or', 'Unless', 'Bool', 'On', 'Ignoring', 'GroupLeft', 'GroupRight', 'Fill', 'FillLeft', 'FillRight'],
  ...['Offset', 'At', 'By', 'Without', 'Anchored', 'Smoothed'],
]);

/**
 * The query in its one spelling: the same tokens with one spacing and no comments. Two texts that differ only in blanks,
 * line breaks and comments give the same string, which parses to the same meaning.
 */
export function canonicalText(query: PromqlQuery): string {
  return spaced(tokensOf(query.text, query.tree), (token: Token) => APART.has(token.kind));
}
