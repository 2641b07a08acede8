import { describe, expect, it } from 'vitest';
import { plain, shortened } from '../terminal/plainText.ts';
import { annotationLine, escapeData, escapeProperty } from './github.ts';
import { markdownText } from './markdownText.ts';

describe('workflow commands of GitHub', () => {
  it.each([
    ['100%', '100%25'],
    ['a\nb\r\nc', 'a%0Ab%0D%0Ac'],
    ['%0A', '%250A'],
    ['a:b,c', 'a:b,c'],
  ])('writes the data %j as %j', (text, written) => {
    expect(escapeData(text)).toBe(written);
  });

  it.each([
    ['a:b,c', 'a%3Ab%2Cc'],
    ['50%: no', '50%25%3A no'],
    ['C:\\models\\bot.yaml', 'C%3A\\models\\bot.yaml'],
  ])('writes the property %j as %j', (text, written) => {
    expect(escapeProperty(text)).toBe(written);
  });

  it('writes one line whatever the message holds', () => {
    const line = annotationLine({
      level: 'error',
      title: 'RR404, really: yes',
      file: 'a,b.yaml',
      line: 3,
      col: 7,
      message: 'first\n::stop-commands::x\u001b[2J',
    });
    expect(line).toBe(
      '::error title=RR404%2C really%3A yes,file=a%2Cb.yaml,line=3,col=7::first%0A::stop-commands::x\u{fffd}[2J\n',
    );
    expect(line.trimEnd()).not.toContain('\n');
  });

  it('leaves out properties that are not there', () => {
    expect(annotationLine({ level: 'warning', message: 'x' })).toBe('::warning::x\n');
  });
});

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
