import { Option } from 'commander';
import { several } from '../bindings/options.ts';
import type { AddCommand } from '../commandContext.ts';
import type { PlanOptions } from '../grafana/runPlan.ts';

const HELP = `
Shows the middle of the compiler as JSON: model -> normalized -> plan -> rules, dashboards, readings. No server is asked.

Examples:
  $ release-risk plan risk.yaml --show normalized
  $ release-risk plan risk.yaml | jq -r '.queries[] | .refId + "  " + .expr'
`;

/** `release-risk plan MODEL` */
export const addPlan: AddCommand = (program, context) => {
  program
    .command('plan')
    .description('show what a model is compiled to: its queries and expressions')
    .argument('<model>', 'the model, YAML or JSON')
    .addOption(new Option('--show <what>', 'which step').choices(['normalized', 'plan']).default('plan'))
    .option('--service <name>', 'for these services instead of those listed (repeatable)', several, [])
    .addHelpText('after', HELP)
    .action(async (model: string, options: PlanOptions) => {
      context.globals(['text', 'json']);
      const { runPlan } = await import('../grafana/runPlan.ts');
      context.exit(await runPlan(context.io, model, options));
    });
};
