import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateExpressions } from './evaluate.ts';
import { publicMessage } from './faults.ts';
import type { ExpressionNode } from './graph.ts';
import type { Value } from './values.ts';

function math(refId: string, expression: string): ExpressionNode {
  return { refId, model: { type: 'math', expression } };
}

/** Values of the node `R` over inputs given as values. */
function evaluate(
  nodes: readonly ExpressionNode[],
  inputs: Readonly<Record<string, readonly Value[]>>,
): readonly Value[] {
  const answers = Object.entries(inputs).map(([refId, values]) => [refId, { type: 'values', values }] as const);
  const outcome = evaluateExpressions({ nodes, inputs: Object.fromEntries(answers) });
  if (!outcome.ok) throw new Error(outcome.fault.message);
  const result = outcome.value.get('R');
  if (result?.ok !== true) throw new Error(result?.fault.message ?? 'R is missing');
  return result.value;
}

function numbers(values: readonly (number | null)[]): readonly Value[] {
  return values.map((value, index) => ({ kind: 'number', labels: { service: `s${index}` }, value }));
}

// Adding 0 turns -0 into 0.
const finite = fc.double({ noNaN: true, min: -1e100, max: 1e100 }).map((value) => value + 0);
const pairs = fc.array(fc.tuple(finite, finite), { minLength: 1, maxLength: 20 });

describe('evaluateExpressions', () => {
  it('gives the larger of two numbers from comparisons', () => {
    fc.assert(
      fc.property(pairs, (all) => {
        const inputs = { A: numbers(all.map(([left]) => left)), B: numbers(all.map(([, right]) => right)) };
        const found = evaluate([math('R', '$A * ($A >= $B) + $B * ($A < $B)')], inputs);
        expect(found).toEqual(numbers(all.map(([left, right]) => Math.max(left, right))));
      }),
    );
  });

  it('gives the larger of two numbers only while the smaller is finite', () => {
    const inputs = { A: numbers([Infinity, 1, -Infinity, Infinity]), B: numbers([1, Infinity, 1, Infinity]) };
    const found = evaluate([math('R', '$A * ($A >= $B) + $B * ($A < $B)')], inputs);
    expect(found).toEqual(numbers([Infinity, Infinity, NaN, NaN]));
  });

  it('gives the same sum with whole weights in any order of the terms', () => {
    const terms = fc.array(fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: -1000, max: 1000 })), {
      minLength: 1,
      maxLength: 12,
    });
    const shuffled = terms.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray([...all.keys()], { minLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, ([all, order]) => {
        const inputs = Object.fromEntries(all.map(([, value], index) => [`Q${index}`, numbers([value, -value])]));
        const sum = (indices: readonly number[]) =>
          indices.map((index) => `${all[index]?.[0] ?? 0} * $Q${index}`).join(' + ');
        const inOrder = evaluate([math('R', sum([...all.keys()]))], inputs);
        expect(evaluate([math('R', sum(order))], inputs)).toEqual(inOrder);
        const total = all.reduce((running, [weight, value]) => running + weight * value, 0);
        // Adding 0 turns -0 into 0.
        const found = inOrder.map((value) => (value.kind === 'number' ? (value.value ?? NaN) + 0 : value));
        expect(found).toEqual([total + 0, 0 - total]);
      }),
    );
  });

  it('gives the same values whatever the order of the nodes', () => {
    const nodes = [math('B', '$A * 2'), math('C', '$B + $A'), math('D', '$C ** 2'), math('R', '$D - $B')];
    fc.assert(
      fc.property(fc.shuffledSubarray(nodes, { minLength: nodes.length }), (order) => {
        expect(evaluate(order, { A: numbers([1, 2]) })).toEqual(numbers([7, 32]));
      }),
    );
  });

  it('leaves its inputs as they are', () => {
    const values = numbers([3, 1]);
    const before = structuredClone(values);
    evaluate([math('R', '-$A + 1')], { A: values });
    expect(values).toEqual(before);
  });

  it('is not misled by refIds and types that are members of every object', () => {
    const nodes = [math('toString', '1'), math('R', '$toString + $constructor')];
    const two: Value = { kind: 'scalar', value: 2 };
    expect(evaluate(nodes, Object.fromEntries([['constructor', [two]]]))).toEqual([{ kind: 'scalar', value: 3 }]);
    const outcome = evaluateExpressions({ nodes: [{ refId: 'R', model: { type: 'constructor' } }], inputs: {} });
    expect(outcome).toMatchObject({ ok: false, fault: { code: 'graph.commandType' } });
  });

  it.each(['classic_conditions', 'sql'])('says that it does not evaluate %s', (type) => {
    const outcome = evaluateExpressions({ nodes: [{ refId: 'R', model: { type } }], inputs: {} });
    expect(outcome).toMatchObject({ ok: false, fault: { code: 'unsupported', refId: 'R' } });
  });

  it('refuses to resample without a time range', () => {
    const nodes = [{ refId: 'R', model: { type: 'resample', expression: 'A', window: '1s', downsampler: 'sum', upsampler: 'pad' } }]; // prettier-ignore
    const outcome = evaluateExpressions({ nodes, inputs: { A: { type: 'values', values: [] } } });
    expect(outcome).toMatchObject({ fault: { message: 'time range must be specified for refID R' } });
  });

  it('says what is wrong, where, and what to do', () => {
    const outcome = evaluateExpressions({ nodes: [math('R', '1 * -$A*-1')], inputs: {} });
    if (outcome.ok) throw new Error('not refused');
    expect(outcome.fault).toMatchObject({ code: 'sse.parseError', refId: 'R', position: 7 });
    expect(publicMessage(outcome.fault)).toBe(
      'failed to parse expression [R]: invalid math command: expr: unexpected *- in root input',
    );
    expect(outcome.fault.remedy).toContain('space between operators');
  });

  it('evaluates 300 entities over 60 nodes with every entity kept', () => {
    const entities = Array.from({ length: 300 }, (_, index) => index);
    const nodes = Array.from({ length: 60 }, (_, index) =>
      math(index === 59 ? 'R' : `N${index}`, index === 0 ? '$A + $B * 0' : `$N${index - 1} + $A * ($B >= 0) - $A * 1`),
    );
    expect(evaluate(nodes, { A: numbers(entities), B: numbers(entities) })).toEqual(numbers(entities));
  });
});
