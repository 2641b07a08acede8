import type { AddCommand } from '../commandContext.ts';

const HELP = `
Every broken rule is shown at once: its code, its place and what to do. Under GitHub Actions also as annotations.
Exit codes: 0 all valid, 1 a model is invalid, 3 a file cannot be read.

Examples:
  $ release-risk validate risk.yaml
  $ release-risk validate models/*.yaml --format json
`;

/** `release-risk validate FILE...` */
export const addValidate: AddCommand = (program, context) => {
  program
    .command('validate')
    .description('check models: the document, its queries, and whether it can do what it says')
    .argument('<file...>', 'models in YAML or JSON')
    .addHelpText('after', HELP)
    .action(async (files: string[]) => {
      const globals = context.globals(['text', 'json']);
      const { runValidate } = await import('../validate/runValidate.ts');
      context.exit(await runValidate(context.io, globals, files));
    });
};
