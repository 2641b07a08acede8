import { knownKeys } from '@release-risk/language/document/jsonSchema';
import { isPart } from '../../risk/edit/signalDraft.ts';
import type { ModelDocument } from './modelDocument.ts';

/**
 * The same document with its members in the order of the published schema, which is the order in which people read a
 * model; what the schema does not know stands last, as it came.
 */
export function inSchemaOrder(document: ModelDocument): ModelDocument {
  const ordered = orderedAt(document, []);
  return isPart(ordered) ? ordered : document;
}

const keysByPath = new Map<string, readonly string[]>();

function keysAt(path: readonly (string | number)[]): readonly string[] {
  // All entries of a list have the same keys.
  const key = path.map((part) => (typeof part === 'number' ? '*' : part)).join('/');
  const known = keysByPath.get(key);
  if (known !== undefined) return known;
  const keys = knownKeys(path);
  keysByPath.set(key, keys);
  return keys;
}

function orderedAt(value: unknown, path: readonly (string | number)[]): unknown {
  if (Array.isArray(value)) return value.map((entry, at) => orderedAt(entry, [...path, at]));
  if (!isPart(value)) return value;
  const keys = keysAt(path);
  const given = Object.keys(value);
  const order = [...keys.filter((key) => Object.hasOwn(value, key)), ...given.filter((key) => !keys.includes(key))];
  return Object.fromEntries(order.map((key) => [key, orderedAt(value[key], [...path, key])]));
}
