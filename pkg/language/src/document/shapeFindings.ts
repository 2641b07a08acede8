import type { z } from 'zod';
import type { DiagnosticCode } from '../diagnostics/catalogue.ts';
import { didYouMean } from '../diagnostics/didYouMean.ts';
import type { Finding } from '../diagnostics/diagnostic.ts';
import { DURATION_WANTED } from './schema.ts';

type Issue = z.core.$ZodIssue;
type Path = (string | number)[];

/** Turns the schema's issues into findings: what is wrong, where, and the nearest thing that would be right. */
export function shapeFindings(
  issues: readonly Issue[],
  base: Path,
  keysAt: (path: Path) => readonly string[],
): Finding[] {
  return issues.flatMap((issue) => shapeFinding(issue, [...base, ...pathOf(issue)], keysAt));
}

function shapeFinding(issue: Issue, path: Path, keysAt: (path: Path) => readonly string[]): Finding[] {
  switch (issue.code) {
    case 'unrecognized_keys':
      return unknownKeyFindings(issue.keys, path, keysAt);
    case 'invalid_type':
      if (issue.input === undefined) {
        const key = String(path.at(-1) ?? 'value');
        return [
          {
            code: 'RR202',
            path,
            message: `"${key}" is missing`,
            hint: addHint(key, issue.expected),
            atKey: true,
          },
        ];
      }
      return [typeFinding(issue.expected, issue.input, path, issue.message)];
    case 'invalid_value':
      return [valueFinding(issue, path)];
    case 'invalid_union':
      return unionFindings(issue, path, keysAt);
    case 'too_small':
    case 'too_big':
      return [boundFinding(issue, path)];
    case 'custom':
      return [
        { code: codeOf(issue.params), path, message: sentence(issue.message), hint: hintFor(codeOf(issue.params)) },
      ];
    case 'invalid_format':
      return [formatFinding(issue, path)];
    case 'invalid_key':
      return [
        {
          code: 'RR204',
          path,
          message: `The name ${quoted(String(path.at(-1)))} ${issue.issues[0]?.message ?? 'is not allowed'}`,
          hint: 'Choose another name.',
          atKey: true,
        },
      ];
    default:
      return [{ code: 'RR204', path, message: `Not allowed: ${issue.message}`, hint: HINTS.other }];
  }
}

function unknownKeyFindings(keys: readonly string[], path: Path, keysAt: (path: Path) => readonly string[]): Finding[] {
  const known = keysAt(path);
  return keys.map((key) => ({
    code: 'RR201',
    path: [...path, key],
    message: `Unknown key ${quoted(key)}`,
    hint: didYouMean(key, known) ?? `Known here: ${known.join(', ')}.`,
    atKey: true,
  }));
}

/** What a text of a certain form must look like. */
const FORMATS: Readonly<Record<string, { readonly what: string; readonly hint: string }>> = {
  url: { what: 'is not an address', hint: 'Write a whole address: https://wiki.example.org/runbook.' },
  date: { what: 'is not a day of the calendar', hint: 'Write YYYY-MM-DD, such as 2026-11-16.' },
};

function formatFinding(issue: Extract<Issue, { code: 'invalid_format' }>, path: Path): Finding {
  const { what, hint } = FORMATS[issue.format] ?? { what: issue.message, hint: 'Mend the spelling.' };
  return { code: 'RR204', path, message: `${describe(issue.input)} ${what}`, hint };
}

function valueFinding(issue: Extract<Issue, { code: 'invalid_value' }>, path: Path): Finding {
  const allowed = issue.values.map(String).filter((value) => value !== '');
  if (issue.input !== undefined && path.length === 1 && path[0] === 'apiVersion') {
    return {
      code: 'RR206',
      path,
      message: `apiVersion ${describe(issue.input)} is not known here; this version reads ${allowed.join(', ')}`,
      hint: 'A newer document needs a newer release-risk.',
    };
  }
  if (issue.input === undefined) {
    return {
      code: 'RR202',
      path,
      message: `"${String(path.at(-1) ?? 'value')}" is missing`,
      hint: `Allowed: ${allowed.join(', ')}.`,
      atKey: true,
    };
  }
  return {
    code: 'RR204',
    path,
    message: `${describe(issue.input)} is not allowed`,
    hint:
      (typeof issue.input === 'string' ? didYouMean(issue.input, allowed) : undefined) ??
      `Allowed: ${allowed.join(', ')}.`,
  };
}

/** Of a union's branches the one that fits best speaks: its complaints are about what was meant. */
function unionFindings(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  path: Path,
  keysAt: (path: Path) => readonly string[],
): Finding[] {
  if (issue.errors.length === 0) return [discriminatorFinding(issue, path)];
  const unmeant = unmeantFindings(issue, path, keysAt);
  if (unmeant) return unmeant;
  const misfit = (branch: readonly Issue[]) =>
    branch.reduce(
      (sum, one) => sum + (one.code === 'unrecognized_keys' ? 2 * one.keys.length : 1) + (isMissing(one) ? 2 : 0),
      0,
    ) + (branch.some((one) => one.code === 'invalid_type' && one.path.length === 0) ? 100 : 0);
  const best = [...issue.errors].sort((a, b) => misfit(a) - misfit(b))[0] ?? [];
  return shapeFindings(best, path, keysAt);
}

/** `kind` is what tells the branches apart, and it names none of them. */
function discriminatorFinding(issue: Extract<Issue, { code: 'invalid_union' }>, path: Path): Finding {
  const options = 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
  const key = issue.discriminator ?? 'kind';
  const parent = path.at(-1) === key ? path.slice(0, -1) : path;
  const { input } = issue;
  const given: unknown = typeof input === 'object' && input !== null ? Reflect.get(input, key) : undefined;
  const allowed = `Allowed: ${options.join(', ')}.`;
  if (given === undefined) {
    return { code: 'RR202', path: [...parent, key], message: `"${key}" is missing`, hint: allowed };
  }
  const hint = typeof given === 'string' ? (didYouMean(given, options) ?? allowed) : allowed;
  return { code: 'RR204', path: [...parent, key], message: `${describe(given)} is not allowed`, hint };
}

/** A mapping that has not one key of any branch, or a key that is not there at all: no branch can speak for it. */
function unmeantFindings(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  path: Path,
  keysAt: (path: Path) => readonly string[],
): Finding[] | undefined {
  const { input } = issue;
  const key = String(path.at(-1) ?? 'value');
  const known = keysAt(path);
  if (input === undefined) {
    return [{ code: 'RR202', path, message: `"${key}" is missing`, hint: addHint(key, 'any'), atKey: true }];
  }
  if (typeof input !== 'object' || input === null || Array.isArray(input) || known.length === 0) return undefined;
  const given = Object.keys(input);
  if (given.some((one) => known.includes(one))) return undefined;
  if (given.length > 0) return unknownKeyFindings(given, path, keysAt);
  return [{ code: 'RR202', path, message: `"${key}" is empty`, hint: `Known here: ${known.join(', ')}.` }];
}

function isMissing(issue: Issue): boolean {
  return issue.code === 'invalid_type' && issue.input === undefined;
}

function pathOf(issue: Issue): Path {
  return issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
}

function boundFinding(issue: Extract<Issue, { code: 'too_small' | 'too_big' }>, path: Path): Finding {
  const small = issue.code === 'too_small';
  const edge = Number(small ? issue.minimum : issue.maximum);
  const edgeWord = small ? (issue.inclusive ? 'at least' : 'more than') : issue.inclusive ? 'at most' : 'less than';
  const at = { code: 'RR207', path } as const;
  if (issue.origin === 'string') {
    if (small && edge === 1) return { ...at, message: 'Must not be empty', hint: 'Write something here.' };
    return { ...at, message: `Must have ${edgeWord} ${edge} characters`, hint: 'Say it in other words.' };
  }
  if (issue.origin === 'array') {
    const entries = edge === 1 ? 'entry' : 'entries';
    return {
      ...at,
      message: `Must have ${edgeWord} ${edge} ${entries}`,
      hint: small ? 'Add one.' : 'Split the model.',
    };
  }
  const message = `Must be ${edgeWord} ${edge}, not ${describe(issue.input)}`;
  return { ...at, message, hint: `Choose a number of ${edgeWord} ${edge}.` };
}

function codeOf(params: Record<string, unknown> | undefined): DiagnosticCode {
  return params?.['code'] === 'RR205' ? 'RR205' : 'RR204';
}

function hintFor(code: DiagnosticCode): string | undefined {
  return code === 'RR205' ? 'Write a number and a unit: 30s, 5m, 2h, 7d, 1h30m.' : undefined;
}

function typeFinding(expected: string, input: unknown, path: Path, wanted: string): Finding {
  if (wanted === DURATION_WANTED) {
    return { code: 'RR205', path, message: `${describe(input)} is not a duration`, hint: hintFor('RR205') };
  }
  const hint =
    typeof input === 'number' && !Number.isFinite(input) ? HINTS.finite : (TYPE_HINTS[expected] ?? HINTS.other);
  return { code: 'RR203', path, message: `Expected ${article(expected)}, got ${describe(input)}`, hint };
}

const HINTS = {
  finite: 'Write a plain number: NaN and infinities cannot be compared.',
  other: 'See the schema: release-risk schema.',
} as const;

const TYPE_HINTS: Readonly<Record<string, string>> = {
  string: 'Put it into quotes if it is meant as text.',
  number: 'Write a plain number, without quotes or unit.',
  int: 'Write a whole number such as 30; only shares of the sum count, so 1.5 and 1 become 3 and 2.',
  boolean: 'Write true or false, without quotes.',
  array: 'Begin each entry with a hyphen: - entry.',
  object: 'Write key: value pairs below it.',
  record: 'Write key: value pairs below it.',
};

/** How to add a key that is missing. */
function addHint(key: string, expected: string): string {
  if (expected === 'array') return `Add "${key}:" and a list below it.`;
  if (expected === 'object' || expected === 'record') return `Add "${key}:" and its keys below it.`;
  return `Add "${key}: ...".`;
}

function describe(input: unknown): string {
  if (input === null || input === undefined) return 'nothing';
  if (typeof input === 'number') return String(input);
  if (Array.isArray(input)) return 'a list';
  if (typeof input === 'object') return 'a mapping';
  const written = typeof input === 'string' ? quoted(input) : String(input);
  return written.length > 60 ? `${written.slice(0, 57)}...` : written;
}

/** A text in quotes, with what cannot be seen (or turns the line around) written by its code. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\p{Cc}\p{Cf}]/gu,
    (hidden) => `\\u${(hidden.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}

function article(expected: string): string {
  if (expected === 'record' || expected === 'object') return 'a mapping';
  if (expected === 'array') return 'a list';
  if (expected === 'int') return 'a whole number';
  if (expected === 'string') return 'text';
  if (expected === 'boolean') return 'true or false';
  return `a ${expected}`;
}

function sentence(message: string): string {
  return message.charAt(0).toUpperCase() + message.slice(1).replace(/\.$/, '');
}
