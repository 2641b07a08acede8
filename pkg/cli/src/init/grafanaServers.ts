import { bindDatasources } from '@release-risk/apply/bindDatasources';
import { listDatasources, type Datasource } from '@release-risk/grafana/api/datasources';
import { datasourceResource } from '@release-risk/grafana/api/datasourceResource';
import { answeringQueries } from '@release-risk/grafana/api/evaluation';
import type { RiskModel } from '@release-risk/model/model';
import type { Servers } from '@release-risk/propose/propose';
import { grafanaSources } from '@release-risk/query/grafanaExecutor';
import { CliError } from '../errors.ts';
import { namedDatasources } from '../grafana/namedDatasources.ts';
import { openGrafana } from '../grafana/openGrafana.ts';
import type { GrafanaOptions } from '../grafana/options.ts';
import { telling } from '../grafana/told.ts';
import type { Io } from '../io.ts';

const DATASOURCES: RiskModel['datasources'] = { metrics: { type: 'prometheus' }, logs: { type: 'loki' } };

/**
 * The datasources of a Grafana to look at: those that `--datasource metrics=uid` and `logs=uid` name, or without any
 * the only Prometheus and the only Loki. Throws CliError.
 */
export async function grafanaServers(
  io: Io,
  options: GrafanaOptions & { readonly datasource: readonly string[] },
): Promise<Servers> {
  return telling(async () => {
    const named = namedDatasources(Object.keys(DATASOURCES), options.datasource, 'init');
    const client = await openGrafana(io, options);
    const there = await listDatasources(client);
    const bindings = bindDatasources(there, lookedAt(there, Object.keys(named)), named, {});
    const sources = grafanaSources(bindings, answeringQueries(client), datasourceResource(client));
    return { metrics: sources.get('metrics'), logs: sources.get('logs') };
  });
}

function lookedAt(there: readonly Datasource[], named: readonly string[]): RiskModel['datasources'] {
  const wanted = Object.entries(DATASOURCES).filter(([name, { type }]) =>
    named.length > 0 ? named.includes(name) : there.some((one) => one.type === type),
  );
  if (wanted.length > 0) return Object.fromEntries(wanted);
  throw new CliError({
    code: 'RR611',
    reason: 'Grafana has no datasource of Prometheus or Loki',
    hint: 'Add one to Grafana first, or start from a preset: release-risk init --list.',
  });
}
