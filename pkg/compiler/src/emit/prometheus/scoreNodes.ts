import type { Tree } from '../../expressions/tree.ts';
import type { Plan, PlanOutputs } from '../../plan.ts';
import { treeOf } from './translate.ts';

/** An expression of the plan as a tree. */
export interface ScoreNode {
  readonly refId: string;
  readonly tree: Tree;
}

/**
 * Writing a step out where it is needed costs its operations once more; recording it costs a series per service. Up to
 * this many operations more are cheaper than a series.
 */
const REPEATED_OPERATIONS = 3;

/** The expressions of a plan, parsed, in its order: each after those it uses. */
export function scoreNodes(plan: Plan): ScoreNode[] {
  return plan.expressions.map(({ refId, expression }) => ({ refId, tree: treeOf(expression) }));
}

/** Steps that are not recorded: written out where they are needed. */
export function writtenOut(nodes: readonly ScoreNode[], outputs: PlanOutputs): ReadonlySet<string> {
  const read = outputRefIds(outputs);
  const uses = new Map<string, number>();
  for (const { tree } of nodes) {
    for (const refId of variablesOf(tree)) uses.set(refId, (uses.get(refId) ?? 0) + 1);
  }
  const sizes = new Map<string, number>();
  for (const { refId, tree } of nodes) {
    if (read.has(refId)) continue;
    const size = operationsOf(tree, sizes);
    if (size * ((uses.get(refId) ?? 0) - 1) <= REPEATED_OPERATIONS) sizes.set(refId, size);
  }
  return new Set(sizes.keys());
}

/** Names of what people and rules read. */
export function outputRefIds({ grades, present, ...rest }: PlanOutputs): ReadonlySet<string> {
  return new Set([...Object.values(grades), ...Object.values(present), ...Object.values(rest)]);
}

/** Every refId a tree reads, repeats included. */
export function variablesOf(tree: Tree): string[] {
  switch (tree.type) {
    case 'variable':
      return [tree.refId];
    case 'unary':
      return variablesOf(tree.operand);
    case 'binary':
      return [...variablesOf(tree.left), ...variablesOf(tree.right)];
    case 'call':
      return tree.operands.flatMap(variablesOf);
    case 'scalar':
    case 'string':
      return [];
  }
}

/** Operations of a tree; those of steps that are written out count wherever they stand. */
function operationsOf(tree: Tree, sizes: ReadonlyMap<string, number>): number {
  switch (tree.type) {
    case 'variable':
      return sizes.get(tree.refId) ?? 0;
    case 'unary':
      return 1 + operationsOf(tree.operand, sizes);
    case 'binary':
      return 1 + operationsOf(tree.left, sizes) + operationsOf(tree.right, sizes);
    case 'call':
      return tree.operands.reduce((sum, operand) => sum + operationsOf(operand, sizes), 1);
    case 'scalar':
    case 'string':
      return 0;
  }
}

/** The terms of a sum `a + b + c`, in order. */
export function termsOf(tree: Tree): Tree[] {
  if (tree.type === 'binary' && tree.operator === '+') return [...termsOf(tree.left), tree.right];
  return [tree];
}

/** The tree with another in the place of a variable. */
export function replaced(tree: Tree, refId: string, by: Tree): Tree {
  switch (tree.type) {
    case 'variable':
      return tree.refId === refId ? by : tree;
    case 'unary':
      return { ...tree, operand: replaced(tree.operand, refId, by) };
    case 'binary':
      return { ...tree, left: replaced(tree.left, refId, by), right: replaced(tree.right, refId, by) };
    case 'call':
      return { ...tree, operands: tree.operands.map((operand) => replaced(operand, refId, by)) };
    case 'scalar':
    case 'string':
      return tree;
  }
}
