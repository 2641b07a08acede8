import { Command, CommanderError } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { readConfig } from './config/readConfig.ts';
import { GatewayError } from './errors.ts';
import { gatewayLogger } from './http/logger.ts';
import { startGateway } from './run/startGateway.ts';

/** Those of the command line: 0 stopped as asked or checked, 1 it failed, 3 it could not start. */
const EXIT = { ok: 0, failed: 1, notStarted: 3 } as const;

async function main(args: readonly string[]): Promise<number> {
  const program = new Command('release-risk-gateway')
    .description('Turns a firing alert into exactly one rollback, or asks a person.')
    .option('--config <file>', 'its configuration', process.env['RELEASE_RISK_GATEWAY_CONFIG'] ?? 'gateway.yaml')
    .option('--check', 'only reads the configuration and its secrets', false)
    .version(packageJson.version)
    .exitOverride();
  program.parse(args, { from: 'user' });
  const { config: file, check } = program.opts<{ readonly config: string; readonly check: boolean }>();
  const read = readConfig(file, process.env);
  read.checkSecrets();
  if (check) {
    process.stdout.write(`${file} is valid\n`);
    return EXIT.ok;
  }
  const logger = gatewayLogger({ level: read.config.log.level, write: (line) => process.stdout.write(line) });
  const stopAsked = new Promise<string>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => resolve(name));
  });
  const gateway = await startGateway(read, { env: process.env, logger, user: process.getuid?.() ?? -1 });
  logger.info({ signal: await stopAsked }, 'The gateway stops');
  await gateway.stop();
  return EXIT.ok;
}

function failed(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.notStarted;
  const known = error instanceof GatewayError;
  process.stderr.write(
    known
      ? `${error.code} ${error.message}\n  ${error.hint}\n`
      : `The gateway cannot start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  return known ? EXIT.notStarted : EXIT.failed;
}

process.exitCode = await main(process.argv.slice(2)).catch(failed);
// Idle connections would keep the process; everything is committed by now.
process.exit();
