import type { Finding } from '../diagnostics/diagnostic.ts';
import { parseQuery } from '../queryText/parseQuery.ts';
import type { Parts, PlacedSignal } from './parts.ts';
import { toLimit } from './toModel.ts';

/** Whether the samples of a signal can tell silence from health. */
export function sampleFindings(parts: Parts, { signal, index }: PlacedSignal): Finding[] {
  const path = ['signals', index];
  if (!signal.samples) {
    if (signal.empty !== 'zero') return [];
    return [
      {
        code: 'RR410',
        path: [...path, 'empty'],
        message: '`empty: zero` cannot tell "no errors" from "no data" without a samples query',
        hint: 'Add samples.query: all requests, of which the errors are a part.',
      },
    ];
  }
  const type = parts.datasources?.[signal.datasource];
  const limit = toLimit(signal.limit);
  const lowerIsWorse = signal.worse === 'lower' || limit.kind === 'below';
  if (!type || !lowerIsWorse) return [];
  const own = parseQuery(type, signal.query);
  const counted = parseQuery(type, signal.samples.query);
  if (!own.ok || !counted.ok) return [];
  const shared = counted.query.sources().find((source) => own.query.sources().includes(source));
  if (shared === undefined) return [];
  return [
    {
      code: 'RR409',
      path: [...path, 'samples', 'query'],
      message: `Lower is worse here, and the samples count ${shared} itself: an outage would be missing instead of red`,
      hint: 'Count scrapes instead: sum by (service) (count_over_time(up{...}[5m])).',
      within: 0,
    },
  ];
}
