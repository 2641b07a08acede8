import { canonicalJson } from './canonical.ts';

/** One difference: where, what is there, what there would be. Undefined where it is absent. */
export interface FieldChange {
  /** Such as `data.R.model.expression`. */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** The differences between two values, each at the deepest place that tells it, in the order of their paths. */
export function fieldDiff(before: unknown, after: unknown, path: readonly string[] = []): readonly FieldChange[] {
  if (canonicalJson(before ?? null) === canonicalJson(after ?? null)) return [];
  if (isBranch(before) && isBranch(after) && Array.isArray(before) === Array.isArray(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => fieldDiff(Reflect.get(before, key), Reflect.get(after, key), [...path, key]));
  }
  return [{ path: path.join('.'), before, after }];
}

function isBranch(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
