import type { Signal } from '@release-risk/model/model';
import type { GrafanaBinding } from './grafanaSource.ts';

/** As Grafana writes the ends of a range: such as `now-1h`, or epoch milliseconds as text. */
export interface GrafanaRange {
  readonly from: string;
  readonly to: string;
}

/** Path and parameters of Grafana's Explore with a signal's own query over a range. */
export function explorePath(signal: Signal, { type, uid }: GrafanaBinding, range: GrafanaRange): string {
  const how = type === 'loki' ? { queryType: 'range' } : { range: true, instant: false };
  const query = { refId: 'A', datasource: { type, uid }, editorMode: 'code', expr: signal.query, ...how };
  const panes = JSON.stringify({ risk: { datasource: uid, queries: [query], range } });
  return `/explore?${new URLSearchParams({ schemaVersion: '1', panes }).toString()}`;
}
