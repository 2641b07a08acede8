import { isAlias, isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import type { Finding, Place } from '../diagnostics/diagnostic.ts';
import { offsetInScalar } from './scalarOffset.ts';

/** A model is written by people; beyond this it is something else. */
const MAX_TEXT_LENGTH = 1024 * 1024;

/** Enough for every honest use of anchors; a "billion laughs" needs far more. */
const MAX_ALIASES = 100;

type Path = readonly (string | number)[];

/** A text parsed as YAML (JSON is YAML), that still knows where everything stands. */
export interface YamlSource {
  /** Plain data: what the document says. */
  readonly value: unknown;
  /** Where a path stands; the nearest parent that is there when it is not. */
  place(path: Path, atKey?: boolean): Place;
  /** Where character `offset` of the trimmed string at `path` stands, also inside block and quoted scalars. */
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
    if (error instanceof RangeError) return tooDeep();
    return refuse('RR101', `The text cannot be parsed: ${messageOf(error)}`, START, 'Is it YAML or JSON at all?');
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
  } catch (error) {
    if (error instanceof RangeError) return tooDeep();
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
  const find = (path: Path) => walk(document, path);
  return {
    place(path: Path, atKey = false): Place {
      const found = find(path);
      const node = atKey && found.key ? found.key : (found.value ?? found.key);
      return placeAt(node?.range?.[0] ?? 0);
    },
    placeWithin(path: Path, offset: number): Place {
      const value = resolved(document, find(path).value);
      if (!isScalar(value) || !value.range || typeof value.value !== 'string') return this.place(path);
      const [from, to] = value.range;
      return placeAt(from + offsetInScalar(text.slice(from, to), value.type, value.value, offset));
    },
  };
}

interface Found {
  readonly key?: Node;
  readonly value?: Node;
}

/** The node at a path, or the deepest one on the way to it. */
function walk(document: Document.Parsed, path: Path): Found {
  let found: Found = document.contents ? { value: document.contents } : {};
  for (const part of path) {
    const next = step(resolved(document, found.value), part);
    if (!next) return found;
    found = next;
  }
  return found;
}

/** What stands behind an alias is found where its anchor stands. */
function resolved(document: Document.Parsed, node: Node | undefined): Node | undefined {
  return isAlias(node) ? node.resolve(document) : node;
}

function step(node: Node | undefined, part: string | number): Found | undefined {
  if (isMap(node)) {
    const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === part);
    if (!pair) return undefined;
    return { key: pair.key as Node, value: (pair.value as Node | null) ?? (pair.key as Node) };
  }
  if (isSeq(node) && typeof part === 'number') {
    const item = node.items[part] as Node | undefined;
    return item && { value: item };
  }
  return undefined;
}

function tooDeep(): YamlResult {
  return refuse('RR101', 'The text is nested too deeply to be a model', START, 'A model nests about six levels deep.');
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
