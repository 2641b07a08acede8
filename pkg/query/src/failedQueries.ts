import type { FailedQuery } from '@release-risk/contract/verdict';
import type { Evaluation } from './evaluate.ts';
import type { QueryFailure } from './executor.ts';

/** The failed queries of a tick; those that failed of the same reason are one trouble, told once. */
export function uniqueFailures(evaluation: Evaluation): FailedQuery[] {
  const told = new Map<string, FailedQuery>();
  for (const failure of evaluation.failures.map(toFailedQuery)) {
    const key = `${failure.datasource}\n${failure.reason}`;
    const earlier = told.get(key);
    told.set(key, earlier === undefined ? failure : { ...earlier, query: `${earlier.query}, ${failure.query}` });
  }
  return [...told.values()];
}

/** A failed query as reports show it. */
function toFailedQuery({ query, reason, hint, error }: QueryFailure): FailedQuery {
  return { datasource: query.datasource, query: query.refId, reason, hint, code: error?.code ?? null };
}
