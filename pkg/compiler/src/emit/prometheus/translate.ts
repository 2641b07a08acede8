import { parseMath } from '../../expressions/parse.ts';
import type { BinaryOperator, Tree } from '../../expressions/tree.ts';

/** A query text: one number, or one row per service. */
export type Translated =
  | { readonly kind: 'number'; readonly text: string }
  /** `closed`: the rows carry the identity labels and no others. */
  | { readonly kind: 'rows'; readonly text: string; readonly closed: boolean };

/** A language that plan expressions are written in. */
export interface TargetLanguage {
  readonly labels: readonly string[];
  /** What stands for a refId: always rows, one for every service. */
  readonly rows: (refId: string) => Extract<Translated, { kind: 'rows' }>;
  /** |x| of rows. */
  readonly absolute: (operand: Extract<Translated, { kind: 'rows' }>) => Translated;
}

const ARITHMETIC: readonly BinaryOperator[] = ['+', '-', '*', '/', '%'];
const COMPARISONS: readonly BinaryOperator[] = ['==', '!=', '>', '>=', '<', '<='];

/** The tree of an expression of the plan. */
export function treeOf(expression: string): Tree {
  const parsed = parseMath(expression);
  if (parsed.ok) return parsed.expression.tree;
  throw new TypeError(`An expression of the plan does not parse: ${parsed.problem.message}`);
}

/**
 * An expression of the plan in PromQL or LogQL, for the same doubles in the same order: every operation stands in its
 * own brackets, comparisons give 0 or 1 (`bool`), and rows join on the identity labels alone. Throws TypeError on what
 * plans do not use and a server would not compute to the same bit (logarithms, powers, rounding).
 */
export function translate(tree: Tree, language: TargetLanguage): Translated {
  switch (tree.type) {
    case 'scalar':
      // LogQL reads no exponent with a plus.
      return { kind: 'number', text: String(tree.value).replace('e+', 'e') };
    case 'variable':
      return language.rows(tree.refId);
    case 'binary':
      return join(tree.operator, translate(tree.left, language), translate(tree.right, language), language.labels);
    case 'call': {
      const [only] = tree.operands;
      const operand = only && translate(only, language);
      if (tree.name !== 'abs' || operand?.kind !== 'rows') throw unknown(tree.name);
      return language.absolute(operand);
    }
    case 'unary':
      throw unknown(tree.operator);
    case 'string':
      throw unknown(tree.text);
  }
}

/** One operation between two translated operands. */
export function join(
  operator: BinaryOperator,
  left: Translated,
  right: Translated,
  labels: readonly string[],
): Translated {
  const bool = COMPARISONS.includes(operator);
  if (!bool && !ARITHMETIC.includes(operator)) throw unknown(operator);
  const written = bool ? `${operator} bool` : operator;
  if (left.kind === 'rows' && right.kind === 'rows') {
    const text = `(${left.text} ${written} on (${labels.join(', ')}) ${right.text})`;
    return { kind: 'rows', text, closed: true };
  }
  const text = `(${left.text} ${written} ${right.text})`;
  if (left.kind === 'rows') return { kind: 'rows', text, closed: left.closed };
  if (right.kind === 'rows') return { kind: 'rows', text, closed: right.closed };
  return { kind: 'number', text };
}

function unknown(what: string): TypeError {
  return new TypeError(`No query language computes "${what}" to the same bit as an expression of the plan`);
}

export const absolutePromql: TargetLanguage['absolute'] = ({ text, closed }) => ({
  kind: 'rows',
  text: `abs(${text})`,
  closed,
});

/** The rows with the identity labels and no others; the maximum of one number is that number. */
export function closedRows(translated: Translated, labels: readonly string[]): string {
  if (translated.kind === 'number') throw new TypeError('An expression of the plan is one number for all services');
  return translated.closed ? translated.text : `max by (${labels.join(', ')}) (${translated.text})`;
}
