/**
 * Why the servers' regular expression engine (RE2) refuses a pattern, or undefined when nothing is seen: unbalanced
 * groups and classes, a repetition of nothing, a trailing backslash, look-around and back-references. Not a full RE2
 * parser: what it lets through the server may still refuse.
 */
export function regularExpressionProblem(pattern: string): string | undefined {
  let depth = 0;
  let repeatable = false;
  for (let at = 0; at < pattern.length;) {
    const piece = readPiece(pattern, at);
    if ('problem' in piece) return piece.problem;
    if (piece.repeats && !repeatable) return `"${pattern.charAt(at)}" repeats nothing`;
    depth += piece.depth;
    if (depth < 0) return 'a ")" closes nothing';
    repeatable = piece.repeatable;
    at = piece.end;
  }
  return depth > 0 ? 'a "(" is never closed' : undefined;
}

type PatternPiece =
  | { readonly problem: string }
  | { readonly end: number; readonly depth: number; readonly repeatable: boolean; readonly repeats: boolean };

function readPiece(pattern: string, at: number): PatternPiece {
  const atom = { end: at + 1, depth: 0, repeatable: true, repeats: false };
  switch (pattern.charAt(at)) {
    case '\\': {
      const end = escapeEnd(pattern, at);
      return typeof end === 'string' ? { problem: end } : { ...atom, end: end + 1 };
    }
    case '[': {
      const end = classEnd(pattern, at);
      return end === undefined ? { problem: 'a "[" is never closed' } : { ...atom, end: end + 1 };
    }
    case '(': {
      if (/^\(\?(?:[=!]|<[=!])/.test(pattern.slice(at, at + 4))) {
        return { problem: 'RE2 knows no look-around such as (?=...)' };
      }
      const opening = /^\(\?(?:P?<\w+>|[a-zA-Z-]*:?)/.exec(pattern.slice(at, at + 80))?.[0] ?? '(';
      return { end: at + opening.length, depth: 1, repeatable: false, repeats: false };
    }
    case ')':
      return { ...atom, depth: -1 };
    case '*':
    case '+':
    case '?': {
      const lazy = pattern.charAt(at + 1) === '?' ? 1 : 0;
      return { end: at + 1 + lazy, depth: 0, repeatable: false, repeats: true };
    }
    default:
      return { ...atom, repeatable: pattern.charAt(at) !== '|' };
  }
}

/** Where an escape ends, or why it is none. */
function escapeEnd(pattern: string, at: number): number | string {
  const letter = pattern.charAt(at + 1);
  if (letter === '') return 'a "\\" ends the pattern';
  if (/[1-9]/.test(letter)) return 'RE2 knows no back-references';
  if (letter === 'Q') {
    const end = pattern.indexOf('\\E', at + 2);
    return end < 0 ? pattern.length : end + 1;
  }
  return at + 1;
}

/** Where a character class closes; a "]" right after the opening is a member. */
function classEnd(pattern: string, at: number): number | undefined {
  let position = at + 1;
  if (pattern.charAt(position) === '^') position += 1;
  if (pattern.charAt(position) === ']') position += 1;
  for (; position < pattern.length; position += 1) {
    const character = pattern.charAt(position);
    if (character === '\\') position += 1;
    else if (pattern.startsWith('[:', position)) {
      const end = pattern.indexOf(':]', position + 2);
      if (end >= 0) position = end + 1;
    } else if (character === ']') return position;
  }
  return undefined;
}

/**
 * Whether an anchored pattern matches the empty string, which decides whether a selector selects everything. Patterns
 * that only RE2 can read count as matching something, so that we never refuse what the server would take.
 */
export function matchesEmpty(pattern: string): boolean {
  const translated = pattern.replace(/^\(\?[a-zA-Z]+\)/, '').replaceAll('(?P<', '(?<');
  try {
    return new RegExp(`^(?:${translated})$`).test('');
  } catch {
    return false;
  }
}
