import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { CliError } from '../errors.ts';
import { gatewayProgram } from './gatewayProgram.ts';

export interface StartGatewayOptions {
  readonly config?: string;
  readonly check?: boolean;
}

/** For Node: what keeps the gateway's memory flat under load, as its own bin has it. */
const FLAT_MEMORY = ['--max-semi-space-size=4', '--heap-growing-percent=20'];

const PASSED_ON = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR2'] as const;

/**
 * Runs the gateway in this program's place: it has its streams and gets its signals. Resolves with what it exited
 * with, 128 and the signal's number where a signal ended it. Throws RR620.
 */
export async function startGateway({ config, check }: StartGatewayOptions): Promise<number> {
  const program = gatewayProgram(process.argv[1] ?? '');
  const args = [...(config === undefined ? [] : ['--config', config]), ...(check === true ? ['--check'] : [])];
  // In a group of its own, so that Ctrl-C in a terminal reaches it once, by way of us: a second one means "at once".
  const child = spawn(process.execPath, [...FLAT_MEMORY, program, ...args], { stdio: 'inherit', detached: true });
  for (const name of PASSED_ON) {
    // The gateway decides how it ends; nothing here may end before it.
    process.removeAllListeners(name);
    process.on(name, () => child.kill(name));
  }
  return new Promise((resolve, reject) => {
    child.on('error', (error) => {
      reject(new CliError({ code: 'RR602', file: program, problem: error.message }));
    });
    child.on('exit', (code, signal) => {
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}
