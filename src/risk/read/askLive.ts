import { SERVICES_AT_MOST } from '@release-risk/compiler/emit/dashboards/dashboardChecks';
import { recordingDatasource } from '@release-risk/compiler/emit/dashboards/recordedScore';
import type { FrozenAt } from '@release-risk/compiler/frozen';
import { answeringQueries } from '@release-risk/grafana/api/evaluation';
import { GrafanaError, type GrafanaErrorCode } from '@release-risk/grafana/errors';
import type { Identity, RiskModel } from '@release-risk/model/model';
import { discoverServices } from '@release-risk/query/discover';
import { QueryError } from '@release-risk/query/errors';
import { executeInGrafana, grafanaSources, type GrafanaBindings } from '@release-risk/query/grafanaExecutor';
import type { PostQuery } from '@release-risk/query/grafanaSource';
import type { Host } from '../host.ts';
import type { Judged } from '../judged.ts';
import type { Problem } from '../problems.ts';
import { askRecorded } from './askRecorded.ts';
import { judge } from './judge.ts';
import { planOf } from './planOf.ts';
import { ProblemError } from './problemError.ts';

/** A model to be asked through Grafana's query service. */
export interface LiveQuestion {
  readonly model: RiskModel;
  readonly bindings: GrafanaBindings;
  /** Undefined: all services of the model. */
  readonly service: Identity | undefined;
  /** What deployments froze. */
  readonly frozen: readonly FrozenAt[];
  /** Epoch seconds. */
  readonly at: number;
}

/** After these the next query would not be answered either: Grafana itself, or what stands before it, is not there. */
const GONE: readonly GrafanaErrorCode[] = ['unreachable', 'timeout', 'notJson', 'redirected', 'rateLimited'];
const BEFORE_GRAFANA = [502, 503, 504];

/**
 * Sends queries as the user. That this user may not query at all, or that Grafana does not answer at all, is a problem
 * of its own: no other query is tried then.
 */
export function postingQueries(host: Host, signal: AbortSignal): PostQuery {
  const post = answeringQueries(host.client(signal), (error) => fatal(error) !== undefined);
  return (query) =>
    post(query).catch((error: unknown) => {
      const problem = error instanceof GrafanaError ? fatal(error) : undefined;
      throw problem === undefined ? error : new ProblemError(problem);
    });
}

function fatal({ code, context, message, hint }: GrafanaError): Problem | undefined {
  if (code === 'forbidden' || code === 'unauthorized') return { code: 'RR706', name: 'mayNotQuery', detail: message };
  if (!GONE.includes(code) && !BEFORE_GRAFANA.includes(context.status ?? 0)) return undefined;
  return { code: 'RR710', name: 'nothingAnswered', reasons: [message], hint };
}

/** A model, judged by readings asked right now. The number of requests does not depend on the services. */
export async function askLive(host: Host, question: LiveQuestion, signal: AbortSignal): Promise<Judged> {
  const { model, bindings, frozen, at } = question;
  const post = postingQueries(host, signal);
  const services = question.service === undefined ? await allServices(question, post, signal) : [question.service];
  const recording = recordingDatasource(model);
  const binding = recording === undefined ? undefined : bindings[recording];
  if (services.length > SERVICES_AT_MOST && binding !== undefined) return askRecorded(model, binding, post, at, signal);
  const scored = services.slice(0, SERVICES_AT_MOST);
  const plan = planOf(model, scored, frozen);
  const { execution, engine } = await executeInGrafana(plan, bindings, post, at, signal);
  const warnings = leftOut(services.length, scored.length);
  return judge({ model, plan, execution, engine, origin: 'live', warnings });
}

/** The sentence that tells how many services are too many to be scored at once. */
export function leftOut(services: number, scored: number): readonly string[] {
  if (services === scored) return [];
  const left = `${String(services - scored)} of ${String(services)} services are not shown`;
  return [`${left}: without recording rules a panel scores at most ${String(SERVICES_AT_MOST)} at once`];
}

/** The services of a model, listed or discovered. Throws ProblemError. */
export async function allServices(
  { model, bindings, at }: Pick<LiveQuestion, 'model' | 'bindings' | 'at'>,
  post: PostQuery,
  signal: AbortSignal,
): Promise<readonly Identity[]> {
  try {
    const found = await discoverServices(model, grafanaSources(bindings, post), at, signal);
    if (found.ok) return found.services;
    throw new ProblemError({ code: 'RR708', name: 'noServices', reason: found.reason, hint: found.hint });
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    throw new ProblemError({ code: 'RR708', name: 'noServices', reason: error.message, hint: error.hint });
  }
}
