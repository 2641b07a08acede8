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
  if (error instanceof ProblemError) return { kind: 'failed', ...wordsOf(error) };
  return { kind: 'failed', reason: error instanceof Error ? error.message : String(error), hint: '' };
}

function wordsOf({ problem, message }: ProblemError): { readonly reason: string; readonly hint: string } {
  switch (problem.name) {
    case 'mayNotQuery':
      return { reason: problem.detail, hint: '' };
    case 'nothingAnswered':
      return { reason: problem.reasons.join('; '), hint: problem.hint };
    case 'noServices':
      return { reason: problem.reason, hint: problem.hint };
    default:
      return { reason: message, hint: '' };
  }
}
