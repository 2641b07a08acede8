import { openEnvelope } from './envelope.ts';
import type { QueryError, QueryFault } from './errors.ts';
import { Failure } from './failure.ts';
import type { GetResource, ResourceAnswer } from './grafanaResource.ts';
import { joinValues, labelValuesLookUps, seriesLookUp, type LookUp } from './lookUps.ts';
import { metadataOf } from './metricMetadata.ts';
import { labelSetsOf, textsOf } from './rows.ts';
import type { PrometheusSource } from './source.ts';
import type { SourceType } from './target.ts';

type LookUpsOfSource = Pick<PrometheusSource, 'series' | 'labelValues' | 'metadata'>;

/** A fault with the datasource, and the query and the words of the server it belongs to. */
export type ErrorOf = (fault: QueryFault, query: string | undefined, serverMessage?: string) => QueryError;

/** What stands before the path in a resource of a datasource: Grafana puts Loki's own root before it, Prometheus' not. */
const ROOTS: Readonly<Record<SourceType, string>> = { prometheus: '/api/v1', loki: '' };

/** Label and series look-ups through Grafana's resources of a datasource. They all reject with what `errorOf` makes. */
export function grafanaLookUps(
  { type, uid }: { readonly type: SourceType; readonly uid: string },
  get: GetResource,
  errorOf: ErrorOf,
): LookUpsOfSource {
  const guarded = <T>(query: string | undefined, body: () => T): T => {
    try {
      return body();
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown;
      throw errorOf(thrown.fault, query, thrown.seen.serverMessage);
    }
  };
  const ask = async <T>(
    { path, params, query }: LookUp,
    read: (data: unknown) => T,
    signal: AbortSignal | undefined,
  ): Promise<T> => {
    const stopIfAborted = () => {
      if (signal?.aborted === true) throw errorOf({ code: 'aborted' }, query);
    };
    stopIfAborted();
    const answer = await get(uid, `${ROOTS[type]}${path}`.slice(1), params, signal);
    stopIfAborted();
    if (!answer.ok) throw errorOf(faultOf(answer), query, answer.words);
    return guarded(query, () => read(openEnvelope(answer.body, (text) => text).data));
  };
  return {
    async series(matchers, span, signal) {
      const lookUp = guarded(matchers.join(', '), () => seriesLookUp(type, matchers, span));
      return ask(lookUp, labelSetsOf, signal);
    },
    async labelValues(label, options = {}, signal) {
      const answers: (readonly string[])[] = [];
      for (const lookUp of guarded(undefined, () => labelValuesLookUps(type, label, options))) {
        answers.push(await ask(lookUp, textsOf, signal));
      }
      return joinValues(answers);
    },
    metadata: async (signal) => ask({ path: '/metadata', params: [] }, metadataOf, signal),
  };
}

/** The server's own refusals as if it was asked itself; those of Grafana in Grafana's words. */
function faultOf({ status, reason, hint }: Extract<ResourceAnswer, { readonly ok: false }>): QueryFault {
  if (status === 400 || status === 422) return { code: 'badQuery' };
  if (status === 404) return { code: 'notFound' };
  return { code: 'invalidRequest', problem: reason, remedy: hint };
}
