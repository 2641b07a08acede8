import { labelKey, type LabelKey, projectionKey } from './labels.ts';
import { type Labels, labelsOf, type Value } from './values.ts';

/** Two values to operate on together, and the labels of the result. */
export interface Pair {
  readonly labels: Labels;
  readonly left: Value;
  readonly right: Value;
}

/** The pairs two sets of values form, and the indices of the values that found no partner. */
export interface Union {
  readonly pairs: readonly Pair[];
  readonly leftDropped: readonly number[];
  readonly rightDropped: readonly number[];
}

/** The values of one side that share one set of label names. */
class Group {
  readonly key: LabelKey;
  readonly members: number[] = [];
  readonly #side: Side;
  readonly #indexes = new Map<string, Map<string, number[]>>();

  constructor(key: LabelKey, side: Side) {
    this.key = key;
    this.#side = side;
  }

  /** Members by their values under `names`, which must all be label names of this group. */
  by(names: readonly string[], shape: string): ReadonlyMap<string, readonly number[]> {
    const known = this.#indexes.get(shape);
    if (known !== undefined) return known;
    const index = new Map<string, number[]>();
    for (const member of this.members) {
      const key =
        shape === this.key.shape
          ? this.#side.keyAt(member).valueKey
          : projectionKey(this.#side.labelsAt(member), names);
      const found = index.get(key);
      if (found === undefined) index.set(key, [member]);
      else found.push(member);
    }
    this.#indexes.set(shape, index);
    return index;
  }
}

/** A set of values with their label keys, and on demand grouped and indexed. */
class Side {
  readonly values: readonly Value[];
  readonly #keys: readonly LabelKey[];
  #groups: readonly Group[] | undefined;

  constructor(values: readonly Value[]) {
    this.values = values;
    this.#keys = values.map((value) => labelKey(labelsOf(value)));
  }

  keyAt(index: number): LabelKey {
    return this.#keys[index] ?? labelKey(NO_LABELS);
  }

  labelsAt(index: number): Labels {
    const value = this.values[index];
    return value === undefined ? NO_LABELS : labelsOf(value);
  }

  get groups(): readonly Group[] {
    if (this.#groups !== undefined) return this.#groups;
    const groups = new Map<string, Group>();
    this.#keys.forEach((key, index) => {
      let group = groups.get(key.shape);
      if (group === undefined) {
        group = new Group(key, this);
        groups.set(key.shape, group);
      }
      group.members.push(index);
    });
    this.#groups = [...groups.values()];
    return this.#groups;
  }
}

/** Remembers the index of each set of values while an expression is evaluated: `$A` often stands in it many times. */
export class SideCache {
  readonly #sides = new WeakMap<readonly Value[], Side>();

  of(values: readonly Value[]): Side {
    const known = this.#sides.get(values);
    if (known !== undefined) return known;
    const side = new Side(values);
    this.#sides.set(values, side);
    return side;
  }
}

const NONE: readonly number[] = [];
const NO_LABELS: Labels = {};

type Lookup = (labels: Labels, key: LabelKey) => readonly number[];

/** How left values with the names of `left` find partners in a group, or undefined when they never do. */
function lookupIn(group: Group, left: LabelKey): Lookup | undefined {
  const right = group.key;
  if (left.names.length === 0 || right.names.length === 0) return () => group.members;
  if (left.shape === right.shape) {
    const index = group.by(right.names, right.shape);
    return (_labels, key) => index.get(key.valueKey) ?? NONE;
  }
  if (left.names.length > right.names.length) {
    if (!right.names.every((name) => left.names.includes(name))) return undefined;
    const index = group.by(right.names, right.shape);
    return (labels) => index.get(projectionKey(labels, right.names)) ?? NONE;
  }
  if (left.names.length === right.names.length) return undefined;
  if (!left.names.every((name) => right.names.includes(name))) return undefined;
  const index = group.by(left.names, left.shape);
  return (_labels, key) => index.get(key.valueKey) ?? NONE;
}

function partnersOf(lookups: readonly Lookup[], labels: Labels, key: LabelKey): readonly number[] {
  if (lookups.length === 1) return lookups[0]?.(labels, key) ?? NONE;
  const found = lookups.map((lookup) => lookup(labels, key)).filter((partners) => partners.length > 0);
  return found.length === 1 ? (found[0] ?? NONE) : found.flat().sort((left, right) => left - right);
}

function joinByLabels(left: Side, right: Side): Union {
  const lookupsByShape = new Map<string, readonly Lookup[]>();
  const pairs: Pair[] = [];
  const leftDropped: number[] = [];
  const rightDropped: number[] = [];
  const matched = new Uint8Array(right.values.length);
  left.values.forEach((value, index) => {
    const labels = labelsOf(value);
    const key = left.keyAt(index);
    let lookups = lookupsByShape.get(key.shape);
    if (lookups === undefined) {
      lookups = right.groups.map((group) => lookupIn(group, key)).filter((lookup) => lookup !== undefined);
      lookupsByShape.set(key.shape, lookups);
    }
    const partners = partnersOf(lookups, labels, key);
    if (partners.length === 0) leftDropped.push(index);
    for (const partnerIndex of partners) {
      const partner = right.values[partnerIndex];
      if (partner === undefined) continue;
      const wider = right.keyAt(partnerIndex).names.length > key.names.length ? labelsOf(partner) : labels;
      pairs.push({ labels: wider, left: value, right: partner });
      matched[partnerIndex] = 1;
    }
  });
  matched.forEach((flag, index) => {
    if (flag === 0) rightDropped.push(index);
  });
  return { pairs, leftDropped, rightDropped };
}

/**
 * Pairs two sets of values by their labels, in the order of a loop over the left side with an inner loop over the
 * right side, duplicates kept:
 * - an empty side gives nothing, and drops nothing;
 * - a side of one value, with NoData first on either side, gives one pair of the two first values;
 * - equal label sets join; no labels join with everything; a strict subset joins with its superset, whose labels
 *   stay; everything else does not join;
 * - two single values that do not join are joined anyway, without labels.
 *
 * In the NoData and the anyway case every value still counts as dropped, as in Grafana.
 */
export function union(left: readonly Value[], right: readonly Value[], sides: SideCache = new SideCache()): Union {
  const firstLeft = left[0];
  const firstRight = right[0];
  if (firstLeft === undefined || firstRight === undefined) return { pairs: [], leftDropped: [], rightDropped: [] };
  const forced: Union = {
    pairs: [{ labels: NO_LABELS, left: firstLeft, right: firstRight }],
    leftDropped: [...left.keys()],
    rightDropped: [...right.keys()],
  };
  const single = left.length === 1 || right.length === 1;
  if (single && (firstLeft.kind === 'noData' || firstRight.kind === 'noData')) return forced;
  const joined = joinByLabels(sides.of(left), sides.of(right));
  return joined.pairs.length === 0 && left.length === 1 && right.length === 1 ? forced : joined;
}
