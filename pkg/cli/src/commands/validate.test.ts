import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cannedTransport } from '@release-risk/query/testing/cannedTransport';
import { manualClock } from '@release-risk/query/testing/manualClock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../testing/runCli.ts';
import { SHOP_MODEL } from '../testing/shop.ts';

let folder = '';
const host = { clock: manualClock(), transport: cannedTransport(() => ({ status: 500 })).transport };
const file = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'release-risk-cli-'));
  await writeFile(file('good.yaml'), SHOP_MODEL);
  await writeFile(file('bad.yaml'), SHOP_MODEL.replace('weight: 60', 'wieght: 60').replace('for: 1m', 'for: soon'));
  await writeFile(file('empty.yaml'), '');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('release-risk validate', () => {
  it('says of a valid model what it is', async () => {
    const { code, stdout, stderr } = await runCli(['validate', file('good.yaml')], host);
    expect(code).toBe(0);
    expect(stdout).toMatch(/good\.yaml: valid · model shop, 3 signals, 3 services, fingerprint [0-9a-f]{16}\n$/);
    expect(stderr).toBe('');
  });

  it('shows every broken rule with its place, a frame and what to do', async () => {
    const { code, stdout } = await runCli(['validate', file('bad.yaml')], host);
    expect(code).toBe(1);
    expect(stdout).toContain('bad.yaml:17:5 error RR201');
    expect(stdout).toContain('17 │     wieght: 60');
    expect(stdout).toMatch(/\n {5}│ {5}\^\n/);
    expect(stdout).toContain('Did you mean "weight"?');
    expect(stdout).toContain('RR205');
    expect(stdout).not.toContain('\u001b[');
  });

  it('ends 3 for a file that cannot be read, and still reports the others', async () => {
    const { code, stdout } = await runCli(['validate', file('none.yaml'), file('bad.yaml'), folder], host);
    expect(code).toBe(3);
    expect(stdout).toContain('RR602');
    expect(stdout).toContain('there is no such file');
    expect(stdout).toContain('it is a folder');
    expect(stdout).toContain('RR201');
  });

  it('takes an empty file for an invalid model', async () => {
    expect((await runCli(['validate', file('empty.yaml')], host)).code).toBe(1);
  });

  it('writes JSON that names line and column', async () => {
    const { code, stdout } = await runCli(['--format', 'json', 'validate', file('bad.yaml')], host);
    expect(code).toBe(1);
    const parsed: unknown = JSON.parse(stdout);
    expect(parsed).toMatchObject({
      valid: false,
      files: [
        {
          state: 'invalid',
          diagnostics: expect.arrayContaining([
            expect.objectContaining({ code: 'RR201', line: 17, column: 5 }),
          ]) as unknown,
        },
      ],
    });
  });

  it('annotates the lines under GitHub Actions', async () => {
    const env = { GITHUB_ACTIONS: 'true' };
    const { stdout } = await runCli(['validate', file('bad.yaml')], { ...host, env });
    expect(stdout).toMatch(/^::error file=[^\n]*bad\.yaml,line=17,col=5,title=RR201::/m);
    const json = await runCli(['validate', file('bad.yaml'), '--format', 'json'], { ...host, env });
    expect(() => JSON.parse(json.stdout) as unknown).not.toThrow();
    expect(json.stderr).toContain('::error file=');
  });

  it('colours a terminal, and not against NO_COLOR or --no-color', async () => {
    const terminal = { ...host, terminal: 100 };
    expect((await runCli(['validate', file('good.yaml')], terminal)).stdout).toContain('\u001b[32m');
    expect(
      (await runCli(['validate', file('good.yaml')], { ...terminal, env: { NO_COLOR: '1' } })).stdout,
    ).not.toContain('\u001b');
    expect((await runCli(['--no-color', 'validate', file('good.yaml')], terminal)).stdout).not.toContain('\u001b');
  });
});

describe('release-risk', () => {
  it('prints its version and the schema', async () => {
    expect((await runCli(['--version'], host)).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    const { code, stdout } = await runCli(['schema'], host);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ title: 'Release Risk model (releaserisk/v1)' });
  });

  it.each([
    [['gate', 'x.yaml', '--servic', 'a'], 'Did you mean --service?'],
    [['valdiate', 'x.yaml'], 'Did you mean validate?'],
    [['gate'], "missing required argument 'model'"],
    [['score', 'x.yaml', '--format', 'xml'], 'text, json, markdown'],
  ])('never takes the usage error %j for a no', async (args, told) => {
    const { code, stderr } = await runCli(args, host);
    expect(code).toBe(3);
    expect(stderr).toContain(told);
  });

  it.each(['init', 'validate', 'score', 'explain', 'gate', 'schema'])(
    'documents %s with exit codes and examples',
    async (verb) => {
      const { code, stdout } = await runCli([verb, '--help'], host);
      expect(code).toBe(0);
      expect(stdout).toContain('Examples:');
      if (verb !== 'schema') expect(stdout).toContain('Exit codes:');
    },
  );

  it('shows no stack trace unless asked', async () => {
    const plain = await runCli(['score', file('none.yaml')], host);
    expect(plain.code).toBe(3);
    expect(plain.stderr).not.toMatch(/\n\s+at /);
    expect((await runCli(['--debug', 'score', file('none.yaml')], host)).stderr).toMatch(/\n\s+at /);
  });
});
