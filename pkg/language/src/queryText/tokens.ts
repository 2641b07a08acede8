import type { Tree } from '@lezer/common';
import type { Span } from './problem.ts';
import { skipBlanks } from './textChecks.ts';

/** A token of a query: the grammar's name for it, or `punctuation` for brackets, commas and colons. */
export interface Token {
  readonly kind: string;
  readonly text: string;
}

/** A token the tree does not know of, because its grammar is stricter than the server. */
export interface HiddenToken extends Span {
  readonly kind: string;
}

/**
 * The tokens of an error-free tree in the order of the text, comments left out. The grammars name no brackets, so those
 * are read from the gaps, and from nodes that hold nothing else (an empty argument list).
 */
export function tokensOf(text: string, tree: Tree, hidden: readonly HiddenToken[] = []): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let nextHidden = 0;
  const gap = (until: number): void => {
    for (at = skipBlanks(text, at); at < until; at = skipBlanks(text, at)) {
      const known = hidden[nextHidden];
      const end = known?.from === at ? known.to : at + 1;
      tokens.push({ kind: known?.from === at ? known.kind : 'punctuation', text: text.slice(at, end) });
      if (known?.from === at) nextHidden += 1;
      at = end;
    }
  };
  tree.iterate({
    enter: ({ node, name, from, to }) => {
      if (name === 'LineComment' || from === to || !isToken(node.firstChild?.name, text.charAt(from))) return;
      gap(from);
      const sign = /^[+-]/.exec(text.slice(from, from + 1))?.[0];
      if (sign !== undefined && to - from > 1 && name !== 'ParserFlag') {
        // A signed number is one node, whatever blanks stand between: two tokens to any reader.
        tokens.push({ kind: 'sign', text: sign });
        const number = skipBlanks(text, from + 1);
        tokens.push({ kind: name, text: text.slice(number, to) });
      } else tokens.push({ kind: name, text: text.slice(from, to) });
      at = to;
    },
  });
  gap(text.length);
  return tokens;
}

/** A node without children (comments apart) that is no bracketed list. */
function isToken(firstChild: string | undefined, first: string): boolean {
  return (firstChild === undefined || firstChild === 'LineComment') && !['(', '[', '{'].includes(first);
}
