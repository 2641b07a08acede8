import { DropRecord } from './drops.ts';
import { FUNCTIONS } from './functions.ts';
import { applyBinary, applyUnary } from './operators.ts';
import type { BinaryOperator, Tree } from './tree.ts';
import { type Pair, SideCache, union } from './union.ts';
import { type Labels, mapNumbers, type Point, type SeriesValue, type Value, withNotice } from './values.ts';

/** Looks up the values of a refId. */
export type Variables = (refId: string) => readonly Value[];

/** Grafana's evaluator crashes on this expression instead of answering an error. */
export class CrashError extends Error {}

function joinSeries(operator: BinaryOperator, left: SeriesValue, right: SeriesValue): readonly Point[] {
  // Of equal timestamps on the right the last one counts.
  const rightByTime = new Map(right.points.map((point) => [point.time, point.value]));
  const points: Point[] = [];
  for (const { time, value } of left.points) {
    const partner = rightByTime.get(time);
    if (partner !== undefined) points.push({ time, value: applyBinary(operator, value, partner) });
  }
  return points;
}

function mapSeries(labels: Labels, series: SeriesValue, apply: (value: number | null) => number | null): Value {
  const points = series.points.map(({ time, value }) => ({ time, value: apply(value) }));
  return { kind: 'series', labels, points };
}

function operate(operator: BinaryOperator, { labels, left, right }: Pair): Value {
  if (left.kind === 'noData') return left;
  if (right.kind === 'noData') return right;
  if (left.kind === 'series') {
    return right.kind === 'series'
      ? { kind: 'series', labels, points: joinSeries(operator, left, right) }
      : mapSeries(labels, left, (value) => applyBinary(operator, value, right.value));
  }
  if (right.kind === 'series') return mapSeries(labels, right, (value) => applyBinary(operator, left.value, value));
  const value = applyBinary(operator, left.value, right.value);
  return left.kind === 'scalar' && right.kind === 'scalar'
    ? { kind: 'scalar', value }
    : { kind: 'number', labels, value };
}

class Walk {
  readonly drops = new DropRecord();
  readonly #sides = new SideCache();
  readonly #variables: Variables;

  constructor(variables: Variables) {
    this.#variables = variables;
  }

  tree(tree: Tree): readonly Value[] {
    switch (tree.type) {
      case 'scalar':
        return [{ kind: 'scalar', value: tree.value }];
      case 'variable':
        return this.#variables(tree.refId);
      case 'string':
        throw new CrashError(`${tree.text} is not a set of values`);
      case 'unary':
        return this.tree(tree.operand).map((value) => mapNumbers(value, (one) => applyUnary(tree.operator, one)));
      case 'binary':
        return this.#binary(tree);
      case 'call':
        return this.#call(tree);
    }
  }

  #binary(tree: Extract<Tree, { type: 'binary' }>): readonly Value[] {
    const left = this.tree(tree.left);
    const right = this.tree(tree.right);
    const joined = union(left, right, this.#sides);
    this.drops.record(tree, joined, left, right);
    return joined.pairs.map((pair) => operate(tree.operator, pair));
  }

  #call(tree: Extract<Tree, { type: 'call' }>): readonly Value[] {
    const operands = tree.operands.map((operand) => this.tree(operand));
    const definition = FUNCTIONS[tree.name];
    if (operands.length !== definition.arity) {
      throw new CrashError(`${tree.name} takes ${definition.arity} arguments, not ${operands.length}`);
    }
    if (definition.arity === 0) return [{ kind: 'scalar', value: definition.value }];
    return (operands[0] ?? []).map((value) => mapNumbers(value, definition.apply));
  }
}

/**
 * Evaluates a parsed math expression. Values that found no partner in a join are named in a warning notice on the
 * first value of the result, when there is one.
 * @throws CrashError where Grafana's evaluator panics.
 */
export function evaluateMath(tree: Tree, variables: Variables): readonly Value[] {
  const walk = new Walk(variables);
  const values = walk.tree(tree);
  const notice = walk.drops.notice();
  const [first] = values;
  if (notice === undefined || first === undefined) return values;
  // A NoData handed on by several joins is one frame in Grafana, so each of its places shows the notice.
  return values.map((value) => (value === first ? withNotice(value, notice) : value));
}
