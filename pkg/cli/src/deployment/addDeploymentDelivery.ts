import type { Command } from 'commander';
import type { AddCommand } from '../commandContext.ts';
import { addGatewayOptions } from '../gateway/options.ts';
import type { DeliveryOptions } from './deliver.ts';

const HELP = `With --gateway (or RELEASE_RISK_GATEWAY_URL) the deployment is also told to the rollback gateway: it knows then what an
alert is about, and which version comes back. A gateway that does not take it is a warning, and with --require-gateway
exit code 3; the record is written all the same. The token comes from RELEASE_RISK_GATEWAY_TOKEN or from
--gateway-token-file, and travels over https unless --allow-http says otherwise.
`;

interface Written extends DeliveryOptions {
  /** Of `deploy start`. */
  readonly out?: string;
  /** Of `deploy finish`. */
  readonly record?: string;
}

/** Lets `deploy start` and `deploy finish` also deliver the record to the gateway, once it is written. */
export const addDeploymentDelivery: AddCommand = (program, context) => {
  const deploy = program.commands.find((command) => command.name() === 'deploy');
  for (const command of deploy?.commands ?? []) {
    if (command.name() !== 'start' && command.name() !== 'finish') continue;
    addGatewayOptions(command)
      .option('--require-gateway', 'exit 3 unless the gateway took the record')
      .addHelpText('after', HELP)
      .hook('preAction', async (_, action: Command) => {
        const options = action.opts<Written>();
        const { checkDelivery } = await import('./deliver.ts');
        await checkDelivery(context.io, options);
      })
      .hook('postAction', async (_, action: Command) => {
        const options = action.opts<Written>();
        const file = options.out ?? options.record;
        if (file === undefined) return;
        const { deliver } = await import('./deliver.ts');
        await deliver(context.io, context.globals(['text', 'json']), options, file);
      });
  }
};
