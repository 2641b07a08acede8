/** A value of Terraform's language; `raw` is an expression written as it stands, such as a variable. */
export type HclValue =
  | string
  | number
  | boolean
  | { readonly raw: string }
  | readonly HclValue[]
  | { readonly object: Readonly<Record<string, HclValue>> };

/** One block: attributes, then inner blocks. */
export interface HclBlock {
  readonly type: string;
  readonly labels?: readonly string[];
  readonly attributes: Readonly<Record<string, HclValue>>;
  readonly blocks?: readonly HclBlock[];
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '"': '\\"', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A quoted string; `${` and `%{` would begin a template of Terraform's own and are written with a doubled sign. */
export function hclString(text: string): string {
  let out = '';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    out +=
      ESCAPES[character] ?? (code < 0x20 || code === 0x7f ? `\\u${code.toString(16).padStart(4, '0')}` : character);
  }
  return `"${out.replace(/([$%])\{/g, '$1$1{')}"`;
}

/** Blocks as Terraform's formatter lays them out: two blanks a level, the equals signs of a run aligned. */
export function hclText(blocks: readonly HclBlock[]): string {
  return `${blocks.map((block) => blockText(block, '')).join('\n\n')}\n`;
}

function blockText({ type, labels = [], attributes, blocks = [] }: HclBlock, indent: string): string {
  const inner = `${indent}  `;
  const head = [type, ...labels.map(hclString)].join(' ');
  const lines = attributeLines(attributes, inner);
  const inside = [...lines, ...blocks.flatMap((block) => [...(lines.length > 0 ? [''] : []), blockText(block, inner)])];
  return [`${indent}${head} {`, ...inside, `${indent}}`].join('\n');
}

function attributeLines(attributes: Readonly<Record<string, HclValue>>, indent: string): string[] {
  const entries = Object.entries(attributes).map(
    ([name, value]) => [nameText(name), valueText(value, indent)] as const,
  );
  const lines: string[] = [];
  let run: (readonly [string, string])[] = [];
  const flush = () => {
    const width = Math.max(0, ...run.map(([name]) => name.length));
    lines.push(...run.map(([name, value]) => `${indent}${name.padEnd(width)} = ${value}`));
    run = [];
  };
  for (const entry of entries) {
    // A value of several lines ends the run it stands in.
    if (entry[1].includes('\n')) flush();
    run.push(entry);
    if (entry[1].includes('\n')) flush();
  }
  flush();
  return lines;
}

function nameText(name: string): string {
  return /^[a-zA-Z_][a-zA-Z0-9_-]*$/.test(name) ? name : hclString(name);
}

function valueText(value: HclValue, indent: string): string {
  if (typeof value === 'string') return hclString(value);
  if (typeof value !== 'object') return String(value);
  if ('raw' in value) return value.raw;
  if ('object' in value) {
    const lines = attributeLines(value.object, `${indent}  `);
    return lines.length === 0 ? '{}' : ['{', ...lines, `${indent}}`].join('\n');
  }
  return `[${value.map((one) => valueText(one, indent)).join(', ')}]`;
}

/** `jsonencode({..})` of a JSON value, so that a plan shows which member of a model changed. */
export function jsonencode(value: unknown, indent: string): HclValue {
  return { raw: `jsonencode(${valueText(fromJson(value), indent)})` };
}

function fromJson(value: unknown): HclValue {
  if (Array.isArray(value)) return value.map(fromJson);
  if (typeof value === 'object' && value !== null) {
    return { object: Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fromJson(inner)])) };
  }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return { raw: 'null' };
}
