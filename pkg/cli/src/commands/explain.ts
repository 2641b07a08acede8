import type { AddCommand } from '../commandContext.ts';
import { addEvaluationOptions } from '../evaluation/options.ts';
import { GRAFANA_SOURCE_HELP } from '../grafana/options.ts';
import type { ExplainOptions } from '../score/runExplain.ts';

const HELP = `
Exit codes: 0 explained, 3 nothing could be evaluated.

${GRAFANA_SOURCE_HELP}
Examples:
  $ release-risk explain risk.yaml --service lead-bot
  $ release-risk explain risk.yaml --service lead-bot --at -30m --queries
`;

/** `release-risk explain MODEL` */
export const addExplain: AddCommand = (program, context) => {
  const command = program
    .command('explain')
    .description('say why: the cause, each grade in words, and with --queries what was asked')
    .argument('<model>', 'the model, YAML or JSON')
    .option('--at <time>', 'as of this moment: ISO 8601 with a zone, epoch seconds, or -10m')
    .option('--queries', 'also print every query that was run');
  addEvaluationOptions(command)
    .addHelpText('after', HELP)
    .action(async (model: string, options: ExplainOptions) => {
      const globals = context.globals(['text', 'json']);
      const { runExplain } = await import('../score/runExplain.ts');
      context.exit(await runExplain(context.io, globals, model, options));
    });
};
