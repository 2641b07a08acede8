import { FUNCTIONS } from './functions.ts';
import { printTree, type Tree } from './tree.ts';

/** What Grafana believes a sub-expression returns before running it; the order is the order of promotion. */
const RETURN_TYPES = ['string', 'scalar', 'numberSet', 'seriesSet'] as const;
type ReturnType = (typeof RETURN_TYPES)[number];

function returnType(tree: Tree): ReturnType {
  switch (tree.type) {
    case 'scalar':
      return 'scalar';
    case 'variable':
      return 'seriesSet';
    case 'string':
      return 'string';
    case 'unary':
      return returnType(tree.operand);
    case 'binary': {
      const left = returnType(tree.left);
      const right = returnType(tree.right);
      return RETURN_TYPES.indexOf(right) > RETURN_TYPES.indexOf(left) ? right : left;
    }
    case 'call': {
      if (FUNCTIONS[tree.name].arity === 0) return 'scalar';
      const first = tree.operands[0];
      return first === undefined ? 'string' : returnType(first);
    }
  }
}

/** A refused tree: the message without its `expr: ` prefix, and where. */
export interface SignatureProblem {
  readonly message: string;
  readonly position: number;
}

/**
 * Checks argument counts and types the way Grafana does, which is not everywhere: nothing below a binary operator is
 * looked at, so `abs() + 1` passes here and crashes when it runs.
 */
export function checkTree(tree: Tree): SignatureProblem | undefined {
  if (tree.type === 'unary') {
    const type = returnType(tree.operand);
    if (type !== 'string') return checkTree(tree.operand);
    const message = `parse: type error in ${printTree(tree)}, expected "number", got ${type}`;
    return { message, position: tree.position };
  }
  if (tree.type !== 'call') return undefined;
  const { arity } = FUNCTIONS[tree.name];
  if (tree.operands.length !== arity) {
    const amount = tree.operands.length < arity ? 'not enough' : 'too many';
    return { message: `parse: ${amount} arguments for ${tree.name}`, position: tree.position };
  }
  for (const [index, operand] of tree.operands.entries()) {
    const type = returnType(operand);
    if (type === 'string') {
      const message = `parse: expected numberSet or seriesSet for argument ${index}, got ${type}`;
      return { message, position: operand.position };
    }
    const inner = checkTree(operand);
    if (inner !== undefined) return inner;
  }
  return undefined;
}
