import type { RangeUse } from '../queryText/rangeUse.ts';
import { rangesOf } from './ast.ts';
import type { LogqlQuery } from './parse.ts';

/** The ranges of the query and how far back it reads. LogQL has no subqueries. */
export function ranges(query: LogqlQuery): RangeUse {
  const found = rangesOf(query.expr);
  return {
    ranges: found.map(({ seconds, from, to }) => ({ kind: 'range', seconds, from, to })),
    subqueryDepth: 0,
    lookBackSeconds: found.reduce((most, { seconds, offset }) => Math.max(most, seconds + (offset?.seconds ?? 0)), 0),
  };
}
