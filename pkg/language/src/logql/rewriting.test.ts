import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMatchers } from './addMatchers.ts';
import { canonicalText } from './canonicalText.ts';
import { GOOD_LOGQL } from './goodQueries.fixture.ts';
import { outputLabels } from './outputLabels.ts';
import type { LogqlQuery } from './parse.ts';
import { parseLogql } from './parse.ts';
import { ranges } from './ranges.ts';
import { resultType } from './resultType.ts';
import { selectors } from './selectors.ts';
import { shiftBy } from './shiftBy.ts';

function parsed(text: string): LogqlQuery {
  const result = parseLogql(text);
  if (!result.ok) throw new Error(`${text}: ${JSON.stringify(result.problems)}`);
  return result.query;
}

const vectors = GOOD_LOGQL.filter(({ type }) => type === 'vector').map(({ query }) => query);
const anyQuery = fc
  .letrec<{ query: string }>((tie) => ({
    query: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.constantFrom(...vectors),
      fc
        .tuple(tie('query'), tie('query'), fc.constantFrom('+', '*', '^', '/ on (a)', 'or', 'unless', '> bool', '-'))
        .map(([left, right, op]) => `${left}\n${op} ${right}`),
      tie('query').map((query) => `sum by (a) (${query}\n)`),
      tie('query').map((query) => `(${query} # why (\n)`),
    ),
  }))
  .query.filter((text) => parseLogql(text).ok);

describe('rewriting any query', () => {
  it('gives texts that parse, of the same type', () => {
    fc.assert(
      fc.property(anyQuery, (text) => {
        const query = parsed(text);
        const matchers = [{ label: 'service', op: '=', value: 'x' }] as const;
        for (const text of [
          canonicalText(query),
          shiftBy(query, '7d'),
          shiftBy(query, '-90s'),
          addMatchers(query, matchers),
        ]) {
          expect(resultType(parsed(text))).toBe(resultType(query));
        }
      }),
      { numRuns: 150 },
    );
  });

  it('spells canonically once and for all, and keeps labels and selectors', () => {
    fc.assert(
      fc.property(anyQuery, (text) => {
        const query = parsed(text);
        const canonical = parsed(canonicalText(query));
        expect(canonicalText(canonical)).toBe(canonical.text);
        expect(outputLabels(canonical)).toEqual(outputLabels(query));
        expect(selectors(canonical).map(({ matchers }) => matchers)).toEqual(
          selectors(query).map(({ matchers }) => matchers),
        );
      }),
      { numRuns: 150 },
    );
  });

  it('shifts by two durations as by their sum', () => {
    const offset = fc.integer({ min: -100_000, max: 100_000 }).map((seconds) => `${seconds}s`);
    fc.assert(
      fc.property(anyQuery, offset, offset, (text, first, second) => {
        const twice = shiftBy(parsed(shiftBy(parsed(text), first)), second);
        const sum = `${parseInt(first, 10) + parseInt(second, 10)}s`;
        expect(canonicalText(parsed(twice)).toLowerCase()).toBe(
          canonicalText(parsed(shiftBy(parsed(text), sum))).toLowerCase(),
        );
      }),
      { numRuns: 100 },
    );
  });

  it('never throws on any text at all', () => {
    const pieces = fc.constantFrom(
      ...'(){}[]"\'`,:=~!<>+-*/^%|#\n\u0000\ud800é .',
      'sum',
      'by',
      'rate',
      'offset',
      '5m',
      '{a="b"}',
      'or',
      '| json',
      '[5m]',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (tokens) => {
        const text = tokens.join('');
        const result = parseLogql(text);
        if (!result.ok) expect(result.problems.length).toBeGreaterThan(0);
        else expect(canonicalText(parsed(canonicalText(result.query)))).toBe(canonicalText(result.query));
      }),
      { numRuns: 500 },
    );
  });
});

describe('adding matchers', () => {
  it.each([
    ['{a="b"}', '{s="x", a="b"}'],
    ['{s="x"}', '{s="x"}'],
    ['{s="y"}', '{s="x", s="y"}'],
    ['{ # c\n a="b"}', '{s="x",  # c\n a="b"}'],
    [
      'sum(rate({a="b"} | s="y" [5m])) / sum(rate({c="d"}[5m]))',
      'sum(rate({s="x", a="b"} | s="y" [5m])) / sum(rate({s="x", c="d"}[5m]))',
    ],
    ['vector(1)', 'vector(1)'],
  ])('to %s gives %s', (text, added) => {
    expect(addMatchers(parsed(text), [{ label: 's', op: '=', value: 'x' }])).toBe(added);
    expect(parseLogql(added).ok).toBe(true);
  });

  it.each(['a.b', 'by', 'JSON', '', '1a', 'a:b'])('refuses the label name %j, which Loki cannot write', (label) => {
    expect(() => addMatchers(parsed('{a="b"}'), [{ label, op: '=', value: 'x' }])).toThrow(RangeError);
  });
});

describe('what a query reads', () => {
  it('lists its stream selectors with matchers and place', () => {
    expect(selectors(parsed('rate({a="b", c!~"d"}[5m])'))).toEqual([
      {
        matchers: [
          { label: 'a', op: '=', value: 'b' },
          { label: 'c', op: '!~', value: 'd' },
        ],
        from: 5,
        to: 20,
      },
    ]);
  });

  it.each([
    ['{a="b"}', [], 0],
    ['rate({a="b"}[5m])', [300], 300],
    ['rate({a="b"}[5m] offset 1h) + rate({a="b"}[1d])', [300, 86_400], 86_400],
    ['sum_over_time({a="b"} | unwrap x [5m] offset 1d)', [300], 86_700],
    ['rate({a="b"}[5m] offset -1h)', [300], 0],
  ])('%s has its ranges', (text, seconds, lookBack) => {
    const use = ranges(parsed(text));
    expect(use.ranges.map((range) => range.seconds)).toEqual(seconds);
    expect(use.subqueryDepth).toBe(0);
    expect(use.lookBackSeconds).toBe(lookBack);
  });
});

describe('the precedence Loki knows', () => {
  it('binds * tighter than or, whatever the grammar nests', () => {
    const labels = (text: string): unknown => outputLabels(parsed(text));
    const sum = (label: string): string => `sum by (${label}) (rate({x="y"}[5m]))`;
    expect(labels(`${sum('a')} or ${sum('a')} * 0 unless ${sum('b')}`)).toEqual({ kind: 'exact', labels: ['a'] });
    expect(labels(`${sum('a')} + ${sum('b')} * on (c) ${sum('c')}`)).toEqual({ kind: 'exact', labels: ['a'] });
  });
});
