import { isFunctionName } from './functions.ts';
import { describeToken, lex, type Operator, type Token } from './lex.ts';
import { parseNumber } from './number.ts';
import { quote } from './quote.ts';
import { checkTree } from './signature.ts';
import type { Tree } from './tree.ts';

/** A parsed math expression: its tree and the refIds it needs, in order of appearance, repeats included. */
export interface MathExpression {
  readonly tree: Tree;
  readonly refIds: readonly string[];
}

/** Why an expression was refused: Grafana's message, and where. */
export interface SyntaxProblem {
  readonly message: string;
  readonly position: number;
  /** Set when only this evaluator refuses it, for its size. */
  readonly limit?: true;
}

class SyntaxFailure extends Error {
  readonly position: number;
  readonly limit: boolean;

  constructor(message: string, position: number, limit = false) {
    super(message);
    this.position = position;
    this.limit = limit;
  }
}

// Loosest first. Every level is left-associative, also `**`.
const LEVELS: readonly (readonly Operator[])[] = [
  ['||'],
  ['&&'],
  ['==', '!=', '>', '>=', '<', '<='],
  ['+', '-'],
  ['*', '/', '%'],
  ['**'],
];

const MAX_DEPTH = 400;
const MAX_OPERATORS = 2000;
const GO_STRING = /^"(?:[^"\\\n]|\\[abfnrtv\\]|\\x[0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\U[0-9a-fA-F]{8}|\\[0-7]{3})*"$/u;

class Parser {
  readonly refIds: string[] = [];
  readonly #tokens: readonly Token[];
  #index = 0;
  #depth = 0;
  #operators = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  root(): Tree {
    const tree = this.#level(0);
    if (this.#peek().type !== 'end') this.#unexpected('root input');
    const problem = checkTree(tree);
    if (problem !== undefined) throw new SyntaxFailure(`expr: ${problem.message}`, problem.position);
    return tree;
  }

  #peek(): Token {
    return this.#tokens[this.#index] ?? { type: 'end', text: '', position: 0 };
  }

  #take(): Token {
    const token = this.#peek();
    this.#index += 1;
    return token;
  }

  #unexpected(context: string): never {
    const token = this.#peek();
    throw new SyntaxFailure(`expr: unexpected ${describeToken(token)} in ${context}`, token.position);
  }

  #level(level: number): Tree {
    const operators = LEVELS[level];
    if (operators === undefined) return this.#operand();
    let left = this.#level(level + 1);
    for (;;) {
      const token = this.#peek();
      if (token.type !== 'operator' || token.operator === '!' || !operators.includes(token.operator)) return left;
      this.#take();
      this.#operators += 1;
      if (this.#operators > MAX_OPERATORS) {
        throw new SyntaxFailure(`more than ${MAX_OPERATORS} operators`, token.position, true);
      }
      left = {
        type: 'binary',
        operator: token.operator,
        left,
        right: this.#level(level + 1),
        position: token.position,
      };
    }
  }

  #operand(): Tree {
    const token = this.#peek();
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) {
      throw new SyntaxFailure(`nested more than ${MAX_DEPTH} levels deep`, token.position, true);
    }
    const tree = this.#operandAt(token);
    this.#depth -= 1;
    return tree;
  }

  #operandAt(token: Token): Tree {
    if (token.type === 'number') return this.#number();
    if (token.type === 'variable') return this.#variable();
    if (token.type === 'function') return this.#call();
    if (token.type === 'operator' && (token.operator === '!' || token.operator === '-')) {
      this.#take();
      return { type: 'unary', operator: token.operator, operand: this.#operand(), position: token.position };
    }
    if (token.type !== '(') return this.#unexpected('input: F()');
    this.#take();
    const tree = this.#level(0);
    if (this.#peek().type !== ')') this.#unexpected('input: F()');
    this.#take();
    return tree;
  }

  #number(): Tree {
    const { text, position } = this.#take();
    const value = parseNumber(text);
    if (value === undefined) throw new SyntaxFailure(`expr: illegal number syntax: ${quote(text)}`, position);
    return { type: 'scalar', value, text, position };
  }

  #variable(): Tree {
    const { text, position } = this.#take();
    const refId = text.startsWith('${') ? text.slice(2, -1) : text.slice(1);
    this.refIds.push(refId);
    return { type: 'variable', refId, text, position };
  }

  #call(): Tree {
    const { text, position } = this.#take();
    if (!isFunctionName(text)) throw new SyntaxFailure(`expr: non existent function ${text}`, position);
    if (this.#peek().type !== '(') this.#unexpected('func');
    this.#take();
    const operands: Tree[] = [];
    // Arguments simply follow one another: a comma is refused, `abs(1 2)` is two arguments.
    for (let token = this.#peek(); token.type !== ')'; token = this.#peek()) {
      operands.push(token.type === 'string' ? this.#string() : this.#level(0));
    }
    this.#take();
    return { type: 'call', name: text, operands, position };
  }

  #string(): Tree {
    const { text, position } = this.#take();
    if (!GO_STRING.test(text)) throw new SyntaxFailure('expr: Unquoting error: invalid syntax', position);
    return { type: 'string', text, position };
  }
}

/**
 * Parses a math expression such as `0.4 * $A + ${B}`.
 * The message of a refusal is Grafana's own; what it may hold is listed in functions.ts and lex.ts.
 */
export function parseMath(
  text: string,
):
  { readonly ok: true; readonly expression: MathExpression } | { readonly ok: false; readonly problem: SyntaxProblem } {
  const parser = new Parser(lex(text));
  try {
    const tree = parser.root();
    return { ok: true, expression: { tree, refIds: parser.refIds } };
  } catch (error) {
    if (!(error instanceof SyntaxFailure)) throw error;
    const problem = { message: error.message, position: error.position };
    return { ok: false, problem: error.limit ? { ...problem, limit: true } : problem };
  }
}
