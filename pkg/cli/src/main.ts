import { Command, CommanderError, Option } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import type { CommandContext, Format, GlobalOptions } from './commandContext.ts';
import { addApply } from './commands/apply.ts';
import { addDeploy } from './commands/deploy.ts';
import { addDestroy } from './commands/destroy.ts';
import { addDiff } from './commands/diff.ts';
import { addDoctor } from './commands/doctor.ts';
import { addExplain } from './commands/explain.ts';
import { addExport } from './commands/export.ts';
import { addGate } from './commands/gate.ts';
import { addGateway } from './commands/gateway.ts';
import { addHistory } from './commands/history.ts';
import { addInit } from './commands/init.ts';
import { addPlan } from './commands/plan.ts';
import { addRollback } from './commands/rollback.ts';
import { addSchema } from './commands/schema.ts';
import { addScore } from './commands/score.ts';
import { addValidate } from './commands/validate.ts';
import { addDeploymentDelivery } from './deployment/addDeploymentDelivery.ts';
import { personal, usageError } from './errors.ts';
import { EXIT, type ExitCode } from './exitCode.ts';
import { addDeploymentAnnotations } from './grafana/addDeploymentAnnotations.ts';
import type { Io } from './io.ts';
import { failureText } from './terminal/failure.ts';
import { styleFor } from './terminal/style.ts';

const FORMATS: readonly Format[] = ['text', 'json', 'markdown'];

const EPILOGUE = `
Exit codes:
  0  done: scored (whatever the verdict: a gate decides), passed, valid
  1  no: a gate's score is over the line, a model is invalid
  2  inconclusive: a gate's servers answered, and nobody can tell
  3  could not evaluate: usage, configuration, credentials, network

The version of the program itself: release-risk --version

First steps:
  $ release-risk init --prometheus http://localhost:9090 --out risk.yaml
  $ release-risk validate risk.yaml
  $ release-risk score risk.yaml --prometheus http://localhost:9090
`;

/** The program with all its verbs; nothing is written or ended but through `context` and `io`. */
function programOf(io: Io, settle: (code: number) => void): Command {
  const program = new Command('release-risk')
    .description('One weighted release-risk score from the Prometheus and Loki queries that a team already has.')
    .addOption(new Option('--format <format>', 'how results are written').choices(FORMATS).default('text'))
    .option('--quiet', 'no progress, only the result', false)
    .option('--no-color', 'no colours (also: NO_COLOR)')
    .option('--debug', 'show the stack trace of an error', false)
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', EPILOGUE)
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        io.stdout.write(text);
      },
      writeErr: (text) => {
        io.stderr.write(text);
      },
      getOutHelpWidth: () => Math.min(100, io.stdout.columns ?? 100),
      getErrHelpWidth: () => Math.min(100, io.stderr.columns ?? 100),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  const context: CommandContext = {
    io,
    globals(formats) {
      const options = program.opts<GlobalOptions>();
      if (formats.includes(options.format)) return options;
      throw usageError(`This verb has no --format ${options.format}`, `It has: ${formats.join(', ')}.`);
    },
    exit: settle,
  };
  for (const add of [
    addInit,
    addValidate,
    addScore,
    addExplain,
    addGate,
    addDeploy,
    addSchema,
    addPlan,
    addApply,
    addDiff,
    addDestroy,
    addExport,
    addHistory,
    addDoctor,
    addRollback,
    addGateway,
    addDeploymentDelivery,
    addDeploymentAnnotations,
  ]) {
    add(program, context);
  }
  return program;
}

/**
 * Runs the command line (`args` without node and script) and resolves with what the process should exit with. Never
 * rejects: errors are written to `io.stderr`, with a stack trace only under --debug or when the program itself is wrong.
 */
export async function main(args: readonly string[], io: Io): Promise<number> {
  // Not an option of the program: gate and deploy have a --version of their own, that of the release.
  if (args[0] === '--version' || args[0] === '-V') {
    io.stdout.write(`${packageJson.version}\n`);
    return EXIT.ok;
  }
  let code: number = EXIT.ok;
  const program = programOf(io, (settled) => {
    code = settled;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    return failed(io, program.opts<Partial<GlobalOptions>>(), error);
  }
}

function failed(io: Io, options: Partial<GlobalOptions>, error: unknown): ExitCode {
  // Commander has written its own message. Its code 1 is ours for "no", which a mistyped option must never mean.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.error;
  if (io.interrupted.aborted) return EXIT.interrupted;
  const style = styleFor(io, io.stderr, { color: options.color ?? true });
  io.stderr.write(failureText(style, personal(error)));
  if (options.debug === true && error instanceof Error) io.stderr.write(`${error.stack ?? ''}\n`);
  return EXIT.error;
}
