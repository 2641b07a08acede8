import { Option } from 'commander';
import type { AddCommand } from '../commandContext.ts';
import type { ExportOptions } from '../grafana/exportFiles.ts';
import { addObjectOptions, GRAFANA_HELP } from '../grafana/options.ts';

const HELP = `
File provisioning or Terraform of the same rules, contact points and dashboards that apply writes. Secrets stay names of
variables. Datasources are looked up in the Grafana that is named.
${GRAFANA_HELP}
Exit codes: 0 written, 3 could not be written.

Examples:
  $ release-risk export risk.yaml --grafana https://grafana.example.com --as hcl > risk.tf
  $ release-risk export risk.yaml --grafana https://grafana.example.com --out provisioning/
`;

/** `release-risk export MODEL` */
export const addExport: AddCommand = (program, context) => {
  const command = program
    .command('export')
    .description('write a model’s rules, contact points and dashboards as files')
    .argument('<model>', 'the model, YAML or JSON')
    .addOption(new Option('--as <form>', 'form of rules and contact points').choices(['yaml', 'hcl']).default('yaml'))
    .option('--out <folder>', 'where the files go (default: rules and contact points to stdout)');
  addObjectOptions(command)
    .addHelpText('after', HELP)
    .action(async (model: string, options: ExportOptions) => {
      const globals = context.globals(['text']);
      const { runExport } = await import('../grafana/exportFiles.ts');
      context.exit(await runExport(context.io, globals, model, options));
    });
};
