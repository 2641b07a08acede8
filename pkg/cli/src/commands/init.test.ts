import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { cannedTransport, type CannedAnswer } from '@release-risk/query/testing/cannedTransport';
import { manualClock } from '@release-risk/query/testing/manualClock';
import { readModel } from '@release-risk/language/document/readModel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CommandContext } from '../commandContext.ts';
import { CliError } from '../errors.ts';
import type { TextSink } from '../io.ts';
import { PRESET_NAMES } from '@release-risk/propose/presets';
import { addInit } from './init.ts';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'release-risk-init-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

function sink(): TextSink & { readonly written: () => string } {
  let text = '';
  return { isTTY: false, columns: undefined, closed: false, write: (more) => (text += more), written: () => text };
}

/** Runs `init` with a server that answers every request alike. */
async function init(args: readonly string[], answer: CannedAnswer | Error = { status: 500 }) {
  const stdout = sink();
  const stderr = sink();
  const clock = manualClock({ skips: (ms) => ms < 5000 });
  const { transport, requests } = cannedTransport(() => {
    if (answer instanceof Error) throw answer;
    return answer;
  });
  const codes: number[] = [];
  const context: CommandContext = {
    io: {
      stdout,
      stderr,
      env: {},
      clock,
      networkClock: clock,
      transport: () => transport,
      interrupted: new AbortController().signal,
    },
    globals: () => ({ format: 'text', quiet: false, color: false, debug: false }),
    exit: (code) => codes.push(code),
  };
  const program = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
  addInit(program, context);
  let error: unknown;
  try {
    await program.parseAsync(['init', ...args], { from: 'user' });
  } catch (thrown) {
    error = thrown;
  }
  return { error, codes, stdout: stdout.written(), stderr: stderr.written(), requests };
}

describe('init without a server', () => {
  it('prints a model that reads', async () => {
    const { stdout, codes, requests } = await init([]);
    expect(readModel(stdout, 'stdout')).toMatchObject({ ok: true, model: { name: 'my-service' } });
    expect(codes).toEqual([0]);
    expect(requests).toEqual([]);
  });

  it('names the model and the service', async () => {
    const { stdout } = await init(['--preset', 'spring', '--name', 'Lead API']);
    expect(readModel(stdout, 'stdout')).toMatchObject({
      model: { name: 'lead-api', identity: { services: { list: [{ application: 'Lead API' }] } } },
    });
  });

  it('lists every preset with one line', async () => {
    const { stdout } = await init(['--list']);
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.split(/\s{2,}/)[0]),
    ).toEqual([...PRESET_NAMES]);
  });

  it('writes a file and says what comes next', async () => {
    const file = join(folder, 'risk.yaml');
    const { stdout, stderr } = await init(['--out', file]);
    expect(stdout).toBe('');
    expect(stderr).toContain('release-risk validate');
    expect(readModel(await readFile(file, 'utf8'), file)).toMatchObject({ ok: true });
  });

  it('never overwrites a file unless it is forced', async () => {
    const file = join(folder, 'risk.yaml');
    await writeFile(file, 'mine');
    const { error } = await init(['--out', file]);
    expect(error).toMatchObject({
      message: expect.stringContaining('exists already'),
      hint: expect.stringContaining('--force'),
    });
    expect(await readFile(file, 'utf8')).toBe('mine');
    await init(['--out', file, '--force']);
    expect(await readFile(file, 'utf8')).toContain('apiVersion');
  });

  it.each([
    { args: ['--preset', 'sprong'], message: /no preset/, hint: /"spring"/ },
    { args: ['--preset', 'zzz'], message: /no preset/, hint: /http-prometheus/ },
    { args: ['--name', ' '], message: /--name/, hint: /\S/ },
    { args: ['--name', 'x'.repeat(10_240)], message: /--name/, hint: /\S/ },
    { args: ['--out', '/nowhere/at/all.yaml'], message: /cannot be written/, hint: /folder/ },
    { args: ['--bind', 'other=http://127.0.0.1:1'], message: /--bind/, hint: /\S/ },
    { args: ['--identity', 'a b', '--prometheus', 'http://127.0.0.1:1'], message: /--identity/, hint: /\S/ },
    { args: ['--prometheus', 'not a url'], message: /metrics/, hint: /\S/ },
  ])('says what is wrong with $args', async ({ args, message, hint }) => {
    const { error, stdout } = await init(args);
    expect(error).toBeInstanceOf(CliError);
    expect(error).toMatchObject({ message: expect.stringMatching(message), hint: expect.stringMatching(hint) });
    expect(stdout).toBe('');
  });
});

describe('init with a server that does not answer well', () => {
  const empty = { body: { status: 'success', data: [] } };
  it.each<{ readonly what: string; readonly answer: CannedAnswer | Error; readonly message: RegExp }>([
    { what: '401', answer: { status: 401 }, message: /credentials/ },
    { what: '403', answer: { status: 403 }, message: /metrics/ },
    { what: '500', answer: { status: 500, body: 'boom' }, message: /error of its own/ },
    { what: 'HTML', answer: { body: '<html>login</html>' }, message: /JSON/ },
    { what: 'another shape', answer: { body: { status: 'success', data: { a: 1 } } }, message: /shape/ },
    { what: 'no connection', answer: new Error('ECONNREFUSED'), message: /metrics/ },
    { what: 'no metrics', answer: empty, message: /Among 0 metrics/ },
  ])('writes nothing and says why: $what', async ({ answer, message }) => {
    const file = join(folder, 'risk.yaml');
    const { error, stdout } = await init(['--prometheus', 'http://127.0.0.1:9', '--out', file], answer);
    expect(String(error)).toMatch(message);
    expect(stdout).toBe('');
    await expect(readFile(file)).rejects.toThrow('ENOENT');
  });
});
