import type { BindingOptions } from '../bindings/options.ts';
import { usageError } from '../errors.ts';
import type { GrafanaOptions } from '../grafana/options.ts';
import type { Io } from '../io.ts';

type AskingOptions = BindingOptions & GrafanaOptions & { readonly datasource: readonly string[] };

/**
 * Servers are asked themselves, or all of them through one Grafana: throws RR601 where the command line asks for both.
 * Bindings of the environment are for other runs and are left alone.
 */
export function requireOneWayToAsk({ env }: Io, options: AskingOptions): void {
  const { prometheus, loki, bindings, bind, grafana, datasource } = options;
  if (grafana === undefined) {
    if (datasource.length === 0) return;
    throw usageError('--datasource binds datasources of a Grafana, and none is named', 'Name it with --grafana URL.');
  }
  const said = [
    ['--prometheus', prometheus !== env['RELEASE_RISK_PROMETHEUS_URL']],
    ['--loki', loki !== env['RELEASE_RISK_LOKI_URL']],
    ['--bindings', bindings !== env['RELEASE_RISK_BINDINGS']],
    ['--bind', bind.length > 0],
  ] as const;
  const [first] = said.filter(([, given]) => given);
  if (first === undefined) return;
  throw usageError(
    `--grafana and ${first[0]} exclude each other`,
    'Grafana asks its own datasources: choose among them with --datasource name=uid.',
  );
}
