import type { AddCommand } from '../commandContext.ts';
import type { ConsentOptions } from '../grafana/consent.ts';
import { addGrafanaOptions, GRAFANA_HELP, type GrafanaOptions } from '../grafana/options.ts';

const HELP = `
Deletes exactly what apply made, as its record in the overview dashboard says: never what others made, and what was
edited by hand only with --force or when asked. A contact point that another model uses and a folder that holds more stay.
${GRAFANA_HELP}
Exit codes: 0 gone, 1 not confirmed, 3 could not be deleted.

Examples:
  $ release-risk destroy risk.yaml --grafana https://grafana.example.com
`;

/** `release-risk destroy MODEL` */
export const addDestroy: AddCommand = (program, context) => {
  const command = program
    .command('destroy')
    .description('remove from Grafana what applying a model made')
    .argument('<model>', 'the model, YAML or JSON')
    .option('--yes', 'do not ask')
    .option('--force', 'also what was edited by hand');
  addGrafanaOptions(command)
    .addHelpText('after', HELP)
    .action(async (model: string, options: GrafanaOptions & ConsentOptions) => {
      const globals = context.globals(['text', 'json']);
      const { runDestroy } = await import('../grafana/runDestroy.ts');
      context.exit(await runDestroy(context.io, globals, model, options));
    });
};
