import { apiClient } from './client.ts';
import type { ApiRequest } from './client.ts';
import { openEnvelope } from './envelope.ts';
import { queryApi } from './queryApi.ts';
import { lokiLabelName, momentMs } from './requestTerms.ts';
import { textsOf } from './rows.ts';
import type { LokiSource } from './source.ts';
import type { SourceTarget } from './target.ts';
import type { Clock, Transport } from './transport.ts';

const ROOT = '/loki/api/v1';

/** Loki's times are nanoseconds, too large for a number: as text, from whole milliseconds. */
const nanoseconds = (ms: number): string => String(BigInt(ms) * 1_000_000n);

/**
 * A Loki server, asked for numbers: log queries are refused with how to make a metric query of them.
 * Throws a `QueryError` (`invalidTarget`) when the target cannot be asked; every method rejects with a `QueryError`.
 */
export function lokiSource(target: SourceTarget, transport: Transport, clock: Clock): LokiSource {
  const client = apiClient(target, transport, clock);
  return {
    name: target.name,
    type: 'loki',
    ...queryApi(client, clock, {
      root: ROOT,
      time: nanoseconds,
      queryParams: [['direction', 'forward']],
      buildInfo: (answer) => answer.json,
    }),

    async labelValues(label, options = {}, signal) {
      // Loki takes one selector per request; several mean any of them.
      const requests = client.guard(`${ROOT}/label`, undefined, (): readonly ApiRequest[] => {
        const path = `${ROOT}/label/${lokiLabelName(label)}/values`;
        const times: (readonly [string, string])[] = [];
        if (options.from !== undefined) times.push(['start', nanoseconds(momentMs(options.from))]);
        if (options.to !== undefined) times.push(['end', nanoseconds(momentMs(options.to))]);
        const matchers = options.matchers ?? [];
        if (matchers.length === 0) return [{ path, params: times, getOnly: true }];
        return matchers.map((query) => ({ path, query, params: [...times, ['query', query]], getOnly: true }));
      });
      const found = new Set<string>();
      for (const request of requests) {
        const values = await client.ask(
          request,
          ({ json, redact }) => textsOf(openEnvelope(json, redact).data),
          signal,
        );
        for (const value of values) found.add(value);
      }
      return requests.length === 1 ? [...found] : [...found].sort();
    },
  };
}
