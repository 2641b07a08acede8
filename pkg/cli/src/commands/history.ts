import type { AddCommand } from '../commandContext.ts';
import { addObjectOptions, GRAFANA_HELP } from '../grafana/options.ts';
import type { HistoryOptions } from '../grafana/runHistory.ts';

const HELP = `
The overview dashboard of a model carries the model as it was applied; its versions in Grafana are the history.
--undo applies a version again, with all checks and questions of apply.
${GRAFANA_HELP}
Exit codes: 0 listed or applied, 1 not confirmed, 3 could not be read or applied.

Examples:
  $ release-risk history risk.yaml --grafana https://grafana.example.com
  $ release-risk history risk.yaml --grafana https://grafana.example.com --undo 4
`;

/** `release-risk history MODEL` */
export const addHistory: AddCommand = (program, context) => {
  const command = program
    .command('history')
    .description('list the versions of a model that were applied, or apply one again')
    .argument('<model>', 'the model, YAML or JSON; its name says which history')
    .option('--undo <version>', 'apply this version again')
    .option('--yes', 'do not ask')
    .option('--force', 'take over what was edited by hand or stands in the way');
  addObjectOptions(command)
    .addHelpText('after', HELP)
    .action(async (model: string, options: HistoryOptions) => {
      const globals = context.globals(['text', 'json']);
      const { runHistory } = await import('../grafana/runHistory.ts');
      context.exit(await runHistory(context.io, globals, model, options));
    });
};
