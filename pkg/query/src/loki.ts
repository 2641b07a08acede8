import { apiClient } from './client.ts';
import { queryApi } from './queryApi.ts';
import type { LokiSource } from './source.ts';
import type { SourceTarget } from './target.ts';
import type { Clock, Transport } from './transport.ts';

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
      type: 'loki',
      root: '/loki/api/v1',
      queryParams: [['direction', 'forward']],
      buildInfo: (answer) => answer.json,
    }),
  };
}
