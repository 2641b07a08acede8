import { Option } from 'commander';
import type { AddCommand } from '../commandContext.ts';
import { addEvaluationOptions } from '../evaluation/options.ts';
import { addGatewayOptions } from '../gateway/options.ts';
import { GRAFANA_SOURCE_HELP } from '../grafana/options.ts';
import type { GateOptions } from '../gate/options.ts';

const HELP = `
After a deployment: waits out the warm-up, then evaluates every interval until the window ends. It fails as soon as
the failing verdict stood for the model's policy.for without a break, and passes only at the window's end.
Before a deployment (--before): one look, whether the environment is healthy, every signal has a reading and every
baseline enough history. Where a gateway is named (--gateway, RELEASE_RISK_GATEWAY_URL), also whether somebody holds the
service's rollbacks, and whether one of it is not over: both are not ready (1). A gateway that does not answer is a
warning in the report, and with --require-gateway exit code 3: a pass then means that it was asked.

Exit codes:
  0  pass
  1  over the line: High (with --fail-on medium also Medium) stood
  2  inconclusive: readings are missing, no canary runs, or it was interrupted
     (--on-inconclusive pass|fail makes it 0 or 1; an interruption stays 2)
  3  could not evaluate: usage, model, credentials, unknown service, or nothing answered in the whole window;
     with --require-gateway also a gateway that does not answer

Outputs: the result on stdout (--format json: one line, progress on stderr), --output, --junit, and under GitHub
Actions annotations and the step summary. Ctrl-C leaves a valid report; a second one quits at once.

${GRAFANA_SOURCE_HELP}
Examples:
  $ release-risk gate risk.yaml --service lead-bot --deployment deployment.json --window 10m
  $ release-risk gate risk.yaml --service lead-bot --before --bindings bindings.yaml
  $ release-risk gate risk.yaml --service lead-bot --version 2.14.0 --since -2m --format json --junit gate.xml
`;

/** `release-risk gate MODEL` */
export const addGate: AddCommand = (program, context) => {
  const command = program
    .command('gate')
    .description('decide whether a release may stay: watch it for a while, or with --before check ahead of it')
    .argument('<model>', 'the model, YAML or JSON')
    .option('--window <duration>', 'how long to watch after the warm-up (default: policy.actionWindow, 15m at most)')
    .option('--interval <duration>', 'how often to evaluate', '30s')
    .option('--warm-up <duration>', 'after the deployment nothing is judged this long (default: policy.warmUp)')
    .option('--version <version>', 'the version that was deployed')
    .option('--since <time>', 'when it was deployed (default: the record, the model, or now)')
    .addOption(new Option('--fail-on <verdict>', 'the verdict that fails').choices(['medium', 'high']).default('high'))
    .addOption(new Option('--on-inconclusive <outcome>', 'exit 0 or 1 where nobody can tell').choices(['pass', 'fail']))
    .option('--all-services', 'gate every service of the model')
    .option('--before', 'check ahead of a deployment instead')
    .option('--min-history <share>', 'with --before: how much of its history a baseline needs', '0.5')
    .option('--require-gateway', 'with --before: exit 3 unless the gateway could be asked')
    .option('--output <file>', 'also write the JSON report here')
    .option('--junit <file>', 'also write a JUnit report here');
  addGatewayOptions(addEvaluationOptions(command))
    .addHelpText('after', HELP)
    .action(async (model: string, options: GateOptions) => {
      const globals = context.globals(['text', 'json', 'markdown']);
      const { runGate } = await import('../gate/runGate.ts');
      context.exit(await runGate(context.io, globals, model, options));
    });
};
