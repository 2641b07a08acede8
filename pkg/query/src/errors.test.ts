import { describe, expect, it } from 'vitest';
import { QueryError } from './errors.ts';
import type { QueryErrorCode, QueryErrorContext, QueryFault } from './errors.ts';

/** One fault per code; the type makes a new code without a row here an error. */
const FAULTS: { readonly [C in QueryErrorCode]: QueryFault<C> } = {
  invalidTarget: { code: 'invalidTarget', problem: 'its URL is not one', remedy: 'Give the address.' },
  invalidRequest: { code: 'invalidRequest', problem: 'no step', remedy: 'Give one.' },
  unreachable: { code: 'unreachable', cause: 'dns', detail: 'ENOTFOUND' },
  timeout: { code: 'timeout', waitedMs: 10_000, by: 'client' },
  aborted: { code: 'aborted' },
  unauthorized: { code: 'unauthorized' },
  forbidden: { code: 'forbidden' },
  notFound: { code: 'notFound' },
  redirected: { code: 'redirected', location: undefined },
  badQuery: { code: 'badQuery' },
  queryLimit: { code: 'queryLimit' },
  queryTooLong: { code: 'queryTooLong' },
  tooLarge: { code: 'tooLarge', maxBytes: 1024 },
  rateLimited: { code: 'rateLimited', retryAfterMs: 1_500 },
  serverError: { code: 'serverError' },
  unexpectedStatus: { code: 'unexpectedStatus' },
  notJson: { code: 'notJson', problem: 'its answer is empty' },
  unexpectedShape: { code: 'unexpectedShape', problem: 'row 7: not an object' },
  wrongResultType: { code: 'wrongResultType', found: 'log lines', remedy: 'Wrap it.' },
};
const CONTEXT: QueryErrorContext = {
  datasource: 'main',
  type: 'prometheus',
  url: 'https://x/api/v1/query',
  query: 'sum(\n  rate(x[5m])\n)',
  status: 400,
  serverMessage: 'the words of the server',
  attempts: 3,
};

describe('The catalogue of query errors', () => {
  it.each(Object.values(FAULTS))('tells $code in whole sentences: what, what to do, where', (fault) => {
    for (const type of ['prometheus', 'loki'] as const) {
      const error = new QueryError(fault, { ...CONTEXT, type });
      expect(error.message).toMatch(/^(Prometheus|Loki) "main" .*[.!?]$/);
      expect(error.hint).toMatch(/^\S.{3,}[.!?]$/);
      expect(String(error)).toBe(
        `${error.message} ${error.hint} (https://x/api/v1/query, HTTP 400, 3 attempts, ${fault.code}) Query: sum( rate(x[5m]) )`,
      );
    }
  });

  it('repeats the words of the server where it has any, and its Retry-After', () => {
    expect(new QueryError(FAULTS.badQuery, CONTEXT).message).toBe(
      'Prometheus "main" cannot run the query: the words of the server.',
    );
    expect(new QueryError(FAULTS.badQuery, { ...CONTEXT, serverMessage: undefined }).message).toBe(
      'Prometheus "main" cannot run the query.',
    );
    expect(new QueryError(FAULTS.rateLimited, CONTEXT).message).toContain('(again in 1.5 s)');
  });

  it('shortens a long query, and leaves out what is not known', () => {
    const long = new QueryError(FAULTS.timeout, { ...CONTEXT, query: 'x'.repeat(5_000) });
    expect(String(long).length).toBeLessThan(700);
    expect(long.query).toHaveLength(5_000);
    const bare = new QueryError(FAULTS.aborted, { datasource: 'main', type: 'loki', url: 'http://x', attempts: 0 });
    expect(String(bare)).toMatch(/\(http:\/\/x, aborted\)$/);
  });
});
