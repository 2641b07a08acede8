import { describe, expect, it } from 'vitest';
import { parseLogql } from '../logql/parse.ts';
import { outputLabels as logqlLabels } from '../logql/outputLabels.ts';
import { canonicalText } from '../promql/canonicalText.ts';
import { outputLabels } from '../promql/outputLabels.ts';
import { parsePromql } from '../promql/parse.ts';
import { ranges } from '../promql/ranges.ts';
import { shiftBy } from '../promql/shiftBy.ts';

const HOSTILE: readonly (readonly [string, string])[] = [
  ['10,000 nested brackets', `${'('.repeat(10_000)}a${')'.repeat(10_000)}`],
  ['10,000 open brackets', '('.repeat(10_000)],
  ['10,000 open braces', '{'.repeat(10_000)],
  ['10,000 signs', `${'-'.repeat(10_000)}1`],
  ['10,000 powers', Array(10_000).fill('a').join(' ^ ')],
  ['a chain of 5,000 numbers', Array(5000).fill('vector(1)').join(' + ')],
  ['2,000 powers of numbers', Array(2000).fill('1').join(' ^ ')],
  ['a chain of 30,000 operators', Array(30_000).fill('a').join(' or ')],
  ['a megabyte of words', 'a '.repeat(500_000)],
  ['a megabyte of nonsense', ') a b ( '.repeat(125_000)],
  ['a megabyte of quotes', '"'.repeat(1_000_001)],
  ['a megabyte of unknown calls', 'nope('.repeat(200_000)],
  ['a megabyte in a string never closed', `"${'x'.repeat(999_000)}`],
  ['more than a megabyte', 'a'.repeat(1_000_001)],
  ['NUL characters', 'a\u0000b\u0000'],
  ['half a surrogate pair', 'up{a="\ud83d"}'],
  ['a byte order mark', '\ufeffup'],
];

describe('a hostile text', () => {
  it.each(HOSTILE)('%s is refused in words', (_name, text) => {
    for (const result of [parsePromql(text), parseLogql(text)]) {
      expect(result.ok).toBe(false);
      if (!result.ok) expect(result.problems[0]?.message).toMatch(/\w/);
    }
  });

  it('is still taken when it is only long', () => {
    const wide = `sum by (${Array(20_000).fill('label_name').join(', ')}) (up)`;
    const result = parsePromql(wide);
    expect(result.ok).toBe(true);
  });
});

describe('a long chain of operators', () => {
  it('of 900 sides is taken by PromQL and by everything that reads it', () => {
    const result = parsePromql(Array(900).fill('sum by (service) (up{a="b"})').join(' or '));
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    expect(outputLabels(result.query)).toEqual({ kind: 'exact', labels: ['service'] });
    expect(canonicalText(result.query)).toBe(result.query.text);
    expect(ranges(result.query).ranges).toEqual([]);
    expect(shiftBy(result.query, '1h').split('offset 1h')).toHaveLength(901);
  });

  it('of 450 sides is taken by LogQL', () => {
    const side = 'label_replace(vector(1e100), "service", "x", "", "")';
    const result = parseLogql(Array(450).fill(side).join(' or '));
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    expect(logqlLabels(result.query)).toEqual({ kind: 'exact', labels: ['service'] });
  });

  it('of 1,024 sides is taken when it is balanced with brackets, as the compiler writes it', () => {
    const balanced = (sides: readonly string[]): string => {
      if (sides.length === 1) return sides[0] ?? '';
      const half = sides.length / 2;
      return `(${balanced(sides.slice(0, half))} or ${balanced(sides.slice(half))})`;
    };
    const sentinel = (index: number): string => `label_replace(vector(1e100), "service", "s${index}", "", "")`;
    const text = balanced(Array.from({ length: 1024 }, (_, index) => sentinel(index)));
    expect(parsePromql(text).ok).toBe(true);
    expect(parseLogql(text).ok).toBe(true);
  });
});
