import type { Place } from '@release-risk/language/diagnostics/diagnostic';
import { plain, shortened } from '@release-risk/model/plainText';
import type { Style } from '../terminal/style.ts';
import { widthOf } from '../terminal/width.ts';

const LINES_BEFORE = 2;
/** Where a long line is cut so that its place stays in sight. */
const LEAD = 20;

/** The lines around a place with a caret under it; empty for a place outside the text. Places count from 1. */
export function codeFrame(style: Style, text: string, place: Place): readonly string[] {
  const lines = text.split(/\r?\n/);
  const at = place.line - 1;
  if (lines[at] === undefined) return [];
  const gutter = String(place.line).length;
  const room = Math.max(20, style.width - gutter - 6);
  const shown = lines.slice(Math.max(0, at - LINES_BEFORE), at + 1);
  const first = place.line - shown.length + 1;
  const cut = place.column > room - LEAD / 2 ? place.column - LEAD : 0;
  const numbered = shown.map((line, index) => {
    const number = style.dim(`${String(first + index).padStart(gutter)} ${style.marks.bar}`);
    return `  ${number} ${shortened(printable(line).slice(cut), room)}`;
  });
  const before = printable(lines[at].slice(cut, place.column - 1));
  const caret = `${' '.repeat(widthOf(before))}${style.red(style.marks.caret)}`;
  return [...numbered, `  ${' '.repeat(gutter)} ${style.dim(style.marks.bar)} ${caret}`];
}

/** Keeps columns where they are: a tab becomes one blank. */
function printable(line: string): string {
  return plain(line.replaceAll('\t', ' '));
}
