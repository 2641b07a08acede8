import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { union, type Pair, type Union } from './union.ts';
import { type Labels, labelsOf, type Value } from './values.ts';

function contains(outer: Labels, inner: Labels): boolean {
  return Object.entries(inner).every(([name, value]) => Object.hasOwn(outer, name) && outer[name] === value);
}

/** The labels of two joined values, by the definition: every pair of values is tried. */
function joinedLabels(left: Labels, right: Labels): Labels | undefined {
  const leftSize = Object.keys(left).length;
  const rightSize = Object.keys(right).length;
  if (leftSize === 0) return right;
  if (rightSize === 0) return left;
  if (leftSize === rightSize) return contains(left, right) ? left : undefined;
  if (leftSize > rightSize) return contains(left, right) ? left : undefined;
  return contains(right, left) ? right : undefined;
}

/** The definition of the union as a loop over all pairs. */
function crossProduct(left: readonly Value[], right: readonly Value[]): Union {
  const none: Union = { pairs: [], leftDropped: [], rightDropped: [] };
  const [firstLeft] = left;
  const [firstRight] = right;
  if (firstLeft === undefined || firstRight === undefined) return none;
  const all = { leftDropped: [...left.keys()], rightDropped: [...right.keys()] };
  const forced: Union = { pairs: [{ labels: {}, left: firstLeft, right: firstRight }], ...all };
  const noData = firstLeft.kind === 'noData' || firstRight.kind === 'noData';
  if ((left.length === 1 || right.length === 1) && noData) return forced;
  const pairs: Pair[] = [];
  const leftJoined = new Set<number>();
  const rightJoined = new Set<number>();
  left.forEach((leftValue, leftIndex) => {
    right.forEach((rightValue, rightIndex) => {
      const labels = joinedLabels(labelsOf(leftValue), labelsOf(rightValue));
      if (labels === undefined) return;
      pairs.push({ labels, left: leftValue, right: rightValue });
      leftJoined.add(leftIndex);
      rightJoined.add(rightIndex);
    });
  });
  if (pairs.length === 0 && left.length === 1 && right.length === 1) return forced;
  return {
    pairs,
    leftDropped: all.leftDropped.filter((index) => !leftJoined.has(index)),
    rightDropped: all.rightDropped.filter((index) => !rightJoined.has(index)),
  };
}

const label = fc.constantFrom('1', '2', '');
const labels: fc.Arbitrary<Labels> = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), label, {
  noNullPrototype: true,
});
const value: fc.Arbitrary<Value> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('number' as const), labels, value: fc.double() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('series' as const), labels, points: fc.constant([]) }) },
  { weight: 1, arbitrary: fc.constant<Value>({ kind: 'noData' }) },
  { weight: 1, arbitrary: fc.constant<Value>({ kind: 'scalar', value: 1 }) },
);
const values = fc.array(value, { maxLength: 12 });

function number(labelsOfIt: Labels): Value {
  return { kind: 'number', labels: labelsOfIt, value: 1 };
}

describe('union', () => {
  it('by index gives what the loop over all pairs gives, in the same order', () => {
    fc.assert(
      fc.property(values, values, (left, right) => {
        expect(union(left, right)).toEqual(crossProduct(left, right));
      }),
      { numRuns: 3000 },
    );
  });

  it.each<[string, Labels, Labels]>([
    ['a name like a member of every object', { toString: 'x', a: '1' }, { a: '1', b: '2' }],
    ['separators inside values', { a: '1","2', b: '' }, { a: '1', b: '2' }],
    ['a name that moves into the value', { 'a=1,b': '2', c: '' }, { a: '1,b=2', c: '' }],
    ['the same values under other names', { a: '1', b: '2' }, { b: '1', a: '2' }],
    ['case', { service: 'A', zone: 'x' }, { service: 'a', zone: 'x' }],
  ])('does not confuse label sets that differ in %s', (_what, left, right) => {
    const found = union([number(left), number({ other: '1' })], [number(right), number({ another: '2' })]);
    expect(found.pairs).toEqual([]);
  });

  it('joins labels whatever their text', () => {
    const hostile: Labels = { ['__proto__']: 'x', '': '', 'a"b': '\u0000,=', '\ud83d\ude80': '\n' };
    const copy: Labels = { '\ud83d\ude80': '\n', 'a"b': '\u0000,=', '': '', ['__proto__']: 'x' };
    const found = union([number(hostile), number({})], [number(copy), number({ z: '1' })]);
    expect(found.pairs.map((pair) => pair.labels)).toEqual([hostile, copy, { z: '1' }]);
  });
});
