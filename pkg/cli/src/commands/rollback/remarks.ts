import type { AddCommand } from '../../commandContext.ts';
import { addGatewayOptions, type GatewayOptions } from '../../gateway/options.ts';
import type { AcknowledgeOptions } from '../../rollback/runRemark.ts';

/** `release-risk rollback acknowledge|note` */
export const addRemarks: AddCommand = (rollback, context) => {
  addGatewayOptions(
    rollback
      .command('acknowledge')
      .alias('ack')
      .description('say that you take care of it: nobody else is called')
      .argument('<id>', 'its id')
      .option('--note <text>', 'what you do about it'),
  ).action(async (id: string, options: AcknowledgeOptions) => {
    const globals = context.globals(['text', 'json']);
    const { runAcknowledge } = await import('../../rollback/runRemark.ts');
    context.exit(await runAcknowledge(context.io, globals, id, options));
  });
  addGatewayOptions(
    rollback
      .command('note')
      .description('add a note to its story and its report')
      .argument('<id>', 'its id')
      .argument('<text>', 'the note'),
  ).action(async (id: string, text: string, options: GatewayOptions) => {
    const globals = context.globals(['text', 'json']);
    const { runNote } = await import('../../rollback/runRemark.ts');
    context.exit(await runNote(context.io, globals, id, text, options));
  });
};
