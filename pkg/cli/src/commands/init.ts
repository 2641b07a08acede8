import type { AddCommand } from '../commandContext.ts';
import { addBindingOptions } from '../bindings/options.ts';
import { addGrafanaSource, GRAFANA_HELP } from '../grafana/options.ts';
import type { InitOptions } from '../init/runInit.ts';

const HELP = `
Without a server a preset for conventional metric names is written. With --prometheus and --loki it looks at what is
there with a few small requests, and proposes only signals that return data right now, with limits made of their past.
With --grafana it looks through that Grafana's datasources: its only Prometheus and its only Loki, or those that
--datasource metrics=uid and --datasource logs=uid name. RELEASE_RISK_GRAFANA_URL alone does not choose this.
What was found, and what was left out and why, is told on stderr.
${GRAFANA_HELP.trim()}
Exit codes: 0 written, 3 nothing to propose, the server cannot be asked, or the file exists already.

Examples:
  $ release-risk init --list
  $ release-risk init --preset spring --name lead-api --out risk.yaml
  $ release-risk init --prometheus http://localhost:9090 --service lead-api --out risk.yaml
  $ release-risk init --grafana https://grafana.example.com --datasource metrics=prom-main --out risk.yaml
`;

/** `release-risk init` */
export const addInit: AddCommand = (program, context) => {
  const command = program
    .command('init')
    .description('write a commented starter model, from a preset or from what a server has')
    .option('--preset <name>', 'which starter (see --list)')
    .option('--list', 'list the presets')
    .option('--name <name>', 'name of the model; with a preset also of the service')
    .option('--service <name>', 'the one service the model is about')
    .option('--identity <labels>', 'labels that name a service, such as service or namespace,app')
    .option('--out <file>', 'write to this file instead of stdout')
    .option('--force', 'overwrite an existing file', false);
  addGrafanaSource(addBindingOptions(command))
    .addHelpText('after', HELP)
    .action(async (options: InitOptions) => {
      const globals = context.globals(['text']);
      const { runInit } = await import('../init/runInit.ts');
      context.exit(await runInit(context.io, globals, options));
    });
};
