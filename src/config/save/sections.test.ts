import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SHOP } from '../../testing/shop.ts';
import { sameValue } from '../draft/sameValue.ts';
import { idOf, insertSignals, moveSignal, removeSignal, replaceSignal, signalsOf } from '../draft/signals.ts';
import { lineDiff, nearChanges } from './lineDiff.ts';
import { changesBetween, mergedBy, type KeptModel } from './sections.ts';

const BASE: KeptModel = { document: SHOP, bindings: { metrics: 'a' } };
const kept = (document: KeptModel['document'], bindings = BASE.bindings): KeptModel => ({ document, bindings });
const suggested = (base: KeptModel, mine: KeptModel, theirs: KeptModel) =>
  new Map(changesBetween(base, mine, theirs).map(({ key, by }) => [key, by === 'theirs' ? 'theirs' : 'mine'] as const));

describe('Two versions of a model', () => {
  it('that changed different parts are merged without a choice', () => {
    const mine = kept(replaceSignal(SHOP, 0, { ...signalsOf(SHOP)[0], weight: 9 }));
    const theirs = kept({ ...SHOP, owner: 'them', policy: { for: '2m' } }, { metrics: 'b' });
    const changes = changesBetween(BASE, mine, theirs);
    expect(changes.map(({ key, by }) => [key, by])).toEqual([
      ['about', 'theirs'],
      ['policy', 'theirs'],
      ['bindings', 'theirs'],
      ['signal:latency', 'mine'],
    ]);
    const merged = mergedBy(mine, theirs, suggested(BASE, mine, theirs));
    expect(merged).toEqual({
      document: { ...SHOP, owner: 'them', policy: { for: '2m' }, signals: mine.document['signals'] },
      bindings: { metrics: 'b' },
    });
  });

  it('that changed the same signal are told apart, and either side can be taken', () => {
    const [signal] = signalsOf(SHOP);
    const mine = kept(replaceSignal(SHOP, 0, { ...signal, weight: 9 }));
    const theirs = kept(replaceSignal(SHOP, 0, { ...signal, weight: 7 }));
    expect(changesBetween(BASE, mine, theirs)).toMatchObject([{ key: 'signal:latency', isConflict: true }]);
    const weightOf = (side: 'mine' | 'theirs') =>
      signalsOf(mergedBy(mine, theirs, new Map([['signal:latency', side]])).document)[0]?.weight;
    expect([weightOf('mine'), weightOf('theirs')]).toEqual([9, 7]);
  });

  it('keep what one added and lose what one removed', () => {
    const mine = kept(removeSignal(SHOP, 1));
    const theirs = kept(insertSignals(SHOP, [{ id: 'fresh', title: 'Fresh' }], 1));
    const merged = mergedBy(mine, theirs, suggested(BASE, mine, theirs));
    expect(signalsOf(merged.document).map(idOf)).toEqual(['latency', 'fresh', 'queue']);
  });

  it('lose no signal where a draft has two of one id', () => {
    const twice = { ...SHOP, signals: [...SHOP.signals, { ...SHOP.signals[0], weight: 3 }] };
    const theirs = kept({ ...SHOP, owner: 'them' });
    const merged = mergedBy(kept(twice), theirs, suggested(BASE, kept(twice), theirs));
    expect(signalsOf(merged.document).map(({ weight }) => weight)).toEqual([1, 1, 1, 3]);
  });

  it('all of one side is that side, up to the order of its signals', () => {
    const edits = fc.array(fc.tuple(fc.nat(2), fc.nat(50), fc.boolean()), { maxLength: 4 });
    const version = (list: readonly (readonly [number, number, boolean])[]) =>
      kept(
        list.reduce<KeptModel['document']>(
          (document, [at, weight, moves]) =>
            moves
              ? moveSignal(document, at, (at + 1) % 3)
              : replaceSignal(document, at, { ...signalsOf(document)[at], weight }),
          SHOP,
        ),
      );
    const sorted = ({ document, bindings }: KeptModel) => ({
      bindings,
      document: { ...document, signals: [...signalsOf(document)].sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1)) },
    });
    fc.assert(
      fc.property(edits, edits, (a, b) => {
        const [mine, theirs] = [version(a), version(b)];
        const all = (side: 'mine' | 'theirs') =>
          mergedBy(mine, theirs, new Map(changesBetween(BASE, mine, theirs).map(({ key }) => [key, side])));
        expect(sameValue(all('mine'), mine)).toBe(true);
        expect(sameValue(sorted(all('theirs')), sorted(theirs))).toBe(true);
      }),
    );
  });
});

describe('The difference of two texts', () => {
  it('turns the one into the other, with as little as needed', () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 });
    const text = (list: readonly string[]) => list.map((line) => `${line}\n`).join('');
    fc.assert(
      fc.property(lines, lines, (a, b) => {
        const diff = lineDiff(text(a), text(b));
        const side = (skip: 'added' | 'removed') => diff.filter(({ kind }) => kind !== skip).map((one) => one.text);
        expect(side('added')).toEqual(a);
        expect(side('removed')).toEqual(b);
      }),
    );
    const long = lineDiff('1\n2\n3\n4\n5\n', '1\n2\n3\n4\n6\n');
    expect(nearChanges(long, 1).map((one) => one.text)).toEqual(['4', '5', '6']);
    expect(lineDiff('a\nb\n', 'a\nc\n').map(({ kind }) => kind)).toEqual(['same', 'removed', 'added']);
  });
});
