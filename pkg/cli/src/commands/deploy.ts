import { Option } from 'commander';
import { addBindingOptions } from '../bindings/options.ts';
import type { AddCommand } from '../commandContext.ts';
import type { FinishOptions } from '../deployment/finishDeployment.ts';
import type { StartOptions } from '../deployment/startDeployment.ts';

const START_HELP = `
Commit, author and job address default to what GitHub Actions, GitLab CI, Jenkins, CircleCI, Azure Pipelines and
Bitbucket name. Where the model says \`frozen\`, the baselines are taken down now, before the release can touch them;
only then servers are asked.
Exit codes: 0 written, 2 written but a frozen baseline could not be taken, 3 not written.

Examples:
  $ release-risk deploy start risk.yaml --service lead-bot --version 2.14.0 --previous 2.13.4 --out deployment.json
  $ release-risk deploy start risk.yaml --service lead-bot --version 2.13.4 --kind rollback --out deployment.json
`;

const FINISH_HELP = `
With --verdict the record, and with --grafana its annotation, keeps how the gate judged the release: verdict, score
and when. A gate that could not evaluate judged nothing, and nothing is kept.
Exit codes: 0 written, 3 the record or the verdict cannot be read, they are not of the same deployment, or the record
cannot be written.

Examples:
  $ release-risk deploy finish --record deployment.json --outcome succeeded
  $ release-risk deploy finish --record deployment.json --outcome failed --verdict verdict.json
`;

/** `release-risk deploy start|finish` */
export const addDeploy: AddCommand = (program, context) => {
  const deploy = program.command('deploy').description('write down a deployment: what was released, when, by whom');
  const start = deploy
    .command('start')
    .description('write the record of a deployment that begins, and freeze its baselines')
    .argument('<model>', 'the model, YAML or JSON')
    .requiredOption('--service <name>', 'what is released: its name, or label=value,...')
    .requiredOption('--version <version>', 'the version that is released')
    .requiredOption('--out <file>', 'where the record goes')
    .option('--previous <version>', 'the version that runs now: where a rollback leads')
    .option('--commit <sha>', 'the commit that is released')
    .option('--author <name>', 'who releases it')
    .option('--url <url>', 'the job or page of the release')
    .addOption(new Option('--kind <kind>', 'what it is').choices(['deploy', 'rollback']).default('deploy'))
    .addOption(
      new Option('--migrations <kind>', 'what it does to the database')
        .choices(['none', 'additive', 'reversible', 'destructive', 'unknown'])
        .default('unknown'),
    )
    .option('--artifact <reference>', 'image, package or bundle')
    .option('--config-ref <reference>', 'version of the configuration')
    .option('--id <id>', 'name of the deployment (default: made of service, version and time)')
    .option('--started-at <time>', 'when it began (default: now)');
  addBindingOptions(start)
    .addHelpText('after', START_HELP)
    .action(async (model: string, options: StartOptions) => {
      const globals = context.globals(['text', 'json']);
      const { startDeployment } = await import('../deployment/startDeployment.ts');
      context.exit(await startDeployment(context.io, globals, model, options));
    });
  deploy
    .command('finish')
    .description('add to the record how and when the deployment ended')
    .requiredOption('--record <file>', 'the record that `deploy start` wrote')
    .addOption(new Option('--outcome <outcome>', 'how it ended').choices(['succeeded', 'failed']).makeOptionMandatory())
    .option('--finished-at <time>', 'when it ended (default: now)')
    .option('--verdict <file>', 'how it was judged: what `gate --output` wrote')
    .addHelpText('after', FINISH_HELP)
    .action(async (options: FinishOptions) => {
      const globals = context.globals(['text', 'json']);
      const { finishDeployment } = await import('../deployment/finishDeployment.ts');
      context.exit(await finishDeployment(context.io, globals, options));
    });
};
