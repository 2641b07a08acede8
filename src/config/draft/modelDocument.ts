import { isPart, type Part } from '../../risk/edit/signalDraft.ts';

/** A model's document while somebody edits it: plain JSON, of which anything may be missing or wrong. */
export type ModelDocument = Part;

/** Where something stands in a document, such as `['policy', 'for']`. */
export type DocumentPath = readonly string[];

/** What stands at a path; undefined where nothing does. */
export function valueAt(document: ModelDocument, path: DocumentPath): unknown {
  return path.reduce<unknown>((at, key) => (isPart(at) ? at[key] : undefined), document);
}

export function textAt(document: ModelDocument, path: DocumentPath): string | undefined {
  const found = valueAt(document, path);
  return typeof found === 'string' ? found : undefined;
}

export function numberAt(document: ModelDocument, path: DocumentPath): number | undefined {
  const found = valueAt(document, path);
  return typeof found === 'number' && Number.isFinite(found) ? found : undefined;
}

export function partAt(document: ModelDocument, path: DocumentPath): Part {
  const found = valueAt(document, path);
  return isPart(found) ? found : {};
}

/**
 * The same document with a value at a path, or without it where the value is undefined. Members keep their places;
 * a part of the document that is left with nothing in it goes too, since an empty one is not the same as none.
 */
export function withValueAt(document: ModelDocument, path: DocumentPath, value: unknown): ModelDocument {
  const [key, ...rest] = path;
  if (key === undefined) return document;
  return withKept(document, key, rest.length === 0 ? value : inner(document[key], rest, value));
}

function inner(found: unknown, path: DocumentPath, value: unknown): unknown {
  const next = withValueAt(isPart(found) ? found : {}, path, value);
  return Object.keys(next).length === 0 ? undefined : next;
}

/** One member set in its place, or taken out. */
export function withKept(part: Part, key: string, value: unknown): Part {
  if (value === undefined) return Object.fromEntries(Object.entries(part).filter(([name]) => name !== key));
  if (!Object.hasOwn(part, key)) return { ...part, [key]: value };
  return Object.fromEntries(Object.entries(part).map(([name, before]) => [name, name === key ? value : before]));
}

/** The name that a document gives itself. */
export function documentName(document: unknown): string | undefined {
  if (!isPart(document)) return undefined;
  const name = document['name'];
  return typeof name === 'string' ? name : undefined;
}
