import type { Datasource } from '@release-risk/grafana/api/datasources';

const MOST = 8;

/** `prom-main (Prometheus), loki (Logs)`: the first of them, for a sentence. */
export function datasourceList(datasources: readonly Datasource[]): string {
  return datasources
    .slice(0, MOST)
    .map(({ uid, name }) => `${uid} (${name})`)
    .join(', ');
}
