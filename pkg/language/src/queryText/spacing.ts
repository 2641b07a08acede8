import type { Token } from './tokens.ts';

/**
 * Joins tokens with one canonical spacing: none inside brackets, around matcher operators in braces, behind a sign or
 * between a name and its brackets; one after a comma and around the tokens that stand `apart`.
 */
export function spaced(tokens: readonly Token[], apart: (token: Token) => boolean): string {
  const parts: string[] = [];
  let braces = 0;
  let previous: Token | undefined;
  for (const token of tokens) {
    if (previous !== undefined && blankBetween(previous, token, braces > 0, apart)) parts.push(' ');
    parts.push(token.text);
    if (token.text === '{') braces += 1;
    else if (token.text === '}') braces -= 1;
    previous = token;
  }
  return parts.join('');
}

function blankBetween(left: Token, right: Token, inBraces: boolean, apart: (token: Token) => boolean): boolean {
  if (left.kind === 'punctuation' && '([{:'.includes(left.text)) return false;
  if (right.kind === 'punctuation' && ')]},:'.includes(right.text)) return false;
  if (left.text === ',' && left.kind === 'punctuation') return true;
  if (inBraces) return false;
  if (isSign(left)) return false;
  if (right.kind === 'punctuation' && (right.text === '(' || right.text === '[' || right.text === '{')) {
    return apart(left) || (right.text !== '[' && left.kind === 'punctuation');
  }
  return true;
}

function isSign(token: Token): boolean {
  return token.kind === 'sign' || token.kind === 'UnaryOp';
}
