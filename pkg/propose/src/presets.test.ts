import { makePlan } from '@release-risk/compiler/makePlan';
import { readModel } from '@release-risk/language/document/readModel';
import { parseQuery } from '@release-risk/language/queryText/parseQuery';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modelText } from './modelText.ts';
import { PRESET_NAMES, PRESETS, type PresetName } from './presets.ts';

const textOf = (preset: PresetName, service: string) => modelText(PRESETS[preset].draft(service));

describe.each(PRESET_NAMES)('the preset %s', (preset) => {
  const text = textOf(preset, 'lead-api');
  const read = readModel(text, `${preset}.yaml`);

  it('is a model without errors and without warnings', () => {
    expect(read).toMatchObject({ ok: true, warnings: [] });
  });

  it('gives a plan whose every query parses', () => {
    if (!read.ok || read.model.identity.services.kind !== 'listed') throw new Error('not a listed model');
    const plan = makePlan(read.model, { services: read.model.identity.services.list });
    expect(plan.queries.length).toBeGreaterThan(0);
    expect(plan.queries.filter(({ type, expr }) => !parseQuery(type, expr).ok)).toEqual([]);
  });

  it('has weights that sum to 100 and a floor or lines for every signal', () => {
    if (!read.ok) throw new Error('not a model');
    expect(read.model.signals.reduce((sum, { weight }) => sum + weight, 0)).toBe(100);
  });

  it('begins with the schema that editors complete with, and explains every signal', () => {
    const lines = text.split('\n');
    expect(lines[0]).toBe('# yaml-language-server: $schema=./risk-model.schema.json');
    lines.forEach((line, index) => {
      if (/^ {2}- id:/.test(line)) expect(lines[index - 1]).toMatch(/^ {2}# \S/);
    });
  });

  it('is written the same every time', () => {
    expect(textOf(preset, 'lead-api')).toBe(text);
  });
});

describe('any name of a service', () => {
  it.each([
    '',
    '7',
    'Ünïcode ☃',
    'a"b\nc',
    "it's: {a} #no",
    '- x',
    'null',
    '&a *b',
    '$1 ${x}',
    'x'.repeat(200),
    '\u2028\u0000',
  ])('%j survives in a model that reads', (service) => {
    for (const preset of PRESET_NAMES) {
      const read = readModel(textOf(preset, service === '' ? ' ' : service), 'model.yaml');
      expect(read).toMatchObject({ ok: true });
    }
  });

  it('is read back as it was given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), (service) => {
        const read = readModel(textOf('spring', service), 'model.yaml');
        expect(read.ok && read.model.identity.services).toEqual({ kind: 'listed', list: [{ application: service }] });
      }),
      { numRuns: 50 },
    );
  });
});
