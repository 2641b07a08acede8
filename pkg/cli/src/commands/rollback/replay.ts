import { Option } from 'commander';
import type { AddCommand } from '../../commandContext.ts';
import { addGatewayOptions } from '../../gateway/options.ts';
import type { ReplayOptions } from '../../rollback/runReplay.ts';

const HELP = `
For rehearsals: sends the body of a notification that was saved, with a signature of now, and says whether the gateway
knew it. A known alert has no effect a second time; a new one may begin a rollback, as from its sender.
Instead of a token the sender's secret is needed: RELEASE_RISK_GATEWAY_SECRET for Grafana's (HMAC),
RELEASE_RISK_GATEWAY_ALERT_TOKEN for an Alertmanager's.

Examples:
  $ release-risk rollback replay alert.json --gateway http://127.0.0.1:8080
`;

/** `release-risk rollback replay FILE` */
export const addReplay: AddCommand = (rollback, context) => {
  addGatewayOptions(
    rollback
      .command('replay')
      .description('send a saved alert to the gateway again')
      .argument('<file>', 'the body of the notification, JSON')
      .addOption(
        new Option('--as <sender>', 'whose notification it is (default: what its version says)').choices([
          'grafana',
          'alertmanager',
        ]),
      ),
  )
    .addHelpText('after', HELP)
    .action(async (file: string, options: ReplayOptions) => {
      const globals = context.globals(['text', 'json']);
      const { runReplay } = await import('../../rollback/runReplay.ts');
      context.exit(await runReplay(context.io, globals, file, options));
    });
};
