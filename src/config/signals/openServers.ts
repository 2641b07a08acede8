import { datasourceResource } from '@release-risk/grafana/api/datasourceResource';
import type { Servers } from '@release-risk/propose/propose';
import { grafanaPrometheus, grafanaSource } from '@release-risk/query/grafanaSource';
import type { Source } from '@release-risk/query/source';
import type { Host, HostDatasource } from '../../risk/host.ts';
import { postingQueries } from '../../risk/read/askLive.ts';

/** A datasource of this Grafana, asked as the user, under the logical name of a model. */
export function openSource(host: Host, name: string, { type, uid }: HostDatasource, signal: AbortSignal): Source {
  const post = postingQueries(host, signal);
  const get = datasourceResource(host.client(signal));
  return type === 'prometheus'
    ? grafanaPrometheus({ name, type, uid }, post, get)
    : grafanaSource({ name, type, uid }, post, get);
}

/** What is looked at for proposals: at most one of each kind. */
export function openServers(
  host: Host,
  { metrics, logs }: { readonly metrics: HostDatasource | undefined; readonly logs: HostDatasource | undefined },
  signal: AbortSignal,
): Servers {
  return {
    metrics: metrics && openSource(host, 'metrics', metrics, signal),
    logs: logs && openSource(host, 'logs', logs, signal),
  };
}
