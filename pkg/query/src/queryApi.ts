import type { ApiClient, JsonAnswer } from './client.ts';
import { openEnvelope, queryDataOf } from './envelope.ts';
import { EPOCH, joinValues, labelValuesLookUps, seriesLookUp } from './lookUps.ts';
import { joinParts, rangeParts } from './rangeParts.ts';
import { readiness } from './readiness.ts';
import { momentMs } from './requestTerms.ts';
import { labelSetsOf, matrixOf, samplesOf, textsOf } from './rows.ts';
import type { InstantAnswer, Series, Source } from './source.ts';
import type { SourceType } from './target.ts';
import type { Clock } from './transport.ts';

/** In what Prometheus' and Loki's otherwise equal query APIs differ. */
export interface Dialect {
  readonly type: SourceType;
  /** What stands before `/query`. */
  readonly root: string;
  /** Sent with every query. */
  readonly queryParams: readonly (readonly [string, string])[];
  /** Where the build information stands in its answer. */
  readonly buildInfo: (answer: JsonAnswer) => unknown;
}

type Shared = Pick<Source, 'instant' | 'range' | 'series' | 'labelValues' | 'ready'>;

/** The part of a source that is the same for both kinds of server. */
export function queryApi(client: ApiClient, clock: Clock, dialect: Dialect): Shared {
  const { type, root } = dialect;
  const time = EPOCH[type];

  const instant = async (query: string, at: number, signal?: AbortSignal): Promise<InstantAnswer> => {
    const path = `${root}/query`;
    const ms = client.guard(path, query, () => momentMs(at));
    const params = [['query', query] as const, ['time', time(ms)] as const, ...dialect.queryParams];
    const read = ({ json, redact, clockSkewMs }: JsonAnswer): InstantAnswer => {
      const data = queryDataOf(openEnvelope(json, redact));
      return { samples: samplesOf(data), warnings: data.warnings, clockSkewMs };
    };
    return client.ask({ path, query, params }, read, signal);
  };

  return {
    instant,

    async range(query, range, signal) {
      const path = `${root}/query_range`;
      const answers: (readonly Series[])[] = [];
      const warnings = new Set<string>();
      for (const part of client.guard(path, query, () => rangeParts(range))) {
        const params = [
          ['query', query] as const,
          ['start', time(part.fromMs)] as const,
          ['end', time(part.toMs)] as const,
          ['step', String(part.stepMs / 1000)] as const,
          ...dialect.queryParams,
        ];
        const read = ({ json, redact }: JsonAnswer) => {
          const data = queryDataOf(openEnvelope(json, redact));
          return { series: matrixOf(data), warnings: data.warnings };
        };
        const answer = await client.ask({ path, query, params }, read, signal);
        answers.push(answer.series);
        for (const warning of answer.warnings) warnings.add(warning);
      }
      return { series: joinParts(answers), warnings: [...warnings] };
    },

    async series(matchers, span, signal) {
      const query = matchers.join(', ');
      const { path, params } = client.guard(`${root}/series`, query, () => seriesLookUp(type, matchers, span));
      const read = ({ json, redact }: JsonAnswer) => labelSetsOf(openEnvelope(json, redact).data);
      return client.ask({ path: `${root}${path}`, query, params }, read, signal);
    },

    async labelValues(label, options = {}, signal) {
      const lookUps = client.guard(`${root}/label`, undefined, () => labelValuesLookUps(type, label, options));
      const read = ({ json, redact }: JsonAnswer) => textsOf(openEnvelope(json, redact).data);
      const answers: (readonly string[])[] = [];
      for (const { path, params, query } of lookUps) {
        answers.push(await client.ask({ path: `${root}${path}`, params, query, getOnly: true }, read, signal));
      }
      return joinValues(answers);
    },

    ready: (signal) =>
      readiness(client, () => instant('vector(1)', clock.now() / 1000, signal), {
        path: `${root}/status/buildinfo`,
        infoOf: dialect.buildInfo,
        signal,
      }),
  };
}
