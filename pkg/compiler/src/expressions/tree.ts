import type { FunctionName } from './functions.ts';
import type { Operator } from './lex.ts';

/** An operator between two operands. */
export type BinaryOperator = Exclude<Operator, '!'>;

/** A math expression as a tree. `position` is the UTF-16 offset of the token the node came from. */
export type Tree =
  | { readonly type: 'scalar'; readonly value: number; readonly text: string; readonly position: number }
  | { readonly type: 'variable'; readonly refId: string; readonly text: string; readonly position: number }
  | { readonly type: 'string'; readonly text: string; readonly position: number }
  | { readonly type: 'unary'; readonly operator: '!' | '-'; readonly operand: Tree; readonly position: number }
  | {
      readonly type: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Tree;
      readonly right: Tree;
      readonly position: number;
    }
  | {
      readonly type: 'call';
      readonly name: FunctionName;
      readonly operands: readonly Tree[];
      readonly position: number;
    };

/** A tree as Grafana writes it in its notices: without parentheses. */
export function printTree(tree: Tree): string {
  switch (tree.type) {
    case 'scalar':
    case 'variable':
    case 'string':
      return tree.text;
    case 'unary':
      return `${tree.operator}${printTree(tree.operand)}`;
    case 'binary':
      return `${printTree(tree.left)} ${tree.operator} ${printTree(tree.right)}`;
    case 'call':
      return `${tree.name}(${tree.operands.map(printTree).join(', ')})`;
  }
}
