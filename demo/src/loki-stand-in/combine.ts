import type { Sample, Vector } from './evaluate.ts';
import { dropLabels, keepLabels, type Labels, labelsKey } from './labels.ts';
import type { Matching, SetOperation } from './query.ts';
import { QueryError } from './query-error.ts';

function shared(labels: Labels, matching: Matching): Labels {
  switch (matching.kind) {
    case 'all':
      return labels;
    case 'on':
      return keepLabels(labels, matching.labels);
    case 'ignoring':
      return dropLabels(labels, matching.labels);
  }
}

function keysOf(vector: Vector, matching: Matching): string[] {
  return vector.map((sample) => labelsKey(shared(sample.labels, matching)));
}

/** `and`, `or`, `unless`. */
export function combineSets(operation: SetOperation, matching: Matching, left: Vector, right: Vector): Vector {
  const leftKeys = keysOf(left, matching);
  const rightKeys = keysOf(right, matching);
  if (operation === 'or') {
    const present = new Set(leftKeys);
    return [...left, ...right.filter((_sample, index) => !present.has(rightKeys[index] ?? ''))];
  }
  const present = new Set(rightKeys);
  return left.filter((_sample, index) => present.has(leftKeys[index] ?? '') === (operation === 'and'));
}

/** An operator between two vectors, one to one: each key may stand once on either side. */
export function combineVectors(
  matching: Matching,
  left: Vector,
  right: Vector,
  operate: (left: number, right: number, keep: number) => number | undefined,
): Vector {
  const partners = new Map<string, Sample>();
  keysOf(right, matching).forEach((key, index) => {
    const sample = right[index];
    if (!sample) return;
    if (partners.has(key)) {
      throw new QueryError(
        'found duplicate series on the right hand-side;many-to-many matching not allowed: ' +
          'matching labels must be unique on one side',
        500,
      );
    }
    partners.set(key, sample);
  });
  const used = new Set<string>();
  const result: Sample[] = [];
  keysOf(left, matching).forEach((key, index) => {
    const sample = left[index];
    const partner = partners.get(key);
    if (!sample || !partner) return;
    if (used.has(key)) {
      throw new QueryError(
        'multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)',
        500,
      );
    }
    used.add(key);
    const value = operate(sample.value, partner.value, sample.value);
    if (value !== undefined) result.push({ labels: shared(sample.labels, matching), value });
  });
  return result;
}
