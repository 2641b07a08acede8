import type { AddCommand } from '../commandContext.ts';
import { addObjectOptions, GRAFANA_HELP, type ObjectOptions } from '../grafana/options.ts';

const HELP = `
Of the model: owner, runbook, escalation, a review within 90 days, what each signal costs and what would be cheaper.
With --grafana also all that apply checks first, and whether baselines are warm. Writes nothing.
${GRAFANA_HELP}
Exit codes: 0 healthy (warnings do not count), 1 something to mend, 3 could not be examined.

Examples:
  $ release-risk doctor risk.yaml
  $ release-risk doctor models/*.yaml --grafana https://grafana.example.com
`;

/** `release-risk doctor MODEL...` */
export const addDoctor: AddCommand = (program, context) => {
  const command = program
    .command('doctor')
    .description('examine models, and the Grafana they are for')
    .argument('<models...>', 'the models, YAML or JSON');
  addObjectOptions(command)
    .addHelpText('after', HELP)
    .action(async (models: string[], options: ObjectOptions) => {
      const globals = context.globals(['text', 'json']);
      const { runDoctor } = await import('../grafana/runDoctor.ts');
      context.exit(await runDoctor(context.io, globals, models, options));
    });
};
