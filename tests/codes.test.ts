import { APPLY_CATALOGUE } from '@release-risk/apply/errors';
import { CLI_CATALOGUE } from '@release-risk/cli/errors';
import { EMIT_CATALOGUE } from '@release-risk/compiler/emit/diagnostics';
import { RULES_CATALOGUE } from '@release-risk/compiler/emit/prometheus/diagnostics';
import { CATALOGUE } from '@release-risk/language/diagnostics/catalogue';
import { describe, expect, it } from 'vitest';

const CATALOGUES = {
  models: { codes: Object.keys(CATALOGUE), own: /^RR[1-4]\d\d$/ },
  emitters: { codes: Object.keys(EMIT_CATALOGUE), own: /^RR5\d\d$/ },
  rules: { codes: Object.keys(RULES_CATALOGUE), own: /^RR5\d\d$/ },
  'command line': { codes: Object.keys(CLI_CATALOGUE), own: /^RR6\d\d$/ },
};

describe('Codes', () => {
  it('mean one thing each, whichever catalogue they are in', () => {
    const all = Object.values(CATALOGUES).flatMap(({ codes }) => codes);
    expect(all.filter((code, at) => all.indexOf(code) !== at)).toEqual([]);
  });

  it.each(Object.entries(CATALOGUES))('of %s keep to their own hundreds', (_name, { codes, own }) => {
    expect(codes).not.toEqual([]);
    expect(codes.filter((code) => !own.test(code))).toEqual([]);
  });

  it('of applying are those that the command line prints', () => {
    const codes = Object.values(APPLY_CATALOGUE).map(({ code }) => code);
    expect(codes.filter((code) => !Object.hasOwn(CLI_CATALOGUE, code))).toEqual([]);
  });
});
