import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { APPLY_CATALOGUE } from '@release-risk/apply/errors';
import { CLI_CATALOGUE } from '@release-risk/cli/errors';
import { EMIT_CATALOGUE } from '@release-risk/compiler/emit/diagnostics';
import { RULES_CATALOGUE } from '@release-risk/compiler/emit/prometheus/diagnostics';
import { GATEWAY_CATALOGUE } from '@release-risk/gateway/errors';
import { CATALOGUE } from '@release-risk/language/diagnostics/catalogue';
import { describe, expect, it } from 'vitest';

const CATALOGUES = {
  models: { codes: Object.keys(CATALOGUE), own: /^RR[1-4]\d\d$/ },
  emitters: { codes: Object.keys(EMIT_CATALOGUE), own: /^RR5\d\d$/ },
  rules: { codes: Object.keys(RULES_CATALOGUE), own: /^RR5\d\d$/ },
  'command line': { codes: Object.keys(CLI_CATALOGUE), own: /^RR6\d\d$/ },
  gateway: { codes: Object.keys(GATEWAY_CATALOGUE), own: /^GW[1-3]\d\d$/ },
};

const ROOT = fileURLToPath(new URL('..', import.meta.url));

function textsIn(folder: string): { readonly path: string; readonly text: string }[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.includes('node_modules'))
    .map((path) => ({ path, text: readFileSync(join(ROOT, folder, path), 'utf8') }));
}

describe('Codes', () => {
  it('mean one thing each, whichever catalogue they are in', () => {
    const all = Object.values(CATALOGUES).flatMap(({ codes }) => codes);
    expect(all.filter((code, at) => all.indexOf(code) !== at)).toEqual([]);
  });

  it.each(Object.entries(CATALOGUES))('of %s keep to their own hundreds', (_name, { codes, own }) => {
    expect(codes).not.toEqual([]);
    expect(codes.filter((code) => !own.test(code))).toEqual([]);
  });

  it('of the gateway are each thrown somewhere and looked for by a test', () => {
    const files = textsIn('pkg/gateway/src');
    const tests = [...files, ...textsIn('tests').filter(({ path }) => path !== 'codes.test.ts')].filter(({ path }) =>
      path.endsWith('.test.ts'),
    );
    const sources = files.filter(({ path }) => !/\.test\.ts$|(^|\/)testing\//.test(path));
    const thrown = (code: string) => sources.some(({ text }) => text.includes(`code: '${code}'`));
    const tested = (code: string) => tests.some(({ text }) => text.includes(code));
    const { codes } = CATALOGUES.gateway;
    expect(codes.filter((code) => !thrown(code))).toEqual([]);
    expect(codes.filter((code) => !tested(code))).toEqual([]);
  });

  it('of the gateway answer with a status of HTTP that is an error', () => {
    for (const [code, { status }] of Object.entries(GATEWAY_CATALOGUE)) {
      expect([code, status >= 400 && status < 600]).toEqual([code, true]);
    }
  });

  it('of applying are those that the command line prints', () => {
    const codes = Object.values(APPLY_CATALOGUE).map(({ code }) => code);
    expect(codes.filter((code) => !Object.hasOwn(CLI_CATALOGUE, code))).toEqual([]);
  });
});
