import type { QueryError } from '@release-risk/query/errors';
import { type QueryErrorCode } from '@release-risk/query/errors';
import type { Evaluation } from '@release-risk/query/evaluate';
import { CliError } from '../errors.ts';

/** What waiting does not change: somebody has to correct something. */
const NEVER_HEALS: ReadonlySet<QueryErrorCode> = new Set(['unauthorized', 'forbidden', 'invalidTarget']);

/** At the very first question these too mean a wrong address; later they may be a server that restarts. */
const WRONG_FROM_THE_START: ReadonlySet<QueryErrorCode> = new Set([...NEVER_HEALS, 'notFound', 'redirected']);

/** The error to end with at once; undefined where waiting may help. */
export function lastingError(error: QueryError, first: boolean): CliError | undefined {
  if (!(first ? WRONG_FROM_THE_START : NEVER_HEALS).has(error.code)) return undefined;
  return new CliError({ code: 'RR611', reason: error.message, hint: error.hint });
}

/** The same of an evaluation: only where such a failure leaves a service without a verdict. */
export function lastingFailure(evaluation: Evaluation, first: boolean): CliError | undefined {
  const unclear = evaluation.services.some(({ result }) => result.verdict === 'Inconclusive');
  if (!evaluation.unanswered && !unclear) return undefined;
  for (const { query, error } of evaluation.failures) {
    const lasting = error !== undefined && 'signal' in query.purpose ? lastingError(error, first) : undefined;
    if (lasting) return lasting;
  }
  return undefined;
}
