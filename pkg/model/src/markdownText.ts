import { plain } from './plainText.ts';

/**
 * A text inside markdown, also inside a table cell: shown as it is, whatever it holds. Label values and error
 * messages come from servers and must not become links, images, HTML, mentions or cells of their own.
 */
export function markdownText(text: string): string {
  return plain(text)
    .replace(/[\\`*_[\]#|~$]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('@', '&#64;')
    .replaceAll('://', '&#58;//')
    .replace(/www\./gi, (match) => `${match.slice(0, 3)}&#46;`);
}

/** A row of a markdown table; the cells are markdown already. */
export function markdownRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** A table; the cells are markdown already. `right` are the columns of numbers. */
export function markdownTable(
  titles: readonly string[],
  right: ReadonlySet<number>,
  rows: readonly (readonly string[])[],
): readonly string[] {
  const rules = titles.map((_, at) => (right.has(at) ? '---:' : '---'));
  return [markdownRow(titles), markdownRow(rules), ...rows.map(markdownRow)];
}
