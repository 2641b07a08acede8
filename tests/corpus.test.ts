import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makePlan } from '@release-risk/compiler/makePlan';
import { CATALOGUE } from '@release-risk/language/diagnostics/catalogue';
import type { Diagnostic } from '@release-risk/language/diagnostics/diagnostic';
import { jsonSchema } from '@release-risk/language/document/jsonSchema';
import { readModel, type ReadResult } from '@release-risk/language/document/readModel';
import { parseQuery } from '@release-risk/language/queryText/parseQuery';
import type { Identity, RiskModel } from '@release-risk/model/model';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const FOLDER = fileURLToPath(new URL('corpus/', import.meta.url));

interface CorpusFile {
  readonly name: string;
  readonly text: string;
}

function filesOf(folder: 'good' | 'bad'): readonly CorpusFile[] {
  return readdirSync(join(FOLDER, folder))
    .sort()
    .map((name) => ({ name, text: readFileSync(join(FOLDER, folder, name), 'utf8') }));
}

const GOOD = filesOf('good');
const BAD = filesOf('bad');

/** `# expect: RR404 12:7` in the comments at the head of a file. */
function expectedOf(text: string): readonly string[] {
  return [...text.matchAll(/^# expect: (RR\d{3} \d+:\d+)\r?$/gm)].map(([, expected = '']) => expected);
}

function diagnosticsOf(result: ReadResult): readonly Diagnostic[] {
  return result.ok ? result.warnings : result.diagnostics;
}

const shown = ({ code, place }: Diagnostic) => `${code} ${place.line}:${place.column}`;

/** The services of a model, or some where they are found by a query. */
function someServices({ identity }: RiskModel): readonly Identity[] {
  if (identity.services.kind === 'listed') return identity.services.list;
  return [Object.fromEntries(identity.labels.map((label) => [label, `${label} "1"`]))];
}

describe('the good models', () => {
  it('are many enough to show every feature', () => {
    expect(GOOD.length).toBeGreaterThanOrEqual(20);
    const models = GOOD.flatMap(({ name, text }) => {
      const read = readModel(text, name);
      return read.ok ? [read.model] : [];
    });
    const signals = models.flatMap((model) => model.signals);
    expect(new Set(signals.map(({ limit }) => limit.kind))).toEqual(
      new Set(['sigmas', 'increase', 'ratio', 'above', 'below']),
    );
    expect(new Set(signals.flatMap((signal) => ('baseline' in signal ? [signal.baseline.kind] : [])))).toEqual(
      new Set(['trailing', 'robust', 'sameHour', 'recorded', 'frozen', 'control']),
    );
    expect(new Set(signals.map(({ missing }) => missing))).toEqual(
      new Set(['inconclusive', 'exclude', 'green', 'red']),
    );
    expect(new Set(models.map(({ action }) => action.mode))).toEqual(new Set(['observe', 'ask', 'act']));
  });

  it.each(GOOD)('$name reads, with no more than the warnings it names', ({ name, text }) => {
    const result = readModel(text, name);
    expect(diagnosticsOf(result).map(shown)).toEqual(expectedOf(text));
    expect(result.ok).toBe(true);
  });

  it.each(GOOD)('$name gives a plan whose every query parses', ({ name, text }) => {
    const result = readModel(text, name);
    if (!result.ok) throw new Error('does not read');
    const services = someServices(result.model);
    const frozen = services.map((service) => ({
      service,
      at: 1_795_000_000,
      baselines: Object.fromEntries(result.model.signals.map(({ id }) => [id, { mean: -3, deviation: 1e-7 }])),
    }));
    for (const context of [{ services }, { services, frozen }]) {
      const { queries } = makePlan(result.model, context);
      expect(queries.length).toBeGreaterThanOrEqual(result.model.signals.length);
      expect(queries.filter(({ type, expr }) => !parseQuery(type, expr).ok)).toEqual([]);
    }
  });
});

describe('the bad models', () => {
  it('are many enough to meet every diagnostic that a small file can have', () => {
    expect(BAD.length).toBeGreaterThanOrEqual(45);
    const met = new Set([...GOOD, ...BAD].flatMap(({ text }) => expectedOf(text).map((one) => one.slice(0, 5))));
    // A text that is too large has its own test below.
    expect([...met, 'RR103'].sort()).toEqual(Object.keys(CATALOGUE).sort());
  });

  it.each(BAD)('$name is told exactly what is wrong, and where', ({ name, text }) => {
    const result = readModel(text, name);
    expect(diagnosticsOf(result).map(shown)).toEqual(expectedOf(text));
    expect(expectedOf(text).length).toBeGreaterThan(0);
    expect(result.ok).toBe(diagnosticsOf(result).every(({ severity }) => severity === 'warning'));
  });

  it.each(BAD)('$name is told what to do, in words that can be read', ({ name, text }) => {
    for (const { message, hint } of diagnosticsOf(readModel(text, name))) {
      expect(message).toMatch(/^\S.*[^.]$/);
      expect(hint).toMatch(/\S/);
      expect(`${message} ${hint ?? ''}`).not.toMatch(/undefined|\[object|[\n\r]/);
    }
  });
});

describe('a text beyond reason', () => {
  const DEEP = 100_000;

  it.each([
    { what: '10 MB of text', text: `description: ${'x'.repeat(10 * 1024 * 1024)}`, code: 'RR103' },
    { what: 'deep flow sequences', text: `a: ${'['.repeat(DEEP)}`, code: 'RR101' },
    { what: 'deep closed flow sequences', text: `a: ${'['.repeat(DEEP)}${']'.repeat(DEEP)}`, code: 'RR101' },
    { what: 'deep flow mappings', text: `a: ${'{a: '.repeat(DEEP)}`, code: 'RR101' },
    { what: 'deep JSON', text: `{"a":${'{"a":'.repeat(DEEP)}1${'}'.repeat(DEEP)}}`, code: 'RR101' },
    { what: 'deep block sequences', text: `a:\n  ${'- '.repeat(DEEP)}x`, code: 'RR101' },
    { what: 'a bomb of aliases', text: BOMB(), code: 'RR104' },
    { what: 'NUL characters', text: '\u0000'.repeat(1000), code: 'RR105' },
  ])('gets one clear answer: $what', ({ text, code }) => {
    const result = readModel(text, 'hostile.yaml');
    expect(diagnosticsOf(result).map((one) => one.code)).toEqual([code]);
    expect(diagnosticsOf(result)[0]?.hint).toMatch(/\S/);
  });

  it('gets an answer for each of ten thousand unknown keys without forgetting one', () => {
    const keys = Array.from({ length: 10_000 }, (_, index) => `key${index}: 1\n`).join('');
    const result = readModel(`apiVersion: releaserisk/v1\n${keys}`, 'keys.yaml');
    expect(diagnosticsOf(result).filter(({ code }) => code === 'RR201')).toHaveLength(10_000);
  });

  function BOMB(): string {
    const letters = ['b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];
    const lines = letters.map((letter, index) => {
      const before = index === 0 ? 'a' : (letters[index - 1] ?? '');
      return `${letter}: &${letter} [${Array.from({ length: 10 }, () => `*${before}`).join(', ')}]\n`;
    });
    return `a: &a [x]\n${lines.join('')}`;
  }
});

describe('any text', () => {
  it('made of a good model by cutting and pasting is answered, never thrown at', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '\t',
        '\r',
        '---\n',
        '...',
        '*a',
        '&a',
        '!!x',
        '{',
        '}',
        '[',
        ']',
        '"',
        "'",
        ': ',
        '# ',
        '|',
        '>',
        '%',
        '\u0000',
      ),
      fc.string({ unit: 'binary', maxLength: 5 }),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...GOOD),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(20),
        piece,
        (file, at, cut, put) => {
          const index = Math.floor(at * file.text.length);
          const text = file.text.slice(0, index) + put + file.text.slice(index + cut);
          const result = readModel(text, file.name);
          const lines = text.split('\n').length;
          for (const { place, message } of diagnosticsOf(result)) {
            expect(place.line).toBeGreaterThanOrEqual(1);
            expect(place.line).toBeLessThanOrEqual(lines);
            expect(place.column).toBeGreaterThanOrEqual(1);
            expect(message).not.toBe('');
          }
          expect(result.ok || diagnosticsOf(result).some(({ severity }) => severity === 'error')).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});

interface SchemaNode {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
}

describe('the published JSON Schema', () => {
  const ajv = new Ajv({ allErrors: true, strict: false });
  addFormats.default(ajv);
  const validate = ajv.compile(jsonSchema());
  const valueOf = (text: string): unknown => parse(text, { merge: true });

  it.each(GOOD)('accepts $name as it is written', ({ text }) => {
    validate(valueOf(text));
    expect(validate.errors ?? []).toEqual([]);
  });

  /** What is wrong with the shape in ways that a JSON Schema can say: not that a duration is none. */
  const misshapen = BAD.filter(({ text }) => {
    const codes = expectedOf(text).map((one) => one.slice(0, 5));
    return codes.some((code) => ['RR201', 'RR202', 'RR203', 'RR204', 'RR206', 'RR207'].includes(code));
  });

  it.each(misshapen)('refuses $name', ({ text }) => {
    expect(validate(valueOf(text.replaceAll('.nan', '"NaN"').replaceAll('.inf', '"inf"')))).toBe(false);
  });

  it('describes every property', () => {
    const missing: string[] = [];
    const walk = (node: SchemaNode, path: string): void => {
      for (const [key, property] of Object.entries(node.properties ?? {})) {
        if (property.description === undefined) missing.push(`${path}.${key}`);
        walk(property, `${path}.${key}`);
      }
      if (typeof node.additionalProperties === 'object') walk(node.additionalProperties, `${path}.*`);
      if (node.items) walk(node.items, `${path}[]`);
      for (const branch of [...(node.anyOf ?? []), ...(node.oneOf ?? [])]) walk(branch, path);
    };
    walk(jsonSchema(), '');
    expect([...new Set(missing)]).toEqual([]);
  });
});
