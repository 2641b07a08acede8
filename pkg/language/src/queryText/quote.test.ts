import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLogql } from '../logql/parse.ts';
import { selectors as logqlSelectors } from '../logql/selectors.ts';
import { parsePromql } from '../promql/parse.ts';
import { selectors as promqlSelectors } from '../promql/selectors.ts';
import { quoteLabelValue, unquote } from './quote.ts';

describe('a quoted label value', () => {
  it.each([
    ['', '""'],
    ['a"b', '"a\\"b"'],
    ['a\\d', '"a\\\\d"'],
    ['a\nb\tc\rd', '"a\\nb\\tc\\rd"'],
    ['\u0000\u0007\u007f\u0085', '"\\u0000\\u0007\\u007f\\u0085"'],
    ['\ufeff', '"\\ufeff"'],
    ['é 漢 😀', '"é 漢 😀"'],
    ["it's `raw`", '"it\'s `raw`"'],
    ['\ud83d', '"\uFFFD"'],
  ])('%j is written %s', (value, literal) => {
    expect(quoteLabelValue(value)).toBe(literal);
  });

  it('comes back from both languages as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (value) => {
        const literal = quoteLabelValue(value);
        const promql = parsePromql(`up{a=${literal}}`);
        const logql = parseLogql(`{a=${literal}}`);
        if (!promql.ok || !logql.ok) throw new Error(literal);
        expect(promqlSelectors(promql.query)[0]?.matchers[0]?.value).toBe(value);
        expect(logqlSelectors(logql.query)[0]?.matchers[0]?.value).toBe(value);
      }),
    );
  });
});

describe('a string literal', () => {
  it.each([
    ['"\\xc3\\xa9"', 'é'],
    ['"\\303\\251"', 'é'],
    ['"\\xff"', '\uFFFD'],
    ['"\\U0001F600"', '😀'],
    ['"\\ud800"', '\uFFFD'],
    ["'\\''", "'"],
    ['`a\\nb\n`', 'a\\nb\n'],
  ])('%s is read as Go reads it', (literal, value) => {
    expect(unquote(literal)).toEqual({ ok: true, value });
  });

  it.each(['"', '"a', '"a\\"', '\'a"', '`', '"\\q"', '"\\x4"', '"\\U00110000"', '"\\8"', '"\\\''])(
    '%s is refused',
    (text) => {
      expect(unquote(text).ok).toBe(false);
    },
  );
});
