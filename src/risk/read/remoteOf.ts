import { GrafanaError } from '@release-risk/grafana/errors';
import { QueryError } from '@release-risk/query/errors';
import { catchError, map, of, type Observable } from 'rxjs';
import type { Remote } from '../remote.ts';
import { ProblemError } from './problemError.ts';

/** An answer, or why there is none, as something that is shown beside everything else. Never errs. */
export function remoteOf<T>(answer: Observable<T>): Observable<Remote<T>> {
  return answer.pipe(
    map((value): Remote<T> => ({ kind: 'ok', value })),
    catchError((error: unknown) => of(failed(error))),
  );
}

function failed(error: unknown): Remote<never> {
  if (error instanceof GrafanaError || error instanceof QueryError) {
    return { kind: 'failed', reason: error.message, hint: error.hint };
  }
  if (error instanceof ProblemError && error.problem.name === 'mayNotQuery') {
    return { kind: 'failed', reason: error.problem.detail, hint: '' };
  }
  return { kind: 'failed', reason: error instanceof Error ? error.message : String(error), hint: '' };
}
