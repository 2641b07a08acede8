import { type Command, Option } from 'commander';

/** How the command line says where datasources are. */
export interface BindingOptions {
  readonly prometheus?: string;
  readonly loki?: string;
  /** `name=URL` */
  readonly bind: readonly string[];
  readonly bindings?: string;
}

/** Gathers an option that may be given several times. */
export function several(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

/** Adds the options that bind a model's logical datasources to servers. */
export function addBindingOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--prometheus <url>', 'server of every Prometheus datasource').env('RELEASE_RISK_PROMETHEUS_URL'),
    )
    .addOption(new Option('--loki <url>', 'server of every Loki datasource').env('RELEASE_RISK_LOKI_URL'))
    .option('--bind <name=url>', 'server of one logical datasource (repeatable)', several, [])
    .addOption(
      new Option('--bindings <file>', 'YAML file: addresses, credentials, tenants, certificates').env(
        'RELEASE_RISK_BINDINGS',
      ),
    );
}
