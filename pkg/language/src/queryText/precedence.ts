import { DEEPEST_EXPRESSION, NestingError } from './nesting.ts';

/**
 * One piece of a flat chain of operands and operators, in the order of the text. A higher strength binds tighter.
 * `build` makes the expression once its operands are known.
 */
export type Piece<E> =
  | { readonly kind: 'operand'; readonly expr: E }
  | { readonly kind: 'prefix'; readonly strength: number; readonly build: (operand: E) => E }
  | { readonly kind: 'postfix'; readonly build: (operand: E) => E }
  | {
      readonly kind: 'infix';
      readonly strength: number;
      readonly rightAssociative: boolean;
      readonly build: (left: E, right: E) => E;
    };

/**
 * The expression of a flat chain under the real precedence of its operators. Both Lezer grammars disagree with the
 * servers (PromQL: `a + b offset 5m` shifts the sum, `-2 ^ 2` is positive; LogQL: `*` binds looser than `+` and `or`),
 * so their trees are read as token sequences only and associated here. Postfix operators bind tightest. Throws
 * NestingError where operators that associate to the right, or signs, pile up beyond what may recurse.
 */
export function associate<E>(pieces: readonly Piece<E>[]): E {
  let at = 0;
  let depth = 0;

  const operand = (): E => {
    const piece = pieces[at];
    at += 1;
    if (piece?.kind === 'prefix') return piece.build(chain(piece.strength));
    if (piece?.kind !== 'operand') throw new Error('An operator stands where an operand was expected');
    let expr = piece.expr;
    for (let next = pieces[at]; next?.kind === 'postfix'; next = pieces[at]) {
      expr = next.build(expr);
      at += 1;
    }
    return expr;
  };

  const chain = (weakest: number): E => {
    depth += 1;
    if (depth > DEEPEST_EXPRESSION) throw new NestingError();
    let left = operand();
    for (let next = pieces[at]; next?.kind === 'infix' && next.strength >= weakest; next = pieces[at]) {
      at += 1;
      left = next.build(left, chain(next.rightAssociative ? next.strength : next.strength + 1));
    }
    depth -= 1;
    return left;
  };

  const expr = chain(0);
  if (at !== pieces.length) throw new Error('A chain of operators was not read to its end');
  return expr;
}
