import type { Command } from 'commander';
import type { AddCommand } from '../../commandContext.ts';
import { addGatewayOptions } from '../../gateway/options.ts';
import type { DecideOptions, RetryOptions } from '../../rollback/runDecide.ts';

const APPROVE_HELP = `
Shows which version goes, which comes back and by which steps, and asks. With --revision only what was looked at is
approved: whatever changed since is a no. Whoever released the version cannot approve its rollback.
Exit codes: 0 approved, 1 not approved, 3 could not be asked. An answer that was lost is no "not approved": look again.

Examples:
  $ release-risk rollback approve rb-7f3a --reason "errors tripled since 1.478.0"
  $ release-risk rollback approve rb-7f3a --revision 4 --yes
`;

const RETRY_HELP = `
Another attempt of a rollback that failed, ended unknown, was rejected or expired; it gets a number of its own.
Exit codes: 0 started, 1 not started, 3 could not be asked.

Examples:
  $ release-risk rollback retry rb-7f3a --reason "the runner is back"
`;

function revisionOption(command: Command): Command {
  return command.option('--revision <number>', 'only if it is still the one that `show` told');
}

/** `release-risk rollback approve|reject|retry` */
export const addDecisions: AddCommand = (rollback, context) => {
  addGatewayOptions(
    revisionOption(
      rollback
        .command('approve')
        .description('approve a rollback that waits for a person')
        .argument('<id>', 'its id')
        .option('--reason <text>', 'why, for the story')
        .option('--yes', 'do not ask'),
    ),
  )
    .addHelpText('after', APPROVE_HELP)
    .action(async (id: string, options: DecideOptions) => {
      const globals = context.globals(['text', 'json']);
      const { runApprove } = await import('../../rollback/runDecide.ts');
      context.exit(await runApprove(context.io, globals, id, options));
    });
  addGatewayOptions(
    revisionOption(
      rollback
        .command('reject')
        .description('reject a rollback that waits for a person: the release stays')
        .argument('<id>', 'its id')
        .option('--reason <text>', 'why, for the story'),
    ),
  ).action(async (id: string, options: DecideOptions) => {
    const globals = context.globals(['text', 'json']);
    const { runReject } = await import('../../rollback/runDecide.ts');
    context.exit(await runReject(context.io, globals, id, options));
  });
  addGatewayOptions(
    revisionOption(
      rollback
        .command('retry')
        .description('start another attempt of a rollback that ended without success')
        .argument('<id>', 'its id')
        .requiredOption('--reason <text>', 'why another attempt goes better, for the story')
        .option('--yes', 'do not ask'),
    ),
  )
    .addHelpText('after', RETRY_HELP)
    .action(async (id: string, options: RetryOptions) => {
      const globals = context.globals(['text', 'json']);
      const { runRetry } = await import('../../rollback/runDecide.ts');
      context.exit(await runRetry(context.io, globals, id, options));
    });
};
