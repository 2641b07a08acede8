import type { AddCommand } from '../commandContext.ts';
import { addObjectOptions, GRAFANA_HELP } from '../grafana/options.ts';
import type { ApplyOptions } from '../grafana/runApply.ts';

const HELP = `
Checks first (version, permissions, datasources, queries, contact points, and that the rules give the same score), shows
what would change, asks, then writes folder, contact points, rules and dashboards one after another and compares what is
there. Nothing to change is no write at all; a run that was cut short is finished by the next. What somebody edited by
hand is not touched without --force. Notification policies are never touched.
${GRAFANA_HELP}
Secrets of contact points: RELEASE_RISK_GATEWAY_SECRET, _GITHUB_TOKEN, _GITLAB_TOKEN, _JENKINS_TOKEN, _PIPELINE_TOKEN.
Exit codes: 0 applied or nothing to do, 1 not confirmed, 3 something stands in the way.

Examples:
  $ release-risk apply risk.yaml --grafana https://grafana.example.com --pipeline https://gateway.example.com
  $ release-risk apply risk.yaml --grafana https://grafana.example.com --datasource metrics=prom-main --yes
  $ release-risk apply risk.yaml --out provisioning/
`;

/** `release-risk apply MODEL` */
export const addApply: AddCommand = (program, context) => {
  const command = program
    .command('apply')
    .description('make Grafana hold the rules, contact points and dashboards of a model')
    .argument('<model>', 'the model, YAML or JSON')
    .option('--yes', 'do not ask')
    .option('--force', 'take over what was edited by hand or stands in the way')
    .option('--out <folder>', 'write files for file provisioning instead of applying');
  addObjectOptions(command)
    .addHelpText('after', HELP)
    .action(async (model: string, options: ApplyOptions) => {
      const globals = context.globals(['text', 'json']);
      const { runApply } = await import('../grafana/runApply.ts');
      context.exit(await runApply(context.io, globals, model, options));
    });
};
