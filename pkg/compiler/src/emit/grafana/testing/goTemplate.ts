import { goFixed, goGeneral } from './goFormat.ts';

/** A value of a template; Go tells whole numbers and floats apart and compares no one with the other. */
type GoValue =
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'int'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'map'; readonly get: (name: string) => GoValue }
  | { readonly kind: 'invalid' };

const INVALID: GoValue = { kind: 'invalid' };
const string = (value: string): GoValue => ({ kind: 'string', value });

/** What Grafana gives a rule's annotation. */
export interface TemplateData {
  readonly labels: Readonly<Record<string, string>>;
  /** By refId; absent in an error or without data. */
  readonly values: Readonly<Record<string, number>>;
}

interface Scope {
  readonly variables: Map<string, GoValue>;
  readonly parent: Scope | undefined;
}

interface Run {
  readonly defines: ReadonlyMap<string, readonly Node[]>;
}

type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'print'; readonly pipe: string }
  | { readonly kind: 'set'; readonly name: string; readonly declares: boolean; readonly pipe: string }
  | { readonly kind: 'call'; readonly name: string; readonly pipe: string }
  | {
      readonly kind: 'if' | 'with';
      readonly pipe: string;
      readonly then: readonly Node[];
      readonly else: readonly Node[];
    };

/**
 * The oracle of the annotation tests: runs the part of Go's templates that rules are written in, as strictly as Go
 * (no comparison of a float with a whole number, no unknown name, no action left open). Throws on anything else.
 */
export function runTemplate(text: string, data: TemplateData): string {
  const defines = new Map<string, readonly Node[]>();
  const body = parse(text, defines);
  const values: GoValue = {
    kind: 'map',
    get: (name) => {
      const value = Object.hasOwn(data.values, name) ? data.values[name] : undefined;
      if (value === undefined) return INVALID;
      return { kind: 'map', get: (field) => (field === 'Value' ? { kind: 'float', value } : INVALID) };
    },
  };
  const labels: GoValue = {
    kind: 'map',
    get: (name) => (Object.hasOwn(data.labels, name) ? string(data.labels[name] ?? '') : INVALID),
  };
  const scope: Scope = {
    variables: new Map([
      ['$values', values],
      ['$labels', labels],
    ]),
    parent: undefined,
  };
  return execute(body, INVALID, scope, { defines });
}

const ACTION = /\{\{((?:"(?:\\.|[^"\\])*"|`[^`]*`|[^"`}]|\}(?!\}))*)\}\}/g;

function parse(text: string, defines: Map<string, readonly Node[]>): readonly Node[] {
  const actions: ({ text: string } | { action: string })[] = [];
  let from = 0;
  for (const match of text.matchAll(ACTION)) {
    actions.push({ text: text.slice(from, match.index) }, { action: (match[1] ?? '').trim() });
    from = match.index + match[0].length;
  }
  actions.push({ text: text.slice(from) });
  let at = 0;
  const block = (top: boolean): { nodes: Node[]; end: string } => {
    const nodes: Node[] = [];
    for (;;) {
      const part = actions[at];
      if (part === undefined) return { nodes, end: '' };
      at += 1;
      if ('text' in part) {
        if (part.text.includes('{{')) throw new Error(`open action: ${part.text}`);
        if (part.text !== '') nodes.push({ kind: 'text', text: part.text });
        continue;
      }
      const { action } = part;
      if (action === 'end' || action.startsWith('else')) return { nodes, end: action };
      const define = /^define "(\w+)"$/.exec(action);
      if (define) {
        if (!top) throw new Error('define inside a block');
        defines.set(define[1] ?? '', block(false).nodes);
        continue;
      }
      const condition = /^(if|with) (.*)$/s.exec(action);
      if (condition) nodes.push(conditional(condition[1] === 'with' ? 'with' : 'if', condition[2] ?? ''));
      else nodes.push(simple(action));
    }
  };
  const conditional = (kind: 'if' | 'with', pipe: string): Node => {
    const then = block(false);
    if (then.end === 'end') return { kind, pipe, then: then.nodes, else: [] };
    const again = /^else if (.*)$/s.exec(then.end);
    if (again) return { kind, pipe, then: then.nodes, else: [conditional('if', again[1] ?? '')] };
    if (then.end !== 'else') throw new Error(`unexpected {{${then.end}}}`);
    const otherwise = block(false);
    if (otherwise.end !== 'end') throw new Error('an if is never ended');
    return { kind, pipe, then: then.nodes, else: otherwise.nodes };
  };
  const { nodes, end } = block(true);
  if (end !== '') throw new Error(`unexpected {{${end}}}`);
  return nodes;
}

function simple(action: string): Node {
  const set = /^(\$\w+) (:?=) (.*)$/s.exec(action);
  if (set) return { kind: 'set', name: set[1] ?? '', declares: set[2] === ':=', pipe: set[3] ?? '' };
  const call = /^template "(\w+)" (.*)$/s.exec(action);
  if (call) return { kind: 'call', name: call[1] ?? '', pipe: call[2] ?? '' };
  return { kind: 'print', pipe: action };
}

function execute(nodes: readonly Node[], dot: GoValue, scope: Scope, run: Run): string {
  let out = '';
  for (const node of nodes) {
    if (node.kind === 'text') out += node.text;
    else if (node.kind === 'print') out += printed(evaluate(node.pipe, dot, scope));
    else if (node.kind === 'set') assign(node, evaluate(node.pipe, dot, scope), scope);
    else if (node.kind === 'call') {
      const body = run.defines.get(node.name);
      if (!body) throw new Error(`template "${node.name}" not defined`);
      out += execute(body, evaluate(node.pipe, dot, scope), { variables: new Map(), parent: undefined }, run);
    } else {
      const value = evaluate(node.pipe, dot, scope);
      const inner: Scope = { variables: new Map(), parent: scope };
      const holds = truth(value);
      out += execute(holds ? node.then : node.else, node.kind === 'with' && holds ? value : dot, inner, run);
    }
  }
  return out;
}

function assign(node: Extract<Node, { kind: 'set' }>, value: GoValue, scope: Scope): void {
  if (node.declares) {
    scope.variables.set(node.name, value);
    return;
  }
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    if (at.variables.has(node.name)) {
      at.variables.set(node.name, value);
      return;
    }
  }
  throw new Error(`undefined variable ${node.name}`);
}

function lookUp(name: string, scope: Scope): GoValue {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    const value = at.variables.get(name);
    if (value !== undefined) return value;
  }
  throw new Error(`undefined variable ${name}`);
}

const TOKEN = /\s*("(?:\\.|[^"\\])*"|`[^`]*`|[()|]|[^\s()|"`]+)/gy;

function evaluate(pipe: string, dot: GoValue, scope: Scope): GoValue {
  const tokens = [...pipe.matchAll(TOKEN)].map((match) => match[1] ?? '');
  let at = 0;
  const pipeline = (): GoValue => {
    let last: GoValue | undefined;
    for (;;) {
      last = command(last);
      if (tokens[at] !== '|') return last;
      at += 1;
    }
  };
  const command = (piped: GoValue | undefined): GoValue => {
    const head = tokens[at] ?? '';
    const isFunction = /^[a-zA-Z]\w*$/.test(head) && head !== 'true' && head !== 'false';
    if (isFunction) at += 1;
    const operands: GoValue[] = [];
    for (let token = tokens[at]; token !== undefined && token !== '|' && token !== ')'; token = tokens[at]) {
      operands.push(operand());
    }
    if (piped !== undefined) operands.push(piped);
    if (isFunction) return call(head, operands);
    const [only, ...others] = operands;
    if (only === undefined || others.length > 0) throw new Error(`cannot call ${head}`);
    return only;
  };
  const operand = (): GoValue => {
    const token = tokens[at] ?? '';
    at += 1;
    if (token === '(') {
      const inner = pipeline();
      if (tokens[at] !== ')') throw new Error(`unclosed bracket in ${pipe}`);
      at += 1;
      return inner;
    }
    return atom(token, dot, scope);
  };
  const value = pipeline();
  if (at !== tokens.length) throw new Error(`cannot read ${pipe}`);
  return value;
}

function atom(token: string, dot: GoValue, scope: Scope): GoValue {
  if (token.startsWith('"')) return string(token.slice(1, -1).replace(/\\(.)/g, '$1'));
  if (token.startsWith('`')) return string(token.slice(1, -1));
  if (token === 'true' || token === 'false') return { kind: 'bool', value: token === 'true' };
  if (token === '.') return dot;
  if (/^-?\d+$/.test(token)) return { kind: 'int', value: Number(token) };
  if (/^-?[\d.]+(e[+-]?\d+)?$/.test(token)) return { kind: 'float', value: Number(token) };
  const [root = '', ...fields] = token.split('.');
  const start = root === '' ? dot : lookUp(root, scope);
  return fields.reduce<GoValue>((value, field) => {
    if (value.kind === 'invalid') return INVALID;
    if (value.kind !== 'map') throw new Error(`no field ${field}`);
    return value.get(field);
  }, start);
}

function truth(value: GoValue): boolean {
  if (value.kind === 'map') return true;
  return value.kind !== 'invalid' && Boolean(value.value);
}

function printed(value: GoValue): string {
  if (value.kind === 'invalid') return '[no value]';
  if (value.kind === 'map') throw new Error('prints a map');
  return String(value.value);
}

function text(value: GoValue | undefined): string {
  if (value?.kind !== 'string') throw new Error(`wants a string, has ${value?.kind ?? 'nothing'}`);
  return value.value;
}

const COMPARE: Readonly<Record<string, (order: number) => boolean>> = {
  eq: (order) => order === 0,
  ne: (order) => order !== 0,
  lt: (order) => order < 0,
  le: (order) => order <= 0,
  gt: (order) => order > 0,
  ge: (order) => order >= 0,
};

type GoFunction = (operands: readonly GoValue[]) => GoValue;

const FUNCTIONS: Readonly<Record<string, GoFunction>> = {
  and: (operands) => operands.find((value) => !truth(value)) ?? operands.at(-1) ?? INVALID,
  or: (operands) => operands.find(truth) ?? operands.at(-1) ?? INVALID,
  not: ([only]) => ({ kind: 'bool', value: !truth(only ?? INVALID) }),
  len: ([only]) => ({ kind: 'int', value: text(only).length }),
  slice: ([whole, from]) => {
    if (from?.kind !== 'int') throw new Error('slice wants a whole number');
    return string(text(whole).slice(from.value));
  },
  print: (operands) => string(operands.map(text).join('')),
  printf: ([format, ...operands]) => string(printf(text(format), operands)),
  match: ([pattern, subject]) => ({ kind: 'bool', value: new RegExp(text(pattern)).test(text(subject)) }),
  reReplaceAll: ([pattern, replacement, subject]) =>
    string(text(subject).replace(new RegExp(text(pattern), 'g'), text(replacement).replace(/\$\{(\d)\}/g, '$$$1'))),
  // As Go: a blank becomes a plus.
  urlquery: (operands) =>
    string(operands.map((value) => encodeURIComponent(text(value)).replaceAll('%20', '+')).join('')),
};

function call(name: string, operands: readonly GoValue[]): GoValue {
  const compare = COMPARE[name];
  if (compare) return { kind: 'bool', value: compare(orderOf(name, operands[0], operands[1])) };
  const known = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (!known) throw new Error(`function "${name}" not defined`);
  return known(operands);
}

function orderOf(name: string, a: GoValue | undefined, b: GoValue | undefined): number {
  if (a === undefined || b === undefined || a.kind !== b.kind) {
    throw new Error(`${name}: incompatible types for comparison: ${a?.kind ?? 'none'}, ${b?.kind ?? 'none'}`);
  }
  if (a.kind === 'map' || a.kind === 'invalid' || b.kind === 'map' || b.kind === 'invalid') {
    throw new Error(`${name}: invalid type for comparison`);
  }
  if (a.value === b.value) return 0;
  return a.value < b.value ? -1 : 1;
}

function printf(format: string, operands: readonly GoValue[]): string {
  let used = 0;
  const out = format.replace(/%%|%\.(\d)([fg])/g, (verb, digits: string | undefined, kind: string | undefined) => {
    if (verb === '%%') return '%';
    const operand = operands[used];
    used += 1;
    if (operand?.kind !== 'float') throw new Error(`${verb} wants a float`);
    if (kind === 'g' && digits !== '3') throw new Error('only %.3g');
    return kind === 'g' ? goGeneral(operand.value) : goFixed(operand.value, Number(digits));
  });
  if (used !== operands.length) throw new Error(`printf has ${operands.length} operands for ${used} verbs`);
  return out;
}
