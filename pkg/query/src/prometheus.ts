import { z } from 'zod';
import { apiClient } from './client.ts';
import type { ApiRequest, JsonAnswer } from './client.ts';
import { openEnvelope, shapeFailure } from './envelope.ts';
import { queryApi } from './queryApi.ts';
import { escapedLabelName, momentMs } from './requestTerms.ts';
import { textsOf } from './rows.ts';
import type { MetricMetadata, PrometheusSource } from './source.ts';
import type { SourceTarget } from './target.ts';
import type { Clock, Transport } from './transport.ts';

const ROOT = '/api/v1';

/** Seconds as Prometheus writes them; whole milliseconds, so no exponent ever. */
const secondsOf = (ms: number): string => String(ms / 1000);

const dataOf = ({ json, redact }: JsonAnswer): unknown => openEnvelope(json, redact).data;

const METADATA = z.record(
  z.string(),
  z.array(z.object({ type: z.string().nullish(), help: z.string().nullish() })).nullish(),
);

/** The first description of each metric: several differ only where its targets disagree. */
function metadataOf(data: unknown): ReadonlyMap<string, MetricMetadata> {
  const parsed = METADATA.safeParse(data ?? {});
  if (!parsed.success) throw shapeFailure('data', parsed.error);
  const found = new Map<string, MetricMetadata>();
  for (const [metric, descriptions] of Object.entries(parsed.data)) {
    const first = descriptions?.[0];
    if (first !== undefined) found.set(metric, { type: first.type ?? 'unknown', help: first.help ?? '' });
  }
  return found;
}

/**
 * A Prometheus-compatible server: Prometheus, Mimir, Thanos, VictoriaMetrics.
 * Throws a `QueryError` (`invalidTarget`) when the target cannot be asked; every method rejects with a `QueryError`.
 */
export function prometheusSource(target: SourceTarget, transport: Transport, clock: Clock): PrometheusSource {
  const client = apiClient(target, transport, clock);
  return {
    name: target.name,
    type: 'prometheus',
    ...queryApi(client, clock, { root: ROOT, time: secondsOf, queryParams: [], buildInfo: dataOf }),

    async labelValues(label, options = {}, signal) {
      const request = client.guard(`${ROOT}/label`, undefined, (): ApiRequest => {
        const params: (readonly [string, string])[] = (options.matchers ?? []).map((text) => ['match[]', text]);
        if (options.from !== undefined) params.push(['start', secondsOf(momentMs(options.from))]);
        if (options.to !== undefined) params.push(['end', secondsOf(momentMs(options.to))]);
        return { path: `${ROOT}/label/${escapedLabelName(label)}/values`, params, getOnly: true };
      });
      return client.ask(request, (answer) => textsOf(dataOf(answer)), signal);
    },

    metadata: (signal) =>
      client.ask(
        { path: `${ROOT}/metadata`, params: [], getOnly: true },
        (answer) => metadataOf(dataOf(answer)),
        signal,
      ),
  };
}
