import { isDeepStrictEqual } from 'node:util';

/** An operation that cannot be carried out: the whole patch does nothing. */
export class PatchFailed extends Error {}

interface Operation {
  readonly op: string;
  readonly path: string;
  readonly value?: unknown;
}

type Container = Record<string, unknown>;

function parentOf(root: Container, keys: readonly string[]): Container {
  let at: unknown = root;
  for (const key of keys) {
    if (typeof at !== 'object' || at === null) throw new PatchFailed(`no ${key}`);
    at = Reflect.get(at, key);
  }
  if (typeof at !== 'object' || at === null) throw new PatchFailed(`nothing at /${keys.join('/')}`);
  return at as Container;
}

/** Applies `test`, `add`, `replace` and `remove` of RFC 6902 to objects (not into arrays) and gives a changed copy. */
export function jsonPatched(document: object, operations: readonly Operation[]): Container {
  const root = structuredClone(document) as Container;
  for (const { op, path, value } of operations) {
    const keys = path
      .split('/')
      .slice(1)
      .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
    const last = keys.pop();
    if (last === undefined) throw new PatchFailed('the whole document cannot be patched');
    const parent = parentOf(root, keys);
    const isThere = Object.hasOwn(parent, last);
    if (op === 'test') {
      if (!isDeepStrictEqual(parent[last], value)) throw new PatchFailed(`testing value ${path} failed`);
    } else if (op === 'add' || op === 'replace') {
      if (op === 'replace' && !isThere) throw new PatchFailed(`replace operation does not apply: no ${path}`);
      parent[last] = structuredClone(value);
    } else if (op === 'remove') {
      if (!isThere) throw new PatchFailed(`remove operation does not apply: no ${path}`);
      Reflect.deleteProperty(parent, last);
    } else {
      throw new PatchFailed(`unexpected kind: ${op}`);
    }
  }
  return root;
}

/** RFC 7386. */
export function mergePatched(document: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const merged: Container = typeof document === 'object' && document !== null ? { ...(document as Container) } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) Reflect.deleteProperty(merged, key);
    else merged[key] = mergePatched(merged[key], value);
  }
  return merged;
}
