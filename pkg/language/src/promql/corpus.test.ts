import { describe, expect, it } from 'vitest';
import { BAD_PROMQL } from './badQueries.fixture.ts';
import { canonicalText } from './canonicalText.ts';
import { GOOD_PROMQL } from './goodQueries.fixture.ts';
import { outputLabels } from './outputLabels.ts';
import type { PromqlQuery } from './parse.ts';
import { parsePromql } from './parse.ts';
import { resultType } from './resultType.ts';
import { shiftBy } from './shiftBy.ts';

function parsed(text: string): PromqlQuery {
  const result = parsePromql(text);
  if (!result.ok) throw new Error(`${text}: ${JSON.stringify(result.problems)}`);
  return result.query;
}

describe('a query Prometheus takes', () => {
  it.each(GOOD_PROMQL)('$query is read, labelled, spelled and shifted', (expected) => {
    const query = parsed(expected.query);
    const labels = outputLabels(query);
    expect(resultType(query)).toBe(expected.type);
    expect(labels.kind === 'exact' ? labels.labels : 'unknown').toEqual(expected.labels);
    expect(canonicalText(query)).toBe(expected.canonical ?? expected.query);
    expect(shiftBy(query, '1h')).toBe(expected.shifted ?? expected.query);
  });
});

describe('a query Prometheus refuses', () => {
  it.each(BAD_PROMQL)('$query is refused with every problem at its place', ({ query, problems }) => {
    const result = parsePromql(query);
    const found = result.ok ? [] : result.problems;
    expect(
      found.map(({ from, to, message, hint }) => `${from}-${to} ${message}${hint === undefined ? '' : ` (${hint})`}`),
    ).toEqual(problems);
    for (const { from, to } of found) {
      expect(from).toBeGreaterThanOrEqual(0);
      expect(to).toBeGreaterThanOrEqual(from);
      expect(to).toBeLessThanOrEqual(query.length);
    }
  });
});
