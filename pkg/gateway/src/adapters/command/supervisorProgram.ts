/** How the supervisor itself ends. */
export const SUPERVISOR_EXIT = { done: 0, tooLate: 3, taken: 4, notRecorded: 5 } as const;

/** What the supervisor is told on its standard input, as JSON. Times are milliseconds. */
export interface SupervisorJob {
  readonly command: string;
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Folder of the records, and the two files of this run in it. */
  readonly folder: string;
  readonly began: string;
  readonly ended: string;
  /** Epoch milliseconds: after that nothing is begun any more. */
  readonly beginBefore: number;
  readonly timeoutMs: number;
  readonly killAfterMs: number;
  readonly outputBytes: number;
}

/**
 * A program of its own for Node, so that a command that runs when the gateway is killed still has its end recorded.
 * It records that the command begins (a link, which only one of several can make), runs it in its own process group,
 * and records how it ended; both are synced. It stands here as text because the gateway is one bundled file. It ignores
 * signals: whoever ends everything ends the command, and that end is recorded.
 */
export const SUPERVISOR_PROGRAM = `
import { spawn } from 'node:child_process';
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, renameSync, unlinkSync, writeSync } from 'node:fs';

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => {});

let text = '';
process.stdin.setEncoding('utf8');
for await (const part of process.stdin) text += part;
const job = JSON.parse(text);

const read = (path) => { try { return readFileSync(path, 'utf8').trim(); } catch { return ''; } };
const sync = (path) => { const file = openSync(path, 'r'); try { fsyncSync(file); } finally { closeSync(file); } };
const temporary = job.began + '.' + process.pid;
const write = (value) => {
  const file = openSync(temporary, 'w', 0o600);
  try {
    const bytes = Buffer.from(JSON.stringify(value));
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    fsyncSync(file);
  } finally { closeSync(file); }
};

try {
  write({
    pid: process.pid,
    boot: read('/proc/sys/kernel/random/boot_id'),
    startedAs: read('/proc/self/stat').replace(/^.*\\) /, '').split(' ')[19] ?? '',
    at: Date.now(),
  });
  if (Date.now() > job.beginBefore) { unlinkSync(temporary); process.exit(${String(SUPERVISOR_EXIT.tooLate)}); }
  linkSync(temporary, job.began);
  unlinkSync(temporary);
  sync(job.folder);
} catch (error) {
  try { unlinkSync(temporary); } catch {}
  process.exit(error.code === 'EEXIST' ? ${String(SUPERVISOR_EXIT.taken)} : ${String(SUPERVISOR_EXIT.notRecorded)});
}

const finish = (end) => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      write({ at: Date.now(), exit: null, signal: null, timedOut: false, notStarted: null, stdout: '', stderr: '', ...end });
      renameSync(temporary, job.ended);
      sync(job.folder);
      process.exit(0);
    } catch (error) {
      if (attempt >= 600) process.exit(${String(SUPERVISOR_EXIT.notRecorded)});
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
    }
  }
};

const kept = { stdout: [], stderr: [] };
const sizes = { stdout: 0, stderr: 0 };
const keep = (name) => (chunk) => {
  const part = chunk.subarray(0, Math.max(0, job.outputBytes - sizes[name]));
  sizes[name] += part.length;
  if (part.length > 0) kept[name].push(part);
};
const output = () => ({
  stdout: Buffer.concat(kept.stdout).toString('utf8'),
  stderr: Buffer.concat(kept.stderr).toString('utf8'),
});

let child;
try {
  child = spawn(job.command, [], {
    cwd: job.workingDirectory,
    env: job.environment,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
} catch (error) {
  finish({ notStarted: error.code ?? String(error) });
}
let timedOut = false;
const kill = (signal) => { try { process.kill(-child.pid, signal); } catch {} };
child.stdout?.on('data', keep('stdout'));
child.stderr?.on('data', keep('stderr'));
child.on('error', (error) => { if (child.pid === undefined) finish({ notStarted: error.code ?? String(error) }); });
child.on('exit', (exit, signal) => {
  if (timedOut) kill('SIGKILL');
  const end = () => finish({ exit, signal, timedOut, ...output() });
  // Something that it left behind may hold its output open for ever.
  setTimeout(end, 500);
  child.on('close', end);
});
setTimeout(() => {
  timedOut = true;
  kill('SIGTERM');
  setTimeout(() => kill('SIGKILL'), job.killAfterMs);
}, job.timeoutMs);
`;
