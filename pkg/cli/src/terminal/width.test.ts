import { describe, expect, it } from 'vitest';
import { padded, widthOf, wrapped } from './width.ts';

describe('the width of a text', () => {
  it.each([
    ['', 0],
    ['plain', 5],
    ['Größe', 5],
    ['● ▲ █▌·', 7],
    ['\u001b[31mred\u001b[39m', 3],
    ['数字', 4],
    ['🚀 go', 5],
    ['e\u0301', 1],
    ['👩‍💻', 2],
    ['Ошибки', 6],
  ])('of %j is %d columns', (text, columns) => {
    expect(widthOf(text)).toBe(columns);
  });

  it('is what padding goes by', () => {
    expect(padded('数', 4)).toBe('数  ');
    expect(padded('7', 3, 'right')).toBe('  7');
    expect(padded('longer', 3)).toBe('longer');
  });

  it('is what lines are broken by, never inside a word', () => {
    expect(wrapped('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrapped('unbreakable word', 4)).toEqual(['unbreakable', 'word']);
    expect(wrapped('', 4)).toEqual(['']);
  });
});
