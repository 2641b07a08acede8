import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOptions } from './options.ts';

const KINDS = ['notSetUp', 'targets', 'live', 'own'];

describe('The options that a dashboard stores', () => {
  it('of any shape are one of the ways into the panel, and never an exception', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (stored) => {
        expect(KINDS).toContain(readOptions(stored).kind);
      }),
    );
  });

  it('that hold anything under the right names are no exception either', () => {
    const anything = fc.oneof(fc.anything(), fc.jsonValue());
    const stored = fc.record(
      {
        source: fc.oneof(fc.constantFrom('targets', 'live', 'own'), anything),
        model: anything,
        modelName: anything,
        service: fc.oneof(anything, fc.dictionary(fc.string(), fc.string())),
        bindings: anything,
        own: fc.oneof(
          anything,
          fc.record({
            title: anything,
            labels: anything,
            signals: fc.oneof(anything, fc.dictionary(fc.string(), anything)),
          }),
        ),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(stored, (options) => {
        const source = readOptions(options);
        expect(KINDS).toContain(source.kind);
        if (source.kind === 'own') {
          expect(typeof source.own.title).toBe('string');
          expect(source.own.labels.length).toBeGreaterThan(0);
          expect(Object.values(source.own.signals).every((signal) => typeof signal === 'object')).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each([undefined, null, 5, 'text', [], [1], () => 1, new Date(0)])('that are %j are not set up', (stored) => {
    expect(readOptions(stored as never)).toEqual({ kind: 'notSetUp' });
  });

  it.each([
    ['nothing', {}],
    ['no way', { model: {} }],
    ['a way that nobody knows', { source: 'magic', model: {} }],
    ['targets without a model', { source: 'targets' }],
    ['a live model without a model', { source: 'live' }],
    ['a live model without a name', { source: 'live', modelName: '' }],
    ['a live model by a name that is none', { source: 'live', modelName: 7 }],
  ])('that say %s are not set up', (_, stored) => {
    expect(readOptions(stored)).toEqual({ kind: 'notSetUp' });
  });

  it('take a model by name before one that the panel carries', () => {
    expect(readOptions({ source: 'live', modelName: 'shop', model: {} })).toMatchObject({ model: { named: 'shop' } });
    expect(readOptions({ source: 'live', model: { a: 1 } })).toMatchObject({ model: { document: { a: 1 } } });
  });

  it('whose service or bindings are of another shape are about all services, bound by nothing', () => {
    expect(readOptions({ source: 'live', modelName: 'shop', service: 'cart', bindings: [1] })).toEqual({
      kind: 'live',
      model: { named: 'shop' },
      service: undefined,
      bindings: {},
    });
  });

  it('hold for own queries what can be read: one broken signal hides no other', () => {
    const own = { title: 5, labels: [], signals: { A: { weight: 3 }, B: { weight: 'much' }, C: null } };
    expect(readOptions({ source: 'own', own })).toMatchObject({
      own: { title: '', labels: ['service'], signals: { A: { weight: 3 }, B: {}, C: {} } },
    });
    expect(readOptions({ source: 'own' })).toMatchObject({ own: { title: '', labels: ['service'], signals: {} } });
  });
});
