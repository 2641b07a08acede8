import { isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import type { Finding, Place } from '../diagnostics/diagnostic.ts';

/** A model is written by people; beyond this it is something else. */
const MAX_TEXT_LENGTH = 1024 * 1024;

/** Enough for every honest use of anchors; a "billion laughs" needs far more. */
const MAX_ALIASES = 50;

type Path = readonly (string | number)[];

/** A text parsed as YAML (JSON is YAML), that still knows where everything stands. */
export interface YamlSource {
  /** Plain data: what the document says. */
  readonly value: unknown;
  /** Where a path stands; the nearest parent that is there when it is not. */
  place(path: Path, atKey?: boolean): Place;
  /** Where character `offset` of the string at `path` stands, also inside block scalars. */
  placeWithin(path: Path, offset: number): Place;
}

export type YamlResult =
  | { readonly ok: true; readonly source: YamlSource }
  | { readonly ok: false; readonly findings: readonly (Finding & { readonly place: Place })[] };

const START: Place = { line: 1, column: 1 };

/** Reads a text as one YAML mapping with positions. Never throws. */
export function readYaml(text: string): YamlResult {
  if (text.length > MAX_TEXT_LENGTH) {
    return refuse('RR103', `The text has ${text.length} characters; a model has at most ${MAX_TEXT_LENGTH}`, START);
  }
  const counter = new LineCounter();
  let document: Document.Parsed;
  try {
    document = parseDocument(text, { lineCounter: counter, prettyErrors: false, uniqueKeys: true, strict: true });
  } catch (error) {
    // The parser recurses: nesting thousands deep ends its stack.
    return refuse('RR101', `The text cannot be parsed: ${messageOf(error)}`, START, 'Is it nested beyond reason?');
  }
  const placeAt = (offset: number): Place => {
    const { line, col } = counter.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  if (document.errors.length > 0) {
    return {
      ok: false,
      findings: document.errors.map((error) => ({
        code: error.code === 'DUPLICATE_KEY' ? ('RR102' as const) : ('RR101' as const),
        path: [],
        message: firstLine(error.message),
        hint: YAML_HINTS[error.code],
        place: placeAt(error.pos[0]),
      })),
    };
  }
  if (!isMap(document.contents)) {
    return refuse(
      'RR105',
      'The document is not a mapping of keys to values',
      START,
      'Start with `apiVersion: releaserisk/v1`.',
    );
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch {
    return refuse(
      'RR104',
      `The document repeats itself through aliases more than ${MAX_ALIASES} times`,
      START,
      'Write the parts out.',
    );
  }
  return { ok: true, source: { value, ...places(document, text, placeAt) } };
}

const YAML_HINTS: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'Remove one of the two: the last would silently win.',
  TAB_AS_INDENT: 'Indent with spaces; YAML does not allow tabs.',
  BAD_INDENT: 'Keys of one mapping start in the same column.',
  MULTIPLE_DOCS: 'One file holds one model.',
};

function places(document: Document.Parsed, text: string, placeAt: (offset: number) => Place) {
  const find = (path: Path) => walk(document.contents, path);
  return {
    place(path: Path, atKey = false): Place {
      const found = find(path);
      const node = atKey && found.key ? found.key : (found.value ?? found.key);
      return placeAt(node?.range?.[0] ?? 0);
    },
    placeWithin(path: Path, offset: number): Place {
      const { value } = find(path);
      if (!isScalar(value) || !value.range) return this.place(path);
      return placeAt(value.range[0] + offsetInSource(text.slice(value.range[0], value.range[1]), value.type, offset));
    },
  };
}

interface Found {
  readonly key?: Node;
  readonly value?: Node;
}

/** The node at a path, or the deepest one on the way to it. */
function walk(root: Node | null, path: Path): Found {
  let found: Found = root ? { value: root } : {};
  for (const part of path) {
    const next = step(found.value, part);
    if (!next) return found;
    found = next;
  }
  return found;
}

function step(node: Node | undefined, part: string | number): Found | undefined {
  if (isMap(node)) {
    const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === part);
    if (!pair) return undefined;
    return { key: pair.key as Node, value: (pair.value as Node | null) ?? (pair.key as Node) };
  }
  if (isSeq(node) && typeof part === 'number') {
    const item = node.items[part] as Node | undefined;
    return item && { value: item };
  }
  return undefined;
}

/**
 * Where character `offset` of a scalar's value stands in its source. Block scalars are mapped line by line;
 * quoted ones are exact as long as nothing before the place is escaped.
 */
function offsetInSource(source: string, type: string | undefined, offset: number): number {
  if (type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE') return offset + 1;
  if (type !== 'BLOCK_LITERAL' && type !== 'BLOCK_FOLDED') return offset;
  const header = source.indexOf('\n') + 1;
  const body = source.slice(header);
  const indent = /^\s*?( *)\S/.exec(body)?.[1]?.length ?? 0;
  let at = header;
  let left = offset;
  for (const line of body.split('\n')) {
    const length = Math.max(0, line.length - indent);
    if (left <= length) return at + Math.min(indent, line.length) + left;
    left -= length + 1;
    at += line.length + 1;
  }
  return at - 1;
}

function refuse(code: Finding['code'], message: string, place: Place, hint?: string): YamlResult {
  return { ok: false, findings: [{ code, path: [], message, hint, place }] };
}

function firstLine(message: string): string {
  return (message.split('\n')[0] ?? message).replace(/\.$/, '');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? firstLine(error.message) : String(error);
}
