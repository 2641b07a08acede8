import type { AlertQuery } from '@release-risk/compiler/emit/grafana/ruleGroup';
import { z } from 'zod';
import type { GrafanaClient } from '../client.ts';
import { GrafanaError } from '../errors.ts';

const RESULT = z.object({
  status: z.number().nullish(),
  error: z.string().optional(),
  frames: z.array(z.unknown()).nullish(),
});
const RESULTS = z.object({ results: z.record(z.string(), RESULT) });

/** What one node of a request answered: frames as they came, or why not. */
export interface NodeResult {
  readonly frames: readonly unknown[];
  readonly error: string | undefined;
}

export type NodeResults = Readonly<Record<string, NodeResult>>;

/** A request of `/api/ds/query`; times are epoch milliseconds as text, or such as `now-5m`. */
export interface DataQuery {
  readonly from: string;
  readonly to: string;
  readonly queries: readonly Readonly<Record<string, unknown>>[];
}

/**
 * Runs queries and expressions by the engine that evaluates the rules. A query that fails makes Grafana answer 400
 * with the good results in the body: those are kept, the failed ones say why.
 */
export async function runQueries(client: GrafanaClient, query: DataQuery): Promise<NodeResults> {
  const request = { operation: 'query', path: '/api/ds/query', body: query, alsoReads: [400, 500] } as const;
  const answer = await client.read(request, z.union([RESULTS, z.object({ message: z.string() })]));
  if ('results' in answer) return resultsOf(answer);
  throw new GrafanaError(
    { code: 'badRequest' },
    { url: client.url, operation: 'query', serverMessage: answer.message },
  );
}

/** The answer to a request as a whole: nodes by refId, or why Grafana gave none. */
export type QueryAnswer =
  | { readonly ok: true; readonly nodes: NodeResults }
  | { readonly ok: false; readonly reason: string; readonly hint: string };

/**
 * As `runQueries`, but what Grafana refuses as a whole is an answer, too, unless `isFatal` says that nothing else will
 * be answered either.
 */
export function answeringQueries(
  client: GrafanaClient,
  isFatal: (error: GrafanaError) => boolean = () => false,
): (query: DataQuery) => Promise<QueryAnswer> {
  return async (query) => {
    try {
      return { ok: true, nodes: await runQueries(client, query) };
    } catch (error) {
      if (!(error instanceof GrafanaError) || isFatal(error)) throw error;
      return { ok: false, reason: error.message, hint: error.hint };
    }
  };
}

/** Evaluates the nodes of a rule as of `now` (ISO 8601), without saving it. */
export async function evaluateNodes(
  client: GrafanaClient,
  rule: { readonly condition: string; readonly data: readonly AlertQuery[] },
  now: string,
): Promise<NodeResults> {
  const body = { condition: rule.condition, data: rule.data, now };
  return resultsOf(await client.read({ operation: 'evaluateRule', path: '/api/v1/eval', body }, RESULTS));
}

function resultsOf({ results }: z.output<typeof RESULTS>): NodeResults {
  return Object.fromEntries(
    Object.entries(results).map(([refId, { frames, error }]) => [
      refId,
      { frames: frames ?? [], error: error === undefined || error === '' ? undefined : error },
    ]),
  );
}
