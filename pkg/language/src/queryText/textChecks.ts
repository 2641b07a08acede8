import { isSurrogate } from './quote.ts';
import type { QueryProblem, Span } from './problem.ts';
import { problemAt } from './problem.ts';

/**
 * Characters no query may hold anywhere: NUL (the servers' scanners and the documents we emit refuse it) and lone
 * surrogates (no UTF-8 request can carry them).
 */
export function unsendableCharacters(text: string): QueryProblem[] {
  const problems: QueryProblem[] = [];
  let at = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const span = { from: at, to: at + character.length };
    if (code === 0) problems.push(problemAt(span, 'a NUL character cannot stand in a query', 'delete it'));
    else if (isSurrogate(code)) {
      problems.push(problemAt(span, 'half of a surrogate pair cannot stand in a query', 'delete it'));
    }
    if (problems.length >= 20) return problems;
    at += character.length;
  }
  return problems;
}

/**
 * Characters outside strings and comments which the servers refuse though the grammar takes some of them for blanks:
 * everything but printable ASCII, space, tab and line breaks. `opaque` are the strings and comments, in text order.
 */
export function foreignCharacters(text: string, opaque: readonly Span[]): QueryProblem[] {
  const problems: QueryProblem[] = [];
  let next = 0;
  for (let at = 0; at < text.length && problems.length < 20; at += 1) {
    const hidden = opaque[next];
    if (hidden !== undefined && at >= hidden.from) {
      at = Math.max(at, hidden.to) - 1;
      next += 1;
      continue;
    }
    const code = text.charCodeAt(at);
    if (isOrdinary(code)) continue;
    const length = code >= 0xd800 && code <= 0xdbff ? 2 : 1;
    problems.push(foreignCharacter(text.slice(at, at + length), at));
    at += length - 1;
  }
  return problems;
}

function isOrdinary(code: number): boolean {
  return (code >= 0x20 && code < 0x7f) || code === 0x09 || code === 0x0a || code === 0x0d;
}

function foreignCharacter(character: string, from: number): QueryProblem {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  const span = { from, to: from + character.length };
  if (/^\s$/u.test(character) || character === '\uFEFF') {
    return problemAt(span, `U+${code} is no blank to the server`, 'replace it with an ordinary space');
  }
  if (/^[\u2018-\u201F]$/u.test(character)) {
    return problemAt(span, `a typographic quote (U+${code}) opens no string`, 'use a straight " instead');
  }
  return problemAt(span, `unexpected character U+${code}`, 'only strings may hold such characters');
}

/** The position of the next token at or after `at`: blanks and `#` comments are passed over. */
export function skipBlanks(text: string, at: number): number {
  let position = at;
  while (position < text.length) {
    const character = text.charAt(position);
    if (character === '#') {
      const lineEnd = text.indexOf('\n', position);
      position = lineEnd < 0 ? text.length : lineEnd + 1;
    } else if (character.trim() === '') position += 1;
    else return position;
  }
  return position;
}

/** Where the word that starts at `from` ends: letters, digits, underscores and colons. */
export function wordEnd(text: string, from: number): number {
  let to = from;
  while (/[\w:]/.test(text.charAt(to))) to += 1;
  return to;
}
