import type { Parser, SyntaxNode, Tree } from '@lezer/common';
import type { Span } from './problem.ts';

/** Query texts longer than this are refused: no server's URL, rule or panel carries them. */
export const LONGEST_QUERY = 1_000_000;

/** How a grammar names its strings, and how deep its trees may go. */
export interface Grammar {
  readonly stringNode: string;
  /**
   * Levels of the syntax tree a query may nest. Lezer flattens what lies deeper than about 2,500 levels, and what reads
   * the tree recurses once or twice per operator, so a hostile text must end here and not in a stack overflow.
   */
  readonly deepestTree: number;
}

/**
 * Recovery from errors grows with the square of a text in the worst case, so longer texts name their first error only.
 */
export const LONGEST_RECOVERY = 20_000;

/** The tree of a whole text; the position where a strict parser could not go on; or a text too deep for the stack. */
export type TreeResult =
  | { readonly kind: 'tree'; readonly tree: Tree }
  | { readonly kind: 'stopped'; readonly at: number }
  | { readonly kind: 'tooDeep' };

/**
 * Runs a Lezer parser over a text. After 300 reductions from one place Lezer forces an error, which would refuse a
 * valid chain of some 340 `or`s; its count is put back at each step. The depth of the tree is checked afterwards, and a
 * text so deep that building its tree overflows the stack ends here: it would have been refused by that check.
 */
export function runParser(parser: Parser, text: string): TreeResult {
  const parse = parser.startParse(text);
  try {
    for (;;) {
      Reflect.set(parse, 'bigReductionCount', 0);
      const tree = parse.advance();
      if (tree !== null) return { kind: 'tree', tree };
    }
  } catch (error) {
    if (error instanceof SyntaxError) return { kind: 'stopped', at: parse.parsedPos };
    if (error instanceof RangeError) return { kind: 'tooDeep' };
    throw error;
  }
}

/** Where the grammar could not go on, and inside of which node. */
export interface GrammarError extends Span {
  readonly within: string;
}

/** What one pass over a syntax tree finds before anything else reads it. */
export interface TreeSurvey {
  readonly tooDeep: boolean;
  /** Where the grammar could not go on: skipped tokens, or empty spans where something is missing. */
  readonly errors: readonly GrammarError[];
  /** What may hold any character: strings, comments and LogQL's durations (`100µs`), in text order. */
  readonly opaque: readonly Span[];
  readonly strings: readonly Span[];
  readonly identifiers: readonly Span[];
  /** The words `offset`. */
  readonly offsets: readonly Span[];
}

/** Reads a tree once, without recursion. */
export function surveyTree(tree: Tree, { stringNode, deepestTree }: Grammar): TreeSurvey {
  const errors: GrammarError[] = [];
  const opaque: Span[] = [];
  const strings: Span[] = [];
  const identifiers: Span[] = [];
  const offsets: Span[] = [];
  let depth = 0;
  let deepest = 0;
  tree.iterate({
    enter: (node) => {
      depth += 1;
      deepest = Math.max(deepest, depth);
      const span = { from: node.from, to: node.to };
      if (node.type.isError) errors.push({ ...span, within: node.node.parent?.name ?? '' });
      else if (node.name === stringNode) strings.push(span);
      else if (node.name === 'Identifier') identifiers.push(span);
      else if (node.name === 'Offset') offsets.push(span);
      if (node.name === stringNode || node.name === 'LineComment' || node.name === 'Duration') opaque.push(span);
    },
    leave: () => {
      depth -= 1;
    },
  });
  return { tooDeep: deepest > deepestTree, errors, opaque, strings, identifiers, offsets };
}

/** The direct children of a node, comments left out (they can stand between any two tokens). */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.name !== 'LineComment') children.push(child);
  }
  return children;
}

/** The first direct child of that name. */
export function childNamed(node: SyntaxNode, name: string): SyntaxNode | undefined {
  return node.getChild(name) ?? undefined;
}
