import { describe, expect, it } from 'vitest';
import { annotationLine, escapeData, escapeProperty } from './github.ts';

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
