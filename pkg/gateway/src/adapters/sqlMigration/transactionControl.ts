/** First words of statements that end or leave the transaction, or that no transaction may hold. */
const FORBIDDEN_FIRST = new Set([
  'BEGIN',
  'START',
  'COMMIT',
  'END',
  'ROLLBACK',
  'ABORT',
  'SAVEPOINT',
  'RELEASE',
  'PREPARE',
  'DISCARD',
  'VACUUM',
  'COPY',
  'LISTEN',
]);
/** Words that must stand nowhere outside of quotes and comments. */
const FORBIDDEN_ANYWHERE = new Set(['CONCURRENTLY', 'STANDARD_CONFORMING_STRINGS', 'BACKSLASH_QUOTE']);

const WORD = /[A-Za-z_\u0080-\uffff][A-Za-z0-9_$\u0080-\uffff]*/y;
const NUMBER_OR_PARAMETER = /\$?[0-9][A-Za-z0-9_.]*/y;
const DOLLAR_TAG = /\$([A-Za-z_\u0080-\uffff][A-Za-z0-9_\u0080-\uffff]*)?\$/y;
/** A string that goes on in the next line keeps the rules of its first part. */
const CONTINUED = /(?:[ \t\f\r\n]|--[^\r\n]*)*'/y;

class Unreadable extends Error {}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function endOfComment(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const pair = text.slice(at, at + 2);
    if (pair === '/*') depth += 1;
    else if (pair === '*/') depth -= 1;
    else continue;
    at += 1;
    if (depth === 0) return at + 1;
  }
  throw new Unreadable('a comment is not closed');
}

/** Behind the closing quote; a doubled quote is none, and `\'` is none where backslashes escape. */
function endOfQuoted(text: string, start: number, quote: string, hasEscapes: boolean): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (hasEscapes && text[at] === '\\') at += 1;
    else if (text[at] !== quote) continue;
    else if (text[at + 1] === quote) at += 1;
    else return at + 1;
  }
  throw new Unreadable('a quoted text is not closed');
}

function endOfString(text: string, at: number, hasEscapes: boolean): number {
  const end = endOfQuoted(text, at, "'", hasEscapes);
  if (hasEscapes && matchAt(CONTINUED, text, end) !== undefined) {
    throw new Unreadable('a string with escapes goes on in another line');
  }
  return end;
}

function endOfDollarQuoted(text: string, at: number, tag: string): number {
  const end = text.indexOf(tag, at + tag.length);
  if (end < 0) throw new Unreadable('a dollar-quoted text is not closed');
  return end + tag.length;
}

function endOfLine(text: string, at: number): number {
  const found = text.slice(at).search(/[\r\n]/);
  return found < 0 ? text.length : at + found;
}

interface Token {
  readonly end: number;
  /** Upper case; `;` ends a statement; undefined for what says nothing here. */
  readonly word: string | undefined;
}

function quotedAt(text: string, at: number): Token | undefined {
  const character = text[at];
  if (character === "'") return { end: endOfString(text, at, false), word: undefined };
  // A quoted name is no keyword, and yet something: a statement cannot begin with one.
  if (character === '"') return { end: endOfQuoted(text, at, '"', false), word: '"' };
  const tag = matchAt(DOLLAR_TAG, text, at);
  return tag === undefined ? undefined : { end: endOfDollarQuoted(text, at, tag), word: undefined };
}

function tokenAt(text: string, at: number): Token {
  if (text.startsWith('--', at)) return { end: endOfLine(text, at), word: undefined };
  if (text.startsWith('/*', at)) return { end: endOfComment(text, at), word: undefined };
  const quoted = quotedAt(text, at);
  if (quoted !== undefined) return quoted;
  const word = matchAt(WORD, text, at);
  if (word !== undefined) {
    const end = at + word.length;
    if (/^e$/i.test(word) && text[end] === "'") return { end: endOfString(text, end, true), word: undefined };
    return { end, word: word.toUpperCase() };
  }
  const number = matchAt(NUMBER_OR_PARAMETER, text, at);
  if (number !== undefined) return { end: at + number.length, word: undefined };
  if (text[at] === '\\') throw new Unreadable('a backslash stands outside of quotes, as commands of psql have it');
  if (text[at] === '\0') throw new Unreadable('it holds a NUL character');
  return { end: at + 1, word: text[at] === ';' ? ';' : undefined };
}

function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (let at = 0; at < text.length;) {
    const { end, word } = tokenAt(text, at);
    if (word !== undefined) words.push(word);
    at = end;
  }
  return words;
}

/**
 * Why this SQL must not run inside of somebody else's transaction; undefined where it may. Refuses rather too much: what
 * it cannot read, and `BEGIN ATOMIC` bodies. What stands in quotes is not looked at: PostgreSQL itself refuses
 * transaction control from within functions and DO blocks there.
 */
export function transactionControlIn(sql: string): string | undefined {
  try {
    let first = true;
    let previous = '';
    for (const word of wordsOf(sql)) {
      if (first && FORBIDDEN_FIRST.has(word)) return `it has a statement ${word}`;
      if (FORBIDDEN_ANYWHERE.has(word)) return `it has the word ${word}`;
      if (previous === 'SET' && (word === 'TRANSACTION' || word === 'SESSION')) return `it has SET ${word}`;
      first = word === ';';
      previous = word;
    }
    return undefined;
  } catch (error) {
    if (error instanceof Unreadable) return error.message;
    throw error;
  }
}
