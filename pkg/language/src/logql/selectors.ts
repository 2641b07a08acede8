import type { SelectorUse } from '../queryText/matcher.ts';
import { selectorsOf } from './ast.ts';
import type { LogqlQuery } from './parse.ts';

/** Every stream selector of the query, in the order of the text. */
export function selectors(query: LogqlQuery): readonly SelectorUse[] {
  return selectorsOf(query.expr).map(({ matchers, from, to }) => ({
    matchers: matchers.map(({ label, op, value }) => ({ label, op, value })),
    from,
    to,
  }));
}
