import type { AddCommand } from '../commandContext.ts';
import { addObjectOptions, GRAFANA_HELP, type ObjectOptions } from '../grafana/options.ts';

const HELP = `
Each object is to create, update or delete, unchanged, edited by hand, or someone else's; below it stands, field by
field, what is there and what there would be.
${GRAFANA_HELP}
Exit codes: 0 no difference, 1 a difference, 3 could not be compared.

Examples:
  $ release-risk diff risk.yaml --grafana https://grafana.example.com
`;

/** `release-risk diff MODEL` */
export const addDiff: AddCommand = (program, context) => {
  const command = program
    .command('diff')
    .description('show what applying a model would change in Grafana, and what was edited by hand')
    .argument('<model>', 'the model, YAML or JSON');
  addObjectOptions(command)
    .addHelpText('after', HELP)
    .action(async (model: string, options: ObjectOptions) => {
      const globals = context.globals(['text', 'json']);
      const { runDiff } = await import('../grafana/runDiff.ts');
      context.exit(await runDiff(context.io, globals, model, options));
    });
};
