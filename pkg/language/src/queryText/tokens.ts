import type { SyntaxNode, Tree } from '@lezer/common';
import type { Span } from './problem.ts';
import { skipBlanks, wordEnd } from './textChecks.ts';

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
      if (name === 'LineComment' || from === to || !isToken(node, text.charAt(from))) return;
      gap(from);
      // A name the grammar does not know was parsed under a shorter one: the whole word is the token.
      at = node.parent?.name === 'FunctionIdentifier' ? wordEnd(text, from) : to;
      tokens.push(...tokenAt(text, { from, to: at }, name, node.parent?.name));
    },
  });
  gap(text.length);
  return tokens;
}

/** A node that holds nothing but comments, and is no bracketed list. */
function isToken(node: SyntaxNode, first: string): boolean {
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.name !== 'LineComment') return false;
  }
  return !['(', '[', '{'].includes(first);
}

/** One token, or two for a signed number: that is one node, whatever blanks stand between. */
function tokenAt(text: string, { from, to }: Span, name: string, parent: string | undefined): Token[] {
  const first = text.charAt(from);
  const signed = (first === '-' || first === '+') && name !== 'ParserFlag';
  if (!signed || (to - from === 1 && parent !== 'LiteralExpr')) return [{ kind: name, text: text.slice(from, to) }];
  const sign = { kind: 'sign', text: first };
  return to - from === 1 ? [sign] : [sign, { kind: name, text: text.slice(skipBlanks(text, from + 1), to) }];
}
