import type { DatasourceQuery } from './ask.ts';
import { type AskedQuery, type DsQueryRequest, uidOf } from './ds-query-body.ts';

/** Prometheus refuses more points than this in one series. */
const MOST_POINTS = 11_000;
const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1e3, m: 6e4, h: 3.6e6, d: 8.64e7 };

/** What Grafana's backend of Prometheus or Loki makes of a query: one moment or a range with a step. */
export function queryFor(query: AskedQuery, type: string, { from, to }: DsQueryRequest): DatasourceQuery {
  const least = Math.ceil((to - from) / MOST_POINTS);
  const stepMs = Math.max(query.intervalMs, durationMs(query.step ?? query.interval), least, 1);
  const range = type === 'loki' ? query.queryType !== 'instant' : query.range === true && query.instant !== true;
  const always = type === 'prometheus' && query.range === undefined && query.instant === undefined;
  const seconds = (ms: number) => `${String(Math.max(1, Math.round(ms / 1000)))}s`;
  return {
    refId: query.refId,
    uid: uidOf(query),
    expr: query.expr
      .replaceAll(/\$__rate_interval\b|\$\{__rate_interval\}/g, seconds(4 * stepMs))
      .replaceAll(/\$__interval\b|\$\{__interval\}/g, seconds(stepMs))
      .replaceAll(/\$__range\b|\$\{__range\}/g, seconds(to - from)),
    // Grafana aligns a range to its step, so that refreshing does not move the points.
    from: range || always ? Math.floor(from / stepMs) * stepMs : from,
    to: range || always ? Math.floor(to / stepMs) * stepMs : to,
    stepMs: range || always ? stepMs : undefined,
  };
}

function durationMs(text: string | undefined): number {
  const found = /^(\d+)(ms|s|m|h|d)$/.exec(text ?? '');
  return found === null ? 0 : Number(found[1]) * (UNIT_MS[found[2] ?? ''] ?? 0);
}
