import { power } from './power.ts';
import type { BinaryOperator } from './tree.ts';

const truth = (value: boolean): number => (value ? 1 : 0);

const OPERATIONS: Readonly<Record<BinaryOperator, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
  '**': power,
  '==': (left, right) => truth(left === right),
  '!=': (left, right) => truth(left !== right),
  '>': (left, right) => truth(left > right),
  '<': (left, right) => truth(left < right),
  '>=': (left, right) => truth(left >= right),
  '<=': (left, right) => truth(left <= right),
  '||': (left, right) => truth(left !== 0 || right !== 0),
  '&&': (left, right) => truth(left !== 0 && right !== 0),
};

/**
 * One binary operation. null wins over everything; then the left operand may decide `||` and `&&` (NaN counts as not
 * zero there); then NaN gives NaN, also in comparisons.
 */
export function applyBinary(operator: BinaryOperator, left: number | null, right: number | null): number | null {
  if (left === null || right === null) return null;
  if (operator === '||' && left !== 0) return 1;
  if (operator === '&&' && left === 0) return 0;
  if (Number.isNaN(left) || Number.isNaN(right)) return NaN;
  return OPERATIONS[operator](left, right);
}

/** One unary operation: null stays null, NaN stays NaN, `!` is 1 for zero and 0 otherwise. */
export function applyUnary(operator: '!' | '-', value: number | null): number | null {
  if (value === null || Number.isNaN(value)) return value;
  return operator === '-' ? -value : truth(value === 0);
}
