/** Levels of expressions inside each other that the functions over them, which recurse, can take. */
export const DEEPEST_EXPRESSION = 1000;

/** A query nests more deeply than its expression may. */
export class NestingError extends Error {}

/** The expression that `build` makes, or undefined when it nests too deeply. */
export function withinDepth<E>(build: () => E, operandsOf: (expr: E) => readonly E[]): E | undefined {
  try {
    const expr = build();
    return nestsTooDeeply(expr, operandsOf) ? undefined : expr;
  } catch (error) {
    if (error instanceof NestingError) return undefined;
    throw error;
  }
}

/** Whether an expression nests more deeply than may be recursed into; does not recurse itself. */
function nestsTooDeeply<E>(root: E, operandsOf: (expr: E) => readonly E[]): boolean {
  let level: E[] = [root];
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > DEEPEST_EXPRESSION) return true;
    level = level.flatMap((expr) => operandsOf(expr));
  }
  return false;
}

/** Brackets a query may nest: more would overflow the parsers' own stacks, here and in the servers. */
const DEEPEST_BRACKETS = 300;

/**
 * Where brackets nest too deeply, or undefined. Reads strings and comments roughly, as every language here writes them;
 * it runs before the parser, which would report a false error instead.
 */
export function tooDeepAt(text: string): number | undefined {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '(' || character === '[' || character === '{') {
      depth += 1;
      if (depth > DEEPEST_BRACKETS) return at;
    } else if (character === ')' || character === ']' || character === '}') depth -= 1;
    else if (character === '"' || character === "'" || character === '`') at = stringEnd(text, at);
    else if (character === '#') {
      const lineEnd = text.indexOf('\n', at);
      if (lineEnd < 0) return undefined;
      at = lineEnd;
    }
  }
  return undefined;
}

function stringEnd(text: string, from: number): number {
  const quote = text.charAt(from);
  for (let at = from + 1; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === quote) return at;
    if (quote === '`') continue;
    if (character === '\\') at += 1;
    else if (character === '\n') return at;
  }
  return text.length;
}
