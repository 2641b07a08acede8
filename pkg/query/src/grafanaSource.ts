import { QueryError, type QueryFault } from './errors.ts';
import { FrameError, noticesInFrames, samplesInFrames, seriesInFrames } from './grafanaFrames.ts';
import { grafanaLookUps } from './grafanaLookUps.ts';
import type { GetResource } from './grafanaResource.ts';
import { positionIn } from './serverMessage.ts';
import type { PrometheusSource, Source } from './source.ts';
import type { SourceType } from './target.ts';

/** What one query or expression answered. */
export interface GrafanaNode {
  readonly frames: readonly unknown[];
  readonly error: string | undefined;
}

/** A request as a whole: nodes by refId, or why Grafana gave none. */
export type GrafanaAnswer =
  | { readonly ok: true; readonly nodes: Readonly<Record<string, GrafanaNode>> }
  | { readonly ok: false; readonly reason: string; readonly hint: string };

/** Body of `POST /api/ds/query`; times are epoch milliseconds as text. */
export interface GrafanaQuery {
  readonly from: string;
  readonly to: string;
  readonly queries: readonly Readonly<Record<string, unknown>>[];
}

/** Sends a request to the one Grafana; never rejects but on abort. */
export type PostQuery = (query: GrafanaQuery, signal?: AbortSignal) => Promise<GrafanaAnswer>;

/** A datasource of Grafana under the logical name that models use. */
export interface GrafanaBinding {
  readonly name: string;
  readonly type: SourceType;
  readonly uid: string;
}

/** Instant queries are asked at the end of the range; its length only has to be there. */
const RANGE_MS = 600_000;
const LONGEST_STEP_COUNT = 11_000;

/** One query as Grafana's datasources for Prometheus and Loki read it. */
export function instantTarget(
  refId: string,
  { type, uid }: GrafanaBinding,
  expr: string,
): Readonly<Record<string, unknown>> {
  const common = { refId, datasource: { type, uid }, expr, intervalMs: 1000, maxDataPoints: 43_200 };
  return type === 'loki' ? { ...common, queryType: 'instant' } : { ...common, instant: true, range: false };
}

/** The body that asks everything at one moment (epoch seconds). */
export function momentQuery(queries: GrafanaQuery['queries'], at: number): GrafanaQuery {
  const to = Math.round(at * 1000);
  return { from: String(to - RANGE_MS), to: String(to), queries };
}

/**
 * A datasource asked through Grafana, by its own credentials and network. Without `get` it only runs queries; label and
 * series look-ups are then refused as `invalidRequest`.
 */
export function grafanaSource(binding: GrafanaBinding, post: PostQuery, get: GetResource = NO_RESOURCES): Source {
  return asking(binding, post, get);
}

/** A Prometheus asked through Grafana, with what it knows of its metrics. */
export function grafanaPrometheus(
  binding: GrafanaBinding & { readonly type: 'prometheus' },
  post: PostQuery,
  get: GetResource,
): PrometheusSource {
  return { ...asking(binding, post, get), type: 'prometheus' };
}

const NO_RESOURCES: GetResource = () =>
  Promise.resolve({
    ok: false,
    status: undefined,
    words: '',
    reason: 'Grafana runs queries and lists no labels',
    hint: 'Ask the server itself.',
  });

function asking(
  binding: GrafanaBinding,
  post: PostQuery,
  get: GetResource,
): Source & Pick<PrometheusSource, 'metadata'> {
  const { name, type, uid } = binding;
  const error = (fault: QueryFault, query: string | undefined, serverMessage?: string) =>
    new QueryError(fault, {
      datasource: name,
      type,
      url: `Grafana datasource ${uid}`,
      query,
      serverMessage,
      position: fault.code === 'badQuery' ? positionIn(serverMessage ?? '') : undefined,
      attempts: 1,
    });
  const ask = async <T>(
    query: GrafanaQuery,
    text: string,
    read: (frames: readonly unknown[]) => T,
    signal: AbortSignal | undefined,
  ): Promise<{ readonly value: T; readonly warnings: readonly string[] }> => {
    if (signal?.aborted === true) throw error({ code: 'aborted' }, text);
    const answer = await post(query, signal);
    if (!answer.ok) throw error({ code: 'invalidRequest', problem: answer.reason, remedy: answer.hint }, text);
    const node = answer.nodes['A'];
    if (node?.error !== undefined) throw error({ code: 'badQuery' }, text, node.error);
    try {
      return { value: read(node?.frames ?? []), warnings: noticesInFrames(node?.frames ?? []) };
    } catch (thrown) {
      if (!(thrown instanceof FrameError)) throw thrown;
      throw error({ code: 'unexpectedShape', problem: thrown.message }, text);
    }
  };
  return {
    name,
    type,
    async instant(query, at, signal) {
      const request = momentQuery([instantTarget('A', binding, query)], at);
      const { value, warnings } = await ask(request, query, samplesInFrames, signal);
      return { samples: value, warnings, clockSkewMs: undefined };
    },
    async range(query, { from, to, step }, signal) {
      const common = {
        refId: 'A',
        datasource: { type, uid },
        expr: query,
        intervalMs: step * 1000,
        maxDataPoints: LONGEST_STEP_COUNT,
      };
      const target =
        type === 'loki'
          ? { ...common, queryType: 'range', step: `${String(step)}s` }
          : { ...common, instant: false, range: true, interval: `${String(step)}s` };
      const request = { from: String(Math.round(from * 1000)), to: String(Math.round(to * 1000)), queries: [target] };
      const { value, warnings } = await ask(request, query, seriesInFrames, signal);
      return { series: value, warnings };
    },
    ...grafanaLookUps(binding, get, error),
    async ready(signal) {
      await ask(momentQuery([instantTarget('A', binding, 'vector(1)')], 0), 'vector(1)', samplesInFrames, signal);
      return { product: 'Grafana', version: undefined, revision: undefined, clockSkewMs: undefined };
    },
  };
}
