import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Alias,
  type Document,
  type Node,
  type Pair,
  type YAMLMap,
} from 'yaml';
import type { Finding, Place } from '../diagnostics/diagnostic.ts';
import { offsetInScalar } from './scalarOffset.ts';

/** A model is written by people; beyond this it is something else. */
const MAX_TEXT_LENGTH = 1024 * 1024;

/** No model nests half as deep; a parser that recurses takes seconds before it gives up on more. */
const MAX_DEPTH = 200;

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
    return refuse(
      'RR103',
      `The text has ${text.length} characters; a model has at most ${MAX_TEXT_LENGTH}`,
      START,
      'Is it the right file? Split it into several models if it is.',
    );
  }
  if (nestsTooDeep(text)) return tooDeep();
  const counter = new LineCounter();
  let document: Document.Parsed;
  try {
    document = parseDocument(text, {
      lineCounter: counter,
      prettyErrors: false,
      uniqueKeys: false,
      strict: true,
      merge: true,
    });
  } catch (error) {
    // The parser recurses: nesting thousands deep ends its stack.
    if (error instanceof RangeError) return tooDeep();
    return refuse('RR101', `The text cannot be parsed: ${messageOf(error)}`, START, 'Is it YAML or JSON at all?');
  }
  const placeAt = (offset: number): Place => {
    const { line, col } = counter.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const broken = [...syntaxFindings(document, placeAt), ...duplicateKeyFindings(document, placeAt)];
  if (broken.length > 0) return { ok: false, findings: broken };
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
    const lost = aliasWithoutAnchor(document);
    if (lost) {
      const message = `There is no anchor &${lost.source} before the alias *${lost.source}`;
      return refuse(
        'RR101',
        message,
        placeAt(lost.range?.[0] ?? 0),
        `Mark what is meant with &${lost.source}, above this place.`,
      );
    }
    return refuse(
      'RR104',
      `The document repeats itself through aliases more than ${MAX_ALIASES} times`,
      START,
      'Write the parts out.',
    );
  }
  return { ok: true, source: { value, ...places(document, text, placeAt) } };
}

type PlacedFinding = Finding & { readonly place: Place };

/** What the parser finds after its first complaint mostly follows from it. */
function syntaxFindings(document: Document.Parsed, placeAt: (offset: number) => Place): readonly PlacedFinding[] {
  return document.errors.slice(0, 1).map(({ code, message, pos }) => ({
    code: 'RR101',
    path: [],
    message: YAML_MESSAGES[code] ?? firstLine(message),
    hint: YAML_HINTS[code] ?? ANY_HINT,
    place: placeAt(pos[0]),
  }));
}

/** Keys that stand twice. The parser's own search takes the square of the number of keys. */
function duplicateKeyFindings(document: Document.Parsed, placeAt: (offset: number) => Place): readonly PlacedFinding[] {
  const findings: PlacedFinding[] = [];
  const open: unknown[] = [document.contents];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (isSeq(node)) open.push(...node.items.toReversed());
    if (!isMap(node)) continue;
    const seen = new Set<string>();
    for (const { key } of node.items) {
      if (!isScalar(key)) continue;
      const name = String(key.value);
      if (seen.has(name)) {
        findings.push({
          code: 'RR102',
          path: [],
          message: 'This key stands twice in its mapping',
          hint: 'Remove one of the two: the last would silently win.',
          place: placeAt(key.range?.[0] ?? 0),
        });
      }
      seen.add(name);
    }
    open.push(...node.items.map(({ value }) => value).toReversed());
  }
  return findings;
}

const YAML_MESSAGES: Readonly<Record<string, string>> = {
  MULTIPLE_DOCS: 'The text holds more than one document',
  TAB_AS_INDENT: 'A tab stands where only spaces may',
};

const ANY_HINT = 'Look at this line and the one before: a quote, a bracket, a comma or the indentation is not right.';
const YAML_HINTS: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'Indent with spaces.',
  BAD_INDENT: 'Keys of one mapping start in the same column, and brackets are closed.',
  BLOCK_AS_IMPLICIT_KEY: 'Keys of one mapping start in the same column; a text with a colon needs quotes.',
  MULTIPLE_DOCS: 'One file holds one model: split it at the ---.',
  UNEXPECTED_TOKEN: 'A text with [ ] { } or a comma needs quotes within { } and [ ].',
  MISSING_CHAR: 'Close the quote or the bracket.',
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
    const pair = pairsOf(node).get(String(part));
    if (!pair) return undefined;
    return { key: pair.key as Node, value: (pair.value as Node | null) ?? (pair.key as Node) };
  }
  if (isSeq(node) && typeof part === 'number') {
    const item = node.items[part] as Node | undefined;
    return item && { value: item };
  }
  return undefined;
}

const pairsByMap = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

/** A mapping's pairs by key: a mapping of ten thousand unknown keys is asked for each of them. */
function pairsOf(map: YAMLMap): ReadonlyMap<string, Pair> {
  const known = pairsByMap.get(map);
  if (known) return known;
  const pairs = new Map(map.items.flatMap((pair) => (isScalar(pair.key) ? [[String(pair.key.value), pair]] : [])));
  pairsByMap.set(map, pairs);
  return pairs;
}

function aliasWithoutAnchor(document: Document.Parsed): Alias | undefined {
  let lost: Alias | undefined;
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document)) return undefined;
      lost = alias;
      return visit.BREAK;
    },
  });
  return lost;
}

/** Counts brackets without looking at quotes: a text that leaves hundreds of them open is no model either way. */
function nestsTooDeep(text: string): boolean {
  if (text.includes('- '.repeat(MAX_DEPTH))) return true;
  let depth = 0;
  for (const bracket of text.matchAll(/[[\]{}]/g)) {
    depth += bracket[0] === '[' || bracket[0] === '{' ? 1 : -1;
    if (depth > MAX_DEPTH) return true;
    if (depth < 0) depth = 0;
  }
  return false;
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
