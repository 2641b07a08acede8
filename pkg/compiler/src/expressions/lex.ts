import { quote } from './quote.ts';

/** The operators of math expressions. */
export const OPERATORS = ['!', '&&', '||', '>', '<', '>=', '<=', '==', '!=', '+', '-', '*', '**', '/', '%'] as const;

/** One operator symbol. */
export type Operator = (typeof OPERATORS)[number];

/** One lexical unit; `position` is its UTF-16 offset. */
export type Token =
  | { readonly type: 'operator'; readonly operator: Operator; readonly text: string; readonly position: number }
  | {
      readonly type: 'number' | 'function' | 'variable' | 'string' | 'comma' | '(' | ')' | 'end' | 'error';
      readonly text: string;
      readonly position: number;
    };

type PlainType = Exclude<Token['type'], 'operator'>;

// A number is scanned loosely (so `.` and `1e` pass here) and judged when it is converted.
const NUMBER = /(?:0[xX][0-9a-fA-F]*(?:\.[0-9a-fA-F]*)?|[0-9]*(?:\.[0-9]*)?)(?:[eE][+-]?[0-9]*)?/uy;
const SPACE = /\p{White_Space}+/uy;
const SYMBOLS = /[!<>=&|+\-*/%]+/uy;
const NUMBER_START = /[\p{Nd}.]/uy;
const FUNCTION = /\p{L}[\p{L}_]*/uy;
const BARE_VARIABLE = /\$[\p{L}\p{Nd}_]+/uy;
const BRACED_VARIABLE = /\$\{[\p{L}\p{Nd}_\p{White_Space}]*/uy;
const STRING = /"[^"]*"/uy;

function matchAt(pattern: RegExp, text: string, position: number): string | undefined {
  pattern.lastIndex = position;
  return pattern.exec(text)?.[0];
}

function isOperator(text: string): text is Operator {
  return OPERATORS.some((operator) => operator === text);
}

/**
 * Splits a math expression into tokens, ending with an `end` or an `error` token.
 * A run of operator characters is one token and must be exactly an operator: `$A*-1` holds the unknown symbol `*-`.
 */
export function lex(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let position = 0;
  while (position < text.length) {
    const space = matchAt(SPACE, text, position);
    if (space !== undefined) {
      position += space.length;
      continue;
    }
    const token = nextToken(text, position);
    tokens.push(token);
    if (token.type === 'error' || token.text === '') return tokens;
    position += token.text.length;
  }
  tokens.push({ type: 'end', text: '', position });
  return tokens;
}

function nextToken(text: string, position: number): Token {
  const plain = (type: PlainType, tokenText: string): Token => ({ type, text: tokenText, position });
  const character = String.fromCodePoint(text.codePointAt(position) ?? 0);
  if (character === '$') return variable(text, position);
  if (character === '(' || character === ')') return plain(character, character);
  if (character === ',') return plain('comma', character);
  if (character === '"') {
    const string = matchAt(STRING, text, position);
    return string === undefined ? plain('error', 'unterminated string') : plain('string', string);
  }
  const symbols = matchAt(SYMBOLS, text, position);
  if (symbols !== undefined) {
    return isOperator(symbols)
      ? { type: 'operator', operator: symbols, text: symbols, position }
      : plain('error', symbols);
  }
  if (matchAt(NUMBER_START, text, position) !== undefined) {
    // A digit that is not ASCII starts a number and contributes nothing to it: an empty number, refused by the parser.
    return plain('number', matchAt(NUMBER, text, position) ?? '');
  }
  const name = matchAt(FUNCTION, text, position);
  return name === undefined ? plain('error', `invalid character: ${character}`) : plain('function', name);
}

function variable(text: string, position: number): Token {
  const braced = matchAt(BRACED_VARIABLE, text, position);
  if (braced === undefined) {
    const bare = matchAt(BARE_VARIABLE, text, position);
    return bare === undefined
      ? { type: 'error', text: 'incomplete variable', position }
      : { type: 'variable', text: bare, position };
  }
  const end = text.charAt(position + braced.length);
  if (end === '') return { type: 'error', text: 'unterminated variable missing closing }', position };
  if (end !== '}') return { type: 'error', text: 'unsupported variable character', position };
  if (braced === '${') return { type: 'error', text: 'incomplete variable', position };
  return { type: 'variable', text: `${braced}}`, position };
}

function utf8Length(text: string): number {
  let length = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return length;
}

/** A token as Grafana's error messages show it. */
export function describeToken(token: Token): string {
  if (token.type === 'end') return 'EOF';
  if (token.type === 'error') return token.text;
  return utf8Length(token.text) > 10 ? `${quote([...token.text].slice(0, 10).join(''))}...` : quote(token.text);
}
