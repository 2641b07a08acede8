import { apiClient } from './client.ts';
import type { JsonAnswer } from './client.ts';
import { openEnvelope } from './envelope.ts';
import { metadataOf } from './metricMetadata.ts';
import { queryApi } from './queryApi.ts';
import type { PrometheusSource } from './source.ts';
import type { SourceTarget } from './target.ts';
import type { Clock, Transport } from './transport.ts';

const ROOT = '/api/v1';

const dataOf = ({ json, redact }: JsonAnswer): unknown => openEnvelope(json, redact).data;

/**
 * A Prometheus-compatible server: Prometheus, Mimir, Thanos, VictoriaMetrics.
 * Throws a `QueryError` (`invalidTarget`) when the target cannot be asked; every method rejects with a `QueryError`.
 */
export function prometheusSource(target: SourceTarget, transport: Transport, clock: Clock): PrometheusSource {
  const client = apiClient(target, transport, clock);
  return {
    name: target.name,
    type: 'prometheus',
    ...queryApi(client, clock, { type: 'prometheus', root: ROOT, queryParams: [], buildInfo: dataOf }),

    metadata: (signal) =>
      client.ask(
        { path: `${ROOT}/metadata`, params: [], getOnly: true },
        (answer) => metadataOf(dataOf(answer)),
        signal,
      ),
  };
}
