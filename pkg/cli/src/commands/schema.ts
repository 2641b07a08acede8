import type { AddCommand } from '../commandContext.ts';

const HELP = `
Editors complete and check models with it, through this first line of a model:
  # yaml-language-server: $schema=./risk-model.schema.json

Examples:
  $ release-risk schema > risk-model.schema.json
`;

/** `release-risk schema` */
export const addSchema: AddCommand = (program, context) => {
  program
    .command('schema')
    .description('print the JSON Schema of models')
    .addHelpText('after', HELP)
    .action(async () => {
      context.globals(['text', 'json']);
      const { jsonSchema } = await import('@release-risk/language/document/jsonSchema');
      context.io.stdout.write(`${JSON.stringify(jsonSchema(), undefined, 2)}\n`);
    });
};
