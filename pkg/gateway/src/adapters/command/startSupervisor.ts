import { spawn } from 'node:child_process';
import { SUPERVISOR_PROGRAM } from './supervisorProgram.ts';
import type { SupervisorJob } from './supervisorProgram.ts';

/** How the supervisor ended: its exit code, or why there is none. */
export type SupervisorEnd = { readonly exit: number } | { readonly problem: string };

/**
 * Starts it in a session of its own, so that it outlives the gateway. Resolves when it ends; never rejects. What it is
 * told travels through its standard input: neither the list of processes nor a file holds secrets.
 */
export function startSupervisor(job: SupervisorJob): Promise<SupervisorEnd> {
  return new Promise((resolve) => {
    const supervisor = spawn(process.execPath, ['--input-type=module', '--eval', SUPERVISOR_PROGRAM], {
      cwd: '/',
      env: {},
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    supervisor.on('error', (error) => resolve({ problem: error.message }));
    supervisor.on('exit', (exit, signal) =>
      resolve(exit === null ? { problem: `ended by ${String(signal)}` } : { exit }),
    );
    supervisor.stdin.on('error', () => undefined);
    supervisor.stdin.end(JSON.stringify(job));
    supervisor.unref();
  });
}
