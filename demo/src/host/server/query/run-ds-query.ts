import { evaluateExpressions, type QueryAnswer } from '@release-risk/compiler/expressions/evaluate';
import { publicMessage, type Fault } from '@release-risk/compiler/expressions/faults';
import type { AskDatasource } from './ask.ts';
import { type AskedQuery, type DsQueryRequest, EXPRESSION_UID, uidOf } from './ds-query-body.ts';
import { framesOf, tableOf } from './frames.ts';
import { queryFor } from './query-for.ts';

export interface HttpAnswer {
  readonly status: number;
  readonly body: object;
}

/**
 * What Grafana's query service answers: frames or an error per refId, and 400 for the whole as soon as one failed.
 * With an expression among the queries all of them are evaluated together, and hidden ones are left out; without,
 * each is answered as its datasource does.
 */
export async function runDsQuery(
  request: DsQueryRequest,
  datasources: readonly { readonly uid: string; readonly type: string }[],
  ask: AskDatasource,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const types = new Map(datasources.map(({ uid, type }) => [uid, type]));
  const expressions = request.queries.filter((query) => uidOf(query) === EXPRESSION_UID);
  const queries = request.queries.filter((query) => uidOf(query) !== EXPRESSION_UID);
  const unknown = queries.find((query) => !types.has(uidOf(query)));
  if (unknown !== undefined) return refusal(404, 'Data source not found', 'datasources.notFound');
  const asked = await Promise.all(
    queries.map(async (query) => {
      const answer = await ask(queryFor(query, types.get(uidOf(query)) ?? '', request), signal);
      return { query, answer };
    }),
  );
  if (expressions.length > 0) {
    const inputs = Object.fromEntries(asked.map(({ query, answer }) => [query.refId, answer]));
    return evaluated(request, expressions, inputs);
  }
  return answerOf(asked.map(({ query, answer }) => [query.refId, alone(query, answer, request.to)]));
}

function evaluated(
  { queries, from, to }: DsQueryRequest,
  expressions: readonly AskedQuery[],
  inputs: Readonly<Record<string, QueryAnswer>>,
): HttpAnswer {
  const outcome = evaluateExpressions({
    nodes: expressions.map((model) => ({ refId: model.refId, model })),
    inputs,
    range: { from, to },
  });
  if (!outcome.ok) return refusedGraph(outcome.fault);
  const panic = [...outcome.value.values()].find((node) => !node.ok && node.fault.code === 'panic');
  if (panic !== undefined) return refusal(500, 'Internal Server Error', '');
  const hidden = new Set(queries.filter(({ hide }) => hide).map(({ refId }) => refId));
  return answerOf(
    [...outcome.value]
      .filter(([refId]) => !hidden.has(refId))
      .map(([refId, node]) => [
        refId,
        node.ok ? resultOf(refId, { type: 'values', values: node.value }) : failed(publicMessage(node.fault)),
      ]),
  );
}

/** A query without expressions: its datasource makes the frames, and can make them a table. */
function alone({ refId, format }: AskedQuery, answer: QueryAnswer, at: number): Result {
  return answer.type === 'values' && format === 'table'
    ? { status: 200, frames: tableOf(refId, answer.values, at) }
    : resultOf(refId, answer);
}

interface Result {
  readonly status: number;
  readonly error?: string;
  readonly frames: readonly object[];
}

function resultOf(refId: string, answer: QueryAnswer): Result {
  return answer.type === 'error' ? failed(answer.message) : { status: 200, frames: framesOf(refId, answer.values) };
}

function failed(error: string): Result {
  return { status: 500, error, frames: [] };
}

function answerOf(results: readonly (readonly [string, Result])[]): HttpAnswer {
  const status = results.some(([, { error }]) => error !== undefined) ? 400 : 200;
  return { status, body: { results: Object.fromEntries(results) } };
}

/** Grafana names what is wrong with an expression; of a graph it only says that it could not be read. */
function refusedGraph(fault: Fault): HttpAnswer {
  return fault.code.startsWith('sse.') || fault.code.startsWith('query.')
    ? refusal(400, publicMessage(fault), fault.code)
    : refusal(500, 'Query data error', '');
}

function refusal(statusCode: number, message: string, messageId: string): HttpAnswer {
  return { status: statusCode, body: { message, messageId, statusCode, traceID: '' } };
}
