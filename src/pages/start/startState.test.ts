import { describe, expect, it } from 'vitest';
import { BEGINNING, nextStep, startStateFrom, stepBefore } from './startState.ts';

describe('A start that is resumed', () => {
  it.each([undefined, null, 3, [], {}, { step: 'nowhere' }, { step: 'apply' }, { step: 'save', document: 7 }])(
    'begins anew with %j',
    (kept) => {
      expect(startStateFrom(kept).step).toBe(BEGINNING.step);
    },
  );

  it('goes on where it was', () => {
    const kept = { step: 'score', metrics: null, labels: ['app'], document: { name: 'm' }, extra: [{ id: 'x' }] };
    expect(startStateFrom(JSON.parse(JSON.stringify(kept)))).toMatchObject(kept);
  });

  it('loses what is of another shape, and nothing else', () => {
    expect(startStateFrom({ step: 'signals', services: [1], proposals: ['a'], metrics: {} })).toMatchObject({
      step: 'signals',
      services: undefined,
      proposals: ['a'],
      metrics: undefined,
    });
  });

  it('has steps in one order', () => {
    expect([nextStep('bind'), nextStep('apply'), stepBefore('bind')]).toEqual(['services', 'apply', undefined]);
  });
});
