import { describe, expect, it } from 'vitest';
import { matchesEmpty, regularExpressionProblem } from './regularExpression.ts';

describe('a regular expression for RE2', () => {
  it.each([
    '',
    'api|web',
    'a||b',
    '()',
    '(|a)+',
    '(?i)error',
    '(?:x|y)+?',
    '(?P<name>\\d+)',
    '(?<name>x)',
    '(?i:x)',
    '[]a]',
    '[^]]',
    '[[:alpha:]_]+',
    '[\\]]',
    'x{2,3}',
    '^*',
    '\\.\\*\\(',
    '\\Q(*\\E',
    'a|b*',
    '5..',
  ])('%s is let through', (pattern) => {
    expect(regularExpressionProblem(pattern)).toBeUndefined();
  });

  it.each([
    '(',
    ')',
    'a)',
    '((a)',
    '[',
    '[a-',
    '[^',
    '*',
    '+a',
    '|*',
    '(*a)',
    '(?=x)',
    '(?!x)',
    '(?<=x)',
    '(?<!x)',
    '(a)\\1',
    'a\\',
  ])('%s is refused', (pattern) => {
    expect(regularExpressionProblem(pattern)).toBeTypeOf('string');
  });

  it.each([
    ['', true],
    ['.*', true],
    ['a|', true],
    ['(?i)a*', true],
    ['(?P<x>.*)', true],
    ['.+', false],
    ['a', false],
    ['\\z', false],
  ])('%s matches the empty string: %s', (pattern, matches) => {
    expect(matchesEmpty(pattern)).toBe(matches);
  });
});
