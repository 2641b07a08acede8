import type { QueryProblem, Span } from './problem.ts';
import { problemAt } from './problem.ts';

const CLOSING: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]);
const OPENING: ReadonlyMap<string, string> = new Map([...CLOSING].map(([open, close]) => [close, open]));

/**
 * Brackets outside strings and comments that have no partner, the usual cause of a syntax error and the best place to
 * point at. `opaque` are the strings and comments, in text order.
 */
export function unbalancedBrackets(text: string, opaque: readonly Span[]): QueryProblem[] {
  const open: { readonly bracket: string; readonly at: number }[] = [];
  let next = 0;
  for (let at = 0; at < text.length; at += 1) {
    const hidden = opaque[next];
    if (hidden !== undefined && at >= hidden.from) {
      at = Math.max(at, hidden.to) - 1;
      next += 1;
      continue;
    }
    const character = text.charAt(at);
    if (CLOSING.has(character)) open.push({ bracket: character, at });
    else if (OPENING.has(character)) {
      const last = open.pop();
      if (last === undefined)
        return [problemAt({ from: at, to: at + 1 }, `"${character}" closes nothing`, 'delete it')];
      if (CLOSING.get(last.bracket) !== character) {
        const wanted = CLOSING.get(last.bracket) ?? '';
        const message = `"${character}" stands where "${wanted}" must close the "${last.bracket}" of position ${last.at}`;
        return [problemAt({ from: at, to: at + 1 }, message)];
      }
    }
  }
  return open.map(({ bracket, at }) =>
    problemAt(
      { from: at, to: at + 1 },
      `"${bracket}" is never closed`,
      `add the missing "${CLOSING.get(bracket) ?? ''}"`,
    ),
  );
}
