import { readModel } from '@release-risk/language/document/readModel';
import { describe, expect, it } from 'vitest';
import { judgedBy, limitOfKind, limitOfLines, linesOf } from './limitDraft.ts';
import { judgingOf, withMember, type SignalDraft } from './signalDraft.ts';

const BY_USUAL: SignalDraft = {
  title: 'Latency',
  weight: 30,
  worse: 'higher',
  baseline: { kind: 'trailing', window: '3d' },
  limit: { sigmas: 3, atLeast: 40 },
};

/** What the reader of documents has against a draft. */
function complaints(draft: SignalDraft): readonly string[] {
  const signal = { worse: 'higher', ...draft, id: 'a', title: 'A', datasource: 'm', query: 'sum by (service) (x)' };
  const read = readModel(
    JSON.stringify({
      apiVersion: 'releaserisk/v1',
      kind: 'RiskModel',
      name: 'a',
      identity: { labels: ['service'], services: ['bot'] },
      datasources: { m: 'prometheus' },
      signals: [signal],
    }),
    'test',
  );
  return read.ok ? [] : read.diagnostics.map(({ code, path }) => `${code} ${path}`);
}

describe('The limit of a signal while it is edited', () => {
  it('has no line where only half of them was written, whatever stands in its place', () => {
    expect(linesOf({ above: { yellow: 'x' } })).toEqual({ side: 'above', yellow: undefined, red: undefined });
    expect(linesOf({ below: { red: 1 } })).toEqual({ side: 'below', yellow: undefined, red: 1 });
    expect(linesOf({ above: null })).toEqual({ side: 'above', yellow: undefined, red: undefined });
    expect(limitOfLines({ side: 'below', yellow: undefined, red: 1 })).toEqual({ below: { red: 1 } });
  });

  it('keeps its kind while its number is being written', () => {
    expect(judgingOf({ limit: { above: {} } })).toBe('lines');
    expect(judgingOf({ limit: { increase: null } })).toBe('usual');
  });

  it('reads one number as red, with yellow at half of it', () => {
    expect(linesOf({ above: 10 })).toEqual({ side: 'above', yellow: 5, red: 10 });
  });

  it('forgets the usual when lines judge it, since the language refuses both', () => {
    const byLines = judgedBy({ ...BY_USUAL, unit: 'ratio', atMostRatio: 0.5 }, 'lines');
    expect(byLines).toEqual({
      title: 'Latency',
      weight: 30,
      unit: 'ratio',
      limit: { above: { yellow: 0.75, red: 0.9 } },
    });
    expect(Object.keys(byLines)).not.toContain('worse');
  });

  it('guesses no lines where the unit says nothing about them, and keeps the side that is bad', () => {
    expect(judgedBy(BY_USUAL, 'lines').limit).toEqual({ above: {} });
    expect(judgedBy({ ...BY_USUAL, worse: 'lower' }, 'lines').limit).toEqual({ below: {} });
  });

  it.each(['sigmas', 'increase', 'ratio'] as const)('is whole from the start as %s', (kind) => {
    for (const worse of ['higher', 'lower']) {
      const draft = { ...BY_USUAL, worse, limit: limitOfKind(kind, { ...BY_USUAL, worse, limit: undefined }) };
      expect(complaints(draft)).toEqual([]);
    }
  });

  it('keeps the smallest change that matters from one kind to the next', () => {
    expect(limitOfKind('ratio', BY_USUAL)).toEqual({ ratio: 1.5, atLeast: 40 });
    expect(limitOfKind('increase', BY_USUAL)).toEqual({ increase: 40 });
    expect(limitOfKind('sigmas', { limit: { increase: 7 } })).toEqual({ sigmas: 3, atLeast: 7 });
  });

  it('comes back from lines as one that the language takes', () => {
    const back = judgedBy(judgedBy(BY_USUAL, 'lines'), 'usual');
    expect(complaints(back)).toEqual([]);
    expect(back.limit).toEqual({ sigmas: 3, atLeastRatio: 0.3 });
  });

  it('is absent when it is removed, not undefined: an undefined member would hide its default', () => {
    expect(Object.keys(withMember(BY_USUAL, 'limit', undefined))).not.toContain('limit');
  });
});
