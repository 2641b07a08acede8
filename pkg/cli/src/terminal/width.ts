/** Letters of Latin scripts, Greek and Cyrillic, punctuation, arrows, and the shapes of our own marks: one column each. */
const NARROW = /^[\u0020-\u007e\u00a0-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2190-\u21ff\u2500-\u25ff]*$/;
const COLOUR = /\u001b\[[0-9;]*m/g;

/** How many columns a terminal uses for a text; colours take none. */
export function widthOf(text: string): number {
  const bare = text.replace(COLOUR, '');
  if (NARROW.test(bare)) return bare.length;
  // Made when needed: both take longer to make than everything else here takes to run.
  const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
  const wide =
    /^(?:\p{Emoji_Presentation}|\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|[\u3000-\u303f\uff01-\uff60])/u;
  let width = 0;
  for (const { segment } of segmenter.segment(bare)) width += wide.test(segment) ? 2 : 1;
  return width;
}

/** Fills a text with blanks up to `width` columns. */
export function padded(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const blanks = ' '.repeat(Math.max(0, width - widthOf(text)));
  return align === 'left' ? text + blanks : blanks + text;
}

/** Breaks a text at blanks into lines of at most `width` columns; a longer word stands alone. */
export function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && widthOf(longer) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}
