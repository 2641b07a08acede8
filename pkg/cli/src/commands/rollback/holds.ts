import type { AddCommand } from '../../commandContext.ts';
import { addGatewayOptions, type GatewayOptions } from '../../gateway/options.ts';
import type { HoldOptions } from '../../rollback/runHold.ts';

const HOLD_HELP = `
A hold is seen by everybody and ends by itself. What it stops is not lost: it is judged again when the hold ends. What a
pipeline is doing already is not stopped.

Examples:
  $ release-risk rollback hold --service lead-bot --for 30m --reason "a fix is on its way"
  $ release-risk rollback hold end h-31
`;

/** `release-risk rollback hold|holds` */
export const addHolds: AddCommand = (rollback, context) => {
  const hold = addGatewayOptions(
    rollback
      .command('hold')
      .description('keep rollbacks of a service from being triggered, until a moment')
      .option('--service <name>', 'which: its name, or label=value,...')
      .option('--for <duration>', 'how long, such as 30m')
      .option('--until <time>', 'or until when')
      .option('--reason <text>', 'why: everybody reads it'),
  )
    .addHelpText('after', HOLD_HELP)
    .action(async (options: HoldOptions) => {
      const globals = context.globals(['text', 'json']);
      const { runHold } = await import('../../rollback/runHold.ts');
      context.exit(await runHold(context.io, globals, options));
    });
  hold
    .command('end')
    .description('end a hold before its time')
    .argument('<id>', 'its id, as `holds` tells')
    .action(async (id: string) => {
      const globals = context.globals(['text', 'json']);
      const { runEndHold } = await import('../../rollback/runHold.ts');
      // Commander gives an option to the first command that knows it: to `hold`.
      context.exit(await runEndHold(context.io, globals, id, hold.opts<GatewayOptions>()));
    });
  addGatewayOptions(rollback.command('holds').description('list what is held')).action(
    async (options: GatewayOptions) => {
      const globals = context.globals(['text', 'json', 'markdown']);
      const { runHolds } = await import('../../rollback/runLook.ts');
      context.exit(await runHolds(context.io, globals, options));
    },
  );
};
