import { GatewayError } from '../errors.ts';

/** Deeper than any payload of a sender that means well. */
const DEEPEST = 32;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

const refused = (problem: string) => new GatewayError({ code: 'GW101', problem });
const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * JSON in which every reader finds the same: UTF-8, no key twice in an object, no `__proto__`, at most 32 levels.
 * GW101 otherwise. The text is walked once, without recursion, before it is parsed.
 */
export function strictJson(body: Uint8Array): unknown {
  if (body.length === 0) throw refused('the body is empty');
  let text: string;
  try {
    text = utf8.decode(body);
  } catch {
    throw refused('the body is not UTF-8');
  }
  refuseAmbiguous(text);
  try {
    return JSON.parse(text);
  } catch {
    // The words of the parser would repeat what was sent.
    throw refused('the body is not JSON');
  }
}

/** Of text that is no JSON it may see anything: the parser refuses that afterwards. */
function refuseAmbiguous(text: string): void {
  /** The keys of each object that is open; undefined for an array. */
  const open: (Set<string> | undefined)[] = [];
  for (let at = 0; at < text.length; at++) {
    const sign = text.charCodeAt(at);
    if (sign === QUOTE) {
      const end = endOfString(text, at);
      const keys = open.at(-1);
      if (keys !== undefined && isKey(text, end)) addKey(keys, text.slice(at + 1, end));
      at = end;
    } else if (sign === OPEN_BRACE || sign === OPEN_BRACKET) {
      if (open.length >= DEEPEST) throw refused(`the body is nested deeper than ${String(DEEPEST)} levels`);
      open.push(sign === OPEN_BRACE ? new Set() : undefined);
    } else if (sign === CLOSE_BRACE || sign === CLOSE_BRACKET) open.pop();
  }
}

/** Index of the quote that ends the string that begins at `start`; the end of the text where there is none. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return end;
  }
  return text.length;
}

function isKey(text: string, end: number): boolean {
  let next = end + 1;
  while (text.charCodeAt(next) <= 0x20) next++;
  return text.charCodeAt(next) === COLON;
}

function addKey(keys: Set<string>, written: string): void {
  const key = written.includes('\\') ? unescaped(written) : written;
  if (key === '__proto__') throw refused('the body has a key that is not allowed');
  if (keys.has(key)) throw refused('the body has the same key twice in one object');
  keys.add(key);
}

function unescaped(written: string): string {
  try {
    return String(JSON.parse(`"${written}"`));
  } catch {
    throw refused('the body is not JSON');
  }
}
