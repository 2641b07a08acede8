import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';

/** A program in the gateway's place: tells what it gets, and ends when it wants to. */
const STAND_IN = `
console.log(JSON.stringify(process.argv.slice(2)));
let asked = 0;
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(name, () => {
    console.log(name);
    asked++;
    if (asked === 2) process.exit(7);
  });
}
if (process.argv.includes('--check')) process.exit(3);
if (process.argv.includes('killed.yaml')) process.kill(process.pid, 'SIGKILL');
setTimeout(() => process.exit(9), 20_000);
console.log('ready');
`;

let folder = '';
let running: ChildProcess | undefined;

/** Two packages side by side, as they are installed; the command line is the source. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'release-risk-start-'));
  await mkdir(join(folder, 'cli', 'bin'), { recursive: true });
  await mkdir(join(folder, 'gateway', 'bin'), { recursive: true });
  const source = new URL('../release-risk.ts', import.meta.url).href;
  await writeFile(join(folder, 'cli', 'bin', 'release-risk.mjs'), `await import(${JSON.stringify(source)});\n`);
  await writeFile(join(folder, 'gateway', 'bin', 'release-risk-gateway.mjs'), STAND_IN);
});
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(() => {
  if (running?.exitCode === null) running.kill('SIGKILL');
});

function start(args: readonly string[], from = join(folder, 'cli', 'bin', 'release-risk.mjs')) {
  const tsx = import.meta.resolve('tsx');
  const child = spawn(process.execPath, ['--import', tsx, from, 'gateway', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running = child;
  const written = { stdout: '', stderr: '' };
  child.stdout.on('data', (data: Buffer) => (written.stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (written.stderr += data.toString()));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, ...written }));
  return { child, written, ended };
}

describe('release-risk gateway', () => {
  it('hands on options and passes on the exit code', async () => {
    const { code, stdout } = await start(['--config', 'a b.yaml', '--check']).ended;
    expect([code, stdout]).toEqual([3, '["--config","a b.yaml","--check"]\n']);
  });

  it('hands on each signal once and ends only when the gateway does', async () => {
    const { child, written, ended } = start(['--config', 'gateway.yaml']);
    await vi.waitFor(() => {
      expect(written.stdout).toContain('ready');
    }, 20_000);
    child.kill('SIGTERM');
    await vi.waitFor(() => {
      expect(written.stdout).toContain('SIGTERM');
    });
    expect(child.exitCode).toBeNull();
    child.kill('SIGINT');
    const { code, stdout } = await ended;
    expect(code).toBe(7);
    expect(stdout.split('\n').slice(1)).toEqual(['ready', 'SIGTERM', 'SIGINT', '']);
  });

  it('tells as shells do that a signal ended it', async () => {
    expect((await start(['--config', 'killed.yaml']).ended).code).toBe(137);
  });

  it('says where it looked when there is no gateway', async () => {
    const alone = join(folder, 'alone', 'cli', 'bin');
    await mkdir(alone, { recursive: true });
    const source = new URL('../release-risk.ts', import.meta.url).href;
    await writeFile(join(alone, 'release-risk.mjs'), `await import(${JSON.stringify(source)});\n`);
    const { code, stderr } = await start([], join(alone, 'release-risk.mjs')).ended;
    expect(code).toBe(3);
    expect(stderr).toContain('RR620');
    expect(stderr).toContain(join(alone, 'release-risk-gateway.mjs'));
  });
});
