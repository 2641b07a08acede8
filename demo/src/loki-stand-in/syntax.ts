import type { SyntaxNode } from '@lezer/common';

/** The query's text, which nodes of the syntax tree only point into. */
export interface Source {
  readonly text: string;
}

/** The first direct child of a type; `null` when there is none. */
export function child(node: SyntaxNode, type: string): SyntaxNode | null {
  return node.getChild(type);
}

/** Every direct child. */
export function children(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let at = node.firstChild; at; at = at.nextSibling) found.push(at);
  return found;
}
