import type { Arithmetic, Comparison } from './query.ts';

/** `left <comparison> right`, where NaN compares as it does everywhere. */
export function compare(comparison: Comparison, left: number, right: number): boolean {
  switch (comparison) {
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    case '<':
      return left < right;
    case '<=':
      return left <= right;
  }
}

/** `left <operation> right` of two numbers. */
export function calculate(operation: Arithmetic, left: number, right: number): number {
  switch (operation) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    // Loki guards divisions by zero: they give NaN, never an infinity.
    case '/':
      return right === 0 ? Number.NaN : left / right;
    case '%':
      return right === 0 ? Number.NaN : left % right;
    case '^':
      return left ** right;
  }
}
