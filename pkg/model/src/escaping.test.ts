import { describe, expect, it } from 'vitest';
import { markdownText } from './markdownText.ts';
import { plain, shortened } from './plainText.ts';

describe('texts from servers', () => {
  it.each([
    ['a line break becomes a blank', 'a\r\n\tb', 'a b'],
    ['an escape sequence loses its escape', '\u001b[31mred', '\u{fffd}[31mred'],
    ['an old workflow command is broken up', 'x ##[add-mask]y', 'x ## [add-mask]y'],
    ['a direction mark is replaced', 'v1\u202etxt', 'v1\u{fffd}txt'],
    ['other scripts stay', 'Größe 数', 'Größe 数'],
  ])('%s', (_, text, written) => {
    expect(plain(text)).toBe(written);
  });

  it('are cut at whole characters', () => {
    expect(shortened('😀😀😀😀', 3)).toBe('😀😀…');
    expect(shortened('abc', 3)).toBe('abc');
  });
});

describe('texts in markdown', () => {
  it.each([
    ['a cell stays a cell', 'a|b', 'a\\|b'],
    ['a line stays a line', 'a\n| b |', 'a \\| b \\|'],
    ['a link is none', '[x](javascript:alert)', '\\[x\\](javascript:alert)'],
    ['an image is none', '![x](y)', '!\\[x\\](y)'],
    ['HTML is text', '<img src=x onerror=1>', '&lt;img src=x onerror=1&gt;'],
    ['an entity is text', '&lt;', '&amp;lt;'],
    ['an address is no link', 'https://evil.example', 'https&#58;//evil.example'],
    ['a bare host is no link', 'www.evil.example', 'www&#46;evil.example'],
    ['nobody is called', '@team', '&#64;team'],
    ['code does not open', 'a`b', 'a\\`b'],
    ['a backslash cannot undo an escape', '\\|', '\\\\\\|'],
    ['emphasis and formulas stay closed', '*a* _b_ $c$ ~d~', '\\*a\\* \\_b\\_ \\$c\\$ \\~d\\~'],
    ['plain words stay readable', 'Error rate 4.1% vs usual 0.6% (n=900)', 'Error rate 4.1% vs usual 0.6% (n=900)'],
  ])('%s', (_, text, written) => {
    expect(markdownText(text)).toBe(written);
  });
});
