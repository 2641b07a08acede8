import type { AddCommand } from '../commandContext.ts';
import { GATEWAY_HELP } from '../gateway/options.ts';
import { addDecisions } from './rollback/decisions.ts';
import { addHolds } from './rollback/holds.ts';
import { addLooks } from './rollback/looks.ts';
import { addRemarks } from './rollback/remarks.ts';
import { addReplay } from './rollback/replay.ts';

const HELP = `
What the rollback gateway did, does and waits for, and what people say about it. Who says it is who the token belongs to.
${GATEWAY_HELP}
Exit codes:
  0  done
  1  no: not confirmed, or the gateway says so (decided already, not allowed to, not in this state)
  3  could not be asked: usage, token, an id that is not known, network

Examples:
  $ release-risk rollback list --state open --gateway https://gateway.example.com
  $ release-risk rollback approve rb-7f3a --reason "errors tripled since 1.478.0"
  $ release-risk rollback hold --service lead-bot --for 30m --reason "a fix is on its way"
`;

/** `release-risk rollback list|show|report|approve|reject|retry|acknowledge|note|hold|holds|replay` */
export const addRollback: AddCommand = (program, context) => {
  const rollback = program
    .command('rollback')
    .description('look at rollbacks of the gateway, decide about them, hold them')
    .addHelpText('after', HELP);
  for (const add of [addLooks, addDecisions, addRemarks, addHolds, addReplay]) add(rollback, context);
};
