const SHORT_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\\', '\\\\'],
  ['"', '\\"'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/**
 * The double-quoted literal of a string, read back as the same string by PromQL and by LogQL. Control characters and
 * the byte order mark are escaped (LogQL's scanner refuses them raw); a lone surrogate, which no UTF-8 text can carry,
 * becomes U+FFFD.
 */
export function quoteLabelValue(value: string): string {
  let text = '"';
  for (const character of value) {
    const code = character.codePointAt(0) ?? 0;
    const short = SHORT_ESCAPES.get(character);
    if (short !== undefined) text += short;
    else if (code < 0x20 || (code >= 0x7f && code < 0xa0) || code === 0xfeff || code === 0x2028 || code === 0x2029) {
      text += `\\u${code.toString(16).padStart(4, '0')}`;
    } else if (isSurrogate(code)) text += '\uFFFD';
    else text += character;
  }
  return `${text}"`;
}

/** Whether a code unit is one half of a surrogate pair; only lone halves appear when iterating by code point. */
export function isSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdfff;
}

/** A string literal read, or the first thing wrong in it: `from` and `to` count from the start of the literal. */
export type UnquoteResult =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly message: string; readonly from: number; readonly to: number };

const SIMPLE: ReadonlyMap<string, number> = new Map([
  ['a', 7],
  ['b', 8],
  ['f', 12],
  ['n', 10],
  ['r', 13],
  ['t', 9],
  ['v', 11],
  ['\\', 92],
  ["'", 39],
  ['"', 34],
]);

interface Escape {
  readonly length: number;
  /** Bytes are gathered and decoded together (`\xc3\xa9` is one character); code points stand alone. */
  readonly kind: 'byte' | 'codePoint';
  readonly value: number;
}

/**
 * The value of a PromQL or LogQL string literal: "double", 'single' or `raw`, with Go's escapes. Refuses a missing
 * closing quote, a line break inside quotes, and unknown or out-of-range escapes.
 */
export function unquote(literal: string): UnquoteResult {
  const quote = literal.charAt(0);
  if (literal.length < 2 || !closes(literal, quote)) {
    return { ok: false, message: 'this string is never closed', from: 0, to: literal.length };
  }
  const inner = literal.slice(1, -1);
  if (quote === '`') return { ok: true, value: inner };
  let value = '';
  let bytes: number[] = [];
  const flush = (): void => {
    if (bytes.length > 0) value += decodeUtf8(bytes);
    bytes = [];
  };
  for (let at = 0; at < inner.length;) {
    if (inner.charAt(at) !== '\\') {
      flush();
      value += inner.charAt(at);
      at += 1;
      continue;
    }
    const escape = readEscape(inner, at, quote);
    if (escape === undefined) {
      const message = `${JSON.stringify(inner.slice(at, at + 2))} is no escape the query language knows`;
      return { ok: false, message, from: at + 1, to: Math.min(at + 3, literal.length) };
    }
    if (escape.kind === 'byte') bytes.push(escape.value);
    else {
      flush();
      value += String.fromCodePoint(isSurrogate(escape.value) ? 0xfffd : escape.value);
    }
    at += escape.length;
  }
  flush();
  return { ok: true, value };
}

/** Whether the literal's last character is its closing quote, not an escaped one. */
function closes(literal: string, quote: string): boolean {
  if (!literal.endsWith(quote)) return false;
  if (quote === '`') return true;
  let backslashes = 0;
  for (let at = literal.length - 2; at > 0 && literal.charAt(at) === '\\'; at -= 1) backslashes += 1;
  return backslashes % 2 === 0;
}

function readEscape(inner: string, at: number, quote: string): Escape | undefined {
  const letter = inner.charAt(at + 1);
  if ((letter === '"' || letter === "'") && letter !== quote) return undefined;
  const simple = SIMPLE.get(letter);
  if (simple !== undefined) return { length: 2, kind: 'codePoint', value: simple };
  if (letter === 'x') return digits(inner, at + 2, 2, 16, 2, 'byte', 0xff);
  if (letter === 'u') return digits(inner, at + 2, 4, 16, 2, 'codePoint', 0x10ffff);
  if (letter === 'U') return digits(inner, at + 2, 8, 16, 2, 'codePoint', 0x10ffff);
  return digits(inner, at + 1, 3, 8, 1, 'byte', 0xff);
}

function digits(
  inner: string,
  from: number,
  count: number,
  base: 8 | 16,
  prefix: number,
  kind: Escape['kind'],
  most: number,
): Escape | undefined {
  const text = inner.slice(from, from + count);
  const pattern = base === 8 ? /^[0-7]+$/ : /^[0-9a-fA-F]+$/;
  if (text.length !== count || !pattern.test(text)) return undefined;
  const value = parseInt(text, base);
  return value <= most ? { length: prefix + count, kind, value } : undefined;
}

function decodeUtf8(bytes: readonly number[]): string {
  try {
    return decodeURIComponent(bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));
  } catch {
    return '\uFFFD';
  }
}
