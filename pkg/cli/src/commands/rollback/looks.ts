import type { AddCommand } from '../../commandContext.ts';
import { addGatewayOptions, type GatewayOptions } from '../../gateway/options.ts';
import type { ListOptions, ReportOptions } from '../../rollback/runLook.ts';

const LIST_HELP = `
Examples:
  $ release-risk rollback list --state open
  $ release-risk --format json rollback list --service tenant=acme,service=lead-bot
`;

const REPORT_HELP = `
Examples:
  $ release-risk rollback report rb-7f3a > report.md
  $ release-risk rollback report rb-7f3a --html --out report.html
`;

/** `release-risk rollback list|show|report` */
export const addLooks: AddCommand = (rollback, context) => {
  addGatewayOptions(
    rollback
      .command('list')
      .description('list rollbacks, newest first')
      .option('--state <state>', 'only those in this state, such as awaiting_approval; open: all that have not ended')
      .option('--service <name>', 'only of this service: its name, or label=value,...')
      .option('--limit <number>', 'how many, 200 at most', '50')
      .option('--before <id>', 'those that follow, as the last list says'),
  )
    .addHelpText('after', LIST_HELP)
    .action(async (options: ListOptions) => {
      const globals = context.globals(['text', 'json', 'markdown']);
      const { runList } = await import('../../rollback/runLook.ts');
      context.exit(await runList(context.io, globals, options));
    });
  addGatewayOptions(
    rollback
      .command('show')
      .description('show one rollback: where it stands, why, what was done, and whether somebody has to decide')
      .argument('<id>', 'its id'),
  ).action(async (id: string, options: GatewayOptions) => {
    const globals = context.globals(['text', 'json', 'markdown']);
    const { runShow } = await import('../../rollback/runLook.ts');
    context.exit(await runShow(context.io, globals, id, options));
  });
  addGatewayOptions(
    rollback
      .command('report')
      .description('write the post-incident report, as Markdown')
      .argument('<id>', 'its id')
      .option('--html', 'as HTML instead')
      .option('--out <file>', 'into this file'),
  )
    .addHelpText('after', REPORT_HELP)
    .action(async (id: string, options: ReportOptions) => {
      const globals = context.globals(['text', 'markdown']);
      const { runReport } = await import('../../rollback/runLook.ts');
      context.exit(await runReport(context.io, globals, id, options));
    });
};
