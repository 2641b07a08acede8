import type { AddCommand } from '../commandContext.ts';
import type { StartGatewayOptions } from '../gateway/startGateway.ts';

const HELP = `
Runs release-risk-gateway, which takes firing alerts and makes exactly one rollback of each release, or asks a person. It
has this program's streams, gets its signals, and its exit code is passed on: 0 stopped as asked or checked, 1 it failed,
3 it could not start: usage, configuration, secrets, the port, the store, or it is not installed.

Examples:
  $ release-risk gateway --config gateway.yaml --check
  $ release-risk gateway --config gateway.yaml
`;

/** `release-risk gateway` */
export const addGateway: AddCommand = (program, context) => {
  program
    .command('gateway')
    .description('run the rollback gateway')
    .option('--config <file>', 'its configuration, YAML')
    .option('--check', 'only check the configuration')
    .addHelpText('after', HELP)
    .action(async (options: StartGatewayOptions) => {
      context.globals(['text']);
      const { startGateway } = await import('../gateway/startGateway.ts');
      context.exit(await startGateway(options));
    });
};
