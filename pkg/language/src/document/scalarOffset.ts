/** How many hex digits follow each numeric escape of a double-quoted scalar. */
const HEX_ESCAPES: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/**
 * Where character `offset` of a scalar's trimmed value stands in its source text (0-based, from the scalar's start).
 * Folding only ever changes blanks and line breaks, so both texts are walked along what is not blank; escapes count
 * as what they stand for. An offset at or beyond the end is the place just behind the last character.
 */
export function offsetInScalar(source: string, type: string | undefined, value: string, offset: number): number {
  const wanted = value.trim();
  let at = contentStart(source, type);
  let behind = at;
  for (let index = 0; index < wanted.length && index <= offset;) {
    if (isBlank(wanted.charAt(index))) {
      if (index === offset) return behind;
      index++;
      const escaped = escapedBlank(source, at, type);
      if (escaped > 0) behind = at += escaped;
      continue;
    }
    while (at < source.length && skipped(source, at, type)) at++;
    const { length, units } = written(source, at, type);
    if (offset < index + units) return at;
    index += units;
    behind = at += length;
  }
  return Math.min(behind, source.length);
}

function contentStart(source: string, type: string | undefined): number {
  if (type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE') return 1;
  return type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED' ? source.indexOf('\n') + 1 : 0;
}

function isBlank(character: string): boolean {
  return /\s/.test(character);
}

/** Blanks between what is written, and the backslash of a line that goes on. */
function skipped(source: string, at: number, type: string | undefined): boolean {
  if (isBlank(source.charAt(at))) return true;
  return type === 'QUOTE_DOUBLE' && /^\\\r?\n/.test(source.slice(at, at + 3));
}

/** The length of an escape that stands for a blank (`\\n`, `\\t`), 0 where none stands here. */
function escapedBlank(source: string, at: number, type: string | undefined): number {
  return type === 'QUOTE_DOUBLE' && /^\\[nrt _NLP]/.test(source.slice(at, at + 2)) ? 2 : 0;
}

/** How long one character is in the source, and how many UTF-16 units it has in the value. */
function written(source: string, at: number, type: string | undefined): { length: number; units: number } {
  if (type === 'QUOTE_SINGLE' && source.startsWith("''", at)) return { length: 2, units: 1 };
  if (type !== 'QUOTE_DOUBLE' || source.charAt(at) !== '\\') return { length: 1, units: 1 };
  const digits = HEX_ESCAPES[source.charAt(at + 1)] ?? 0;
  const code = Number.parseInt(source.slice(at + 2, at + 2 + digits), 16);
  return { length: 2 + digits, units: code > 0xffff ? 2 : 1 };
}
