import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMatchers } from './addMatchers.ts';
import { canonicalText } from './canonicalText.ts';
import { GOOD_PROMQL } from './goodQueries.fixture.ts';
import { outputLabels } from './outputLabels.ts';
import type { PromqlQuery } from './parse.ts';
import { parsePromql } from './parse.ts';
import { pinAt } from './pinAt.ts';
import { ranges } from './ranges.ts';
import { resultType } from './resultType.ts';
import { selectors } from './selectors.ts';
import { shiftBy } from './shiftBy.ts';

function parsed(text: string): PromqlQuery {
  const result = parsePromql(text);
  if (!result.ok) throw new Error(`${text}: ${JSON.stringify(result.problems)}`);
  return result.query;
}

/** Queries put together at random from the corpus: brackets, aggregations, binary operators, comments, blanks. */
const vectors = GOOD_PROMQL.filter(({ type }) => type === 'vector').map(({ query }) => query);
const anyQuery = fc
  .letrec<{ query: string }>((tie) => ({
    query: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.constantFrom(...vectors),
      fc
        .tuple(tie('query'), tie('query'), fc.constantFrom('+', '*', '^', '/ on (a)', 'or', 'unless', '> bool', '-'))
        .map(([left, right, op]) => `${left}\n${op} ${right}`),
      tie('query').map((query) => `sum by (a) (${query}\n)`),
      tie('query').map((query) => `-(${query} # why (\n)`),
      tie('query').map((query) => `max_over_time((${query}\n)[1h:5m])`),
      tie('query').map((query) => `(${query}\n)`),
    ),
  }))
  .query.filter((text) => parsePromql(text).ok);

describe('rewriting any query', () => {
  it('gives texts that parse, of the same type', () => {
    fc.assert(
      fc.property(anyQuery, (text) => {
        const query = parsed(text);
        for (const rewritten of [
          canonicalText(query),
          shiftBy(query, '6h'),
          shiftBy(query, '-90s'),
          pinAt(query, 1_700_000_000),
          addMatchers(query, [{ label: 'service', op: '=', value: 'x' }]),
        ]) {
          expect(resultType(parsed(rewritten))).toBe(resultType(query));
        }
      }),
      { numRuns: 150 },
    );
  });

  it('spells canonically once and for all, and keeps labels, selectors and ranges', () => {
    fc.assert(
      fc.property(anyQuery, (text) => {
        const query = parsed(text);
        const canonical = parsed(canonicalText(query));
        expect(canonicalText(canonical)).toBe(canonical.text);
        expect(outputLabels(canonical)).toEqual(outputLabels(query));
        expect(selectors(canonical).map(({ metric, matchers }) => ({ metric, matchers }))).toEqual(
          selectors(query).map(({ metric, matchers }) => ({ metric, matchers })),
        );
        expect(ranges(canonical).lookBackSeconds).toBe(ranges(query).lookBackSeconds);
      }),
      { numRuns: 150 },
    );
  });

  it('shifts by two durations as by their sum, where no clock is read', () => {
    const offset = fc.integer({ min: -100_000, max: 100_000 }).map((seconds) => `${seconds}s`);
    const clockless = anyQuery.filter((text) => !/time|hour|day|start\(\) ?$|predict/.test(text));
    fc.assert(
      fc.property(clockless, offset, offset, (text, first, second) => {
        const twice = shiftBy(parsed(shiftBy(parsed(text), first)), second);
        const sum = `${parseInt(first, 10) + parseInt(second, 10)}s`;
        expect(canonicalText(parsed(twice))).toBe(canonicalText(parsed(shiftBy(parsed(text), sum))));
      }),
      { numRuns: 100 },
    );
  });

  it('adds a matcher once, to every selector', () => {
    fc.assert(
      fc.property(anyQuery, (text) => {
        const matcher = { label: 'service', op: '=~', value: 'a"|\\.b' } as const;
        const once = addMatchers(parsed(text), [matcher, matcher]);
        expect(addMatchers(parsed(once), [matcher])).toBe(once);
        for (const { matchers } of selectors(parsed(once.replaceAll(/info\([^)]*\)/g, 'up{service=~"a\\"|\\\\.b"}')))) {
          expect(matchers).toContainEqual(matcher);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('never throws on any text at all', () => {
    const pieces = fc.constantFrom(
      ...'(){}[]"\'`,:=~!<>+-*/^%@#\n\u0000\ud800é .',
      'sum',
      'by',
      'rate',
      'offset',
      '5m',
      'a',
      'or',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (tokens) => {
        const text = tokens.join('');
        const result = parsePromql(text);
        if (!result.ok) expect(result.problems.length).toBeGreaterThan(0);
        else expect(canonicalText(parsed(canonicalText(result.query)))).toBe(canonicalText(result.query));
      }),
      { numRuns: 500 },
    );
  });
});

describe('pinning a query', () => {
  it.each([
    ['a', 'a @ 100'],
    ['rate(a[5m] offset 1h)', 'rate(a[5m] @ 100 offset 1h)'],
    ['a @ 5', 'a @ 5'],
    ['a @ end()', 'a @ 100'],
    ['max_over_time(a[1h:1m])', 'max_over_time(a[1h:1m] @ 100)'],
    ['max_over_time((a @ start())[1h:1m] @ 5)', 'max_over_time((a @ 100)[1h:1m] @ 5)'],
    ['time() - a', '100 - a @ 100'],
    ['hour()', 'hour(vector(100))'],
    ['timestamp(a)', 'timestamp(a @ 100)'],
    ['timestamp(rate(a[5m]))', '(timestamp(rate(a[5m] @ 100)) * 0 + 100)'],
    ['predict_linear(a[5m], 60)', 'predict_linear(a[5m] @ 100, ((60) + 100 - time()))'],
    ['a[5m]offset 5m', 'a[5m] @ 100 offset 5m'],
    ['1 + 2', '1 + 2'],
  ])('%s reads %s', (text, pinned) => {
    expect(pinAt(parsed(text), 100)).toBe(pinned);
  });

  it('keeps milliseconds and takes times before 1970', () => {
    expect(pinAt(parsed('a + time() ^ 2'), -1.5004)).toBe('a @ -1.5 + (-1.5) ^ 2');
    expect(() => pinAt(parsed('a'), Number.NaN)).toThrow(RangeError);
  });
});

describe('shifting a query', () => {
  it('refuses what is no duration', () => {
    for (const text of ['', '5', '1.5h', 'soon', '- 5m']) expect(() => shiftBy(parsed('a'), text)).toThrow(RangeError);
  });

  it('leaves the text alone when nothing moves', () => {
    expect(shiftBy(parsed(' a  # why'), '0s')).toBe(' a  # why');
  });

  it('reaches a bound node inside a subquery, whose own nodes move with it', () => {
    expect(shiftBy(parsed('sum_over_time((a - b @ end() + c @ 5 + time())[1h:] @ 9)'), '1h')).toBe(
      'sum_over_time((a - b offset 1h @ end() + c @ 5 + time())[1h:] @ 9)',
    );
  });
});

describe('adding matchers', () => {
  it.each([
    ['a', 'a{s="x"}'],
    ['a{}', 'a{s="x"}'],
    ['a{ }', 'a{s="x" }'],
    ['a{b="c",}', 'a{s="x", b="c",}'],
    ['{"a.b"}', '{s="x", "a.b"}'],
    ['a{s="x"}', 'a{s="x"}'],
    ['a{s="y"}', 'a{s="x", s="y"}'],
    ['a{s=~"x"}', 'a{s="x", s=~"x"}'],
    ['a{ # "c"\n}', 'a{s="x",  # "c"\n}'],
    ['rate(a[5m] offset 1h)', 'rate(a{s="x"}[5m] offset 1h)'],
    ['info(a, {b="c"})', 'info(a{s="x"}, {b="c"})'],
    ['1 + time()', '1 + time()'],
  ])('to %s gives %s', (text, added) => {
    expect(addMatchers(parsed(text), [{ label: 's', op: '=', value: 'x' }])).toBe(added);
    expect(parsePromql(added).ok).toBe(true);
  });

  it('quotes a label name that is no plain word', () => {
    expect(addMatchers(parsed('a'), [{ label: 'k8s.pod', op: '=', value: 'x' }])).toBe('a{"k8s.pod"="x"}');
  });

  it('refuses a second metric name', () => {
    expect(() => addMatchers(parsed('a'), [{ label: '__name__', op: '=', value: 'b' }])).toThrow(RangeError);
    expect(addMatchers(parsed('{a="b"}'), [{ label: '__name__', op: '=', value: 'c' }])).toBe('{__name__="c", a="b"}');
  });
});

describe('what a query reads', () => {
  it('lists its selectors with metric, matchers and place', () => {
    expect(selectors(parsed('rate(a{b!="c"}[5m]) / {__name__="d", e=~"f"}'))).toEqual([
      { metric: 'a', matchers: [{ label: 'b', op: '!=', value: 'c' }], from: 5, to: 14 },
      {
        metric: 'd',
        matchers: [
          { label: '__name__', op: '=', value: 'd' },
          { label: 'e', op: '=~', value: 'f' },
        ],
        from: 22,
        to: 44,
      },
    ]);
    expect(selectors(parsed('{a="b"}'))).toEqual([{ matchers: [{ label: 'a', op: '=', value: 'b' }], from: 0, to: 7 }]);
  });

  it.each([
    ['a', [], 0, 0],
    ['rate(a[5m])', [300], 0, 300],
    ['rate(a[5m] offset 1h)', [300], 0, 3900],
    ['a offset -1h', [], 0, 0],
    ['max_over_time(rate(a[5m])[1h:1m] offset 1d)', [3600, 300], 1, 90_300],
    ['max_over_time(max_over_time(a[1h:])[1d:])', [86_400, 3600], 2, 90_000],
    ['rate(a[5m] @ 100) + rate(b[1m])', [300, 60], 0, 60],
    ['rate(a[300])', [300], 0, 300],
  ])('%s has its ranges', (text, seconds, depth, lookBack) => {
    const use = ranges(parsed(text));
    expect(use.ranges.map((range) => range.seconds)).toEqual(seconds);
    expect(use.subqueryDepth).toBe(depth);
    expect(use.lookBackSeconds).toBe(lookBack);
  });
});
