import type { AddCommand } from '../commandContext.ts';
import { addEvaluationOptions } from '../evaluation/options.ts';
import { GRAFANA_SOURCE_HELP } from '../grafana/options.ts';
import type { ScoreOptions } from '../score/runScore.ts';

const HELP = `
One line per signal: what it reads now, what is usual, how much of its headroom is used (50% is yellow, 100% red) and
what it adds to the score of 0 to 2. Shapes mean the same without colour: ● green, ▲ yellow, ■ red, ◌ no reading.
Exit codes: 0 scored, 3 nothing could be evaluated. For a decision use \`release-risk gate\`.

${GRAFANA_SOURCE_HELP}
Examples:
  $ release-risk score risk.yaml --prometheus http://localhost:9090
  $ release-risk score risk.yaml --bindings bindings.yaml --service lead-bot --watch
  $ release-risk score risk.yaml --at 2026-11-21T11:30:00Z --format json
`;

/** `release-risk score MODEL` */
export const addScore: AddCommand = (program, context) => {
  const command = program
    .command('score')
    .description('score services now, or at a moment in the past')
    .argument('<model>', 'the model, YAML or JSON')
    .option('--at <time>', 'as of this moment: ISO 8601 with a zone, epoch seconds, or -10m')
    .option('--watch [interval]', 'score again and again until Ctrl-C (default every 15s)');
  addEvaluationOptions(command)
    .addHelpText('after', HELP)
    .action(async (model: string, options: ScoreOptions) => {
      const globals = context.globals(['text', 'json', 'markdown']);
      const { runScore } = await import('../score/runScore.ts');
      context.exit(await runScore(context.io, globals, model, options));
    });
};
