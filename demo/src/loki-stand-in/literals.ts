import { QueryError, Unsupported } from './query-error.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
  "'": "'",
};

/** The text of a quoted string: double quotes with Go's escapes, or backquotes without any. */
export function readString(quoted: string): string {
  const inner = quoted.slice(1, -1);
  if (quoted.startsWith('`')) return inner;
  return inner.replace(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|(.))/gs,
    (all, x?: string, u?: string, long?: string, octal?: string, single?: string) => {
      const hex = x ?? u ?? long;
      if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
      if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
      const text = ESCAPES[single ?? ''];
      if (text === undefined) throw new QueryError(`parse error : invalid escape ${all} in a string`);
      return text;
    },
  );
}

const UNIT_NS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
  d: 86_400e9,
  w: 604_800e9,
  y: 31_536_000e9,
};

/** A duration such as `2m`, `1h30m`, `7d` in ns. */
export function readDuration(text: string): bigint {
  let total = 0;
  let rest = text;
  while (rest !== '') {
    const match = /^(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h|d|w|y)/.exec(rest);
    if (!match) throw new QueryError(`parse error : not a valid duration string: "${text}"`);
    total += Number(match[1]) * (UNIT_NS[match[2] ?? ''] ?? 0);
    rest = rest.slice(match[0].length);
  }
  return BigInt(Math.round(total));
}

/** A number as Go's ParseFloat reads it; `undefined` when it is none. */
export function readNumber(text: string): number | undefined {
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return Number(text);
  if (/^[+-]?0x[0-9a-f]+$/i.test(text)) return Number(text.replace(/^[+-]/, '')) * (text.startsWith('-') ? -1 : 1);
  if (/^nan$/i.test(text)) return Number.NaN;
  if (/^[+-]?inf(inity)?$/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  return undefined;
}

/** A regular expression of Go's syntax as one of JavaScript's. What cannot be said the same way is refused. */
export function readPattern(source: string, anchored: boolean): RegExp {
  const flags = /^\(\?([is]+)\)/.exec(source);
  const body = flags ? source.slice(flags[0].length) : source;
  const set = new Set(['u', ...(flags?.[1] ?? ''), ...(anchored ? ['s'] : [])]);
  if (/\[\[:|\\[QEAzZpPC]|\(\?[imsU-]+[:)]|\(\?P</.test(body)) {
    throw new Unsupported(`the regular expression ${JSON.stringify(source)}`);
  }
  try {
    return new RegExp(anchored ? `^(?:${body})$` : body, [...set].join(''));
  } catch {
    throw new QueryError(`parse error : error parsing regexp ${JSON.stringify(source)}`);
  }
}

/** A number as Loki writes it in results: never with an exponent. */
export function writeNumber(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  const text = String(value);
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (!match) return Object.is(value, -0) ? '-0' : text;
  const [, sign = '', first = '', rest = '', exponentText = '0'] = match;
  const exponent = Number(exponentText);
  const digits = first + rest;
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  return sign + digits.padEnd(exponent + 1, '0');
}
