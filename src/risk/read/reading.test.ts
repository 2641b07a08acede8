import fc from 'fast-check';
import { of, Subject, throwError } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { DATASOURCES } from '../../testing/cannedHost.ts';
import { modelOf, SHOP, SHOP_MODEL } from '../../testing/shop.ts';
import { bindingsOf } from './bindingsOf.ts';
import { OncePerTick } from './oncePerTick.ts';
import { problemOf } from './problemError.ts';
import { readDocument } from './readDocument.ts';
import { ScoreMemory } from './scoreMemory.ts';

function problem(work: () => unknown) {
  try {
    work();
    return undefined;
  } catch (error) {
    return problemOf(error);
  }
}

describe('What several panels want at one tick', () => {
  it('is asked for once while it is in flight and after it was answered', () => {
    const once = new OncePerTick();
    const answers = new Subject<number>();
    let asked = 0;
    const ask = () => {
      asked += 1;
      return answers;
    };
    const seen: number[] = [];
    once.ask('a', 1, ask).subscribe((value) => seen.push(value));
    once.ask('a', 1, ask).subscribe((value) => seen.push(value));
    answers.next(7);
    answers.complete();
    once.ask('a', 1, ask).subscribe((value) => seen.push(value));
    expect(seen).toEqual([7, 7, 7]);
    expect(asked).toBe(1);
  });

  it('is asked for again at another tick, or under another key', () => {
    const once = new OncePerTick();
    let asked = 0;
    const ask = () => of((asked += 1));
    once.ask('a', 1, ask).subscribe();
    once.ask('a', 2, ask).subscribe();
    once.ask('b', 2, ask).subscribe();
    expect(asked).toBe(3);
  });

  it('is asked for again by the next who wants it when it failed', () => {
    const once = new OncePerTick();
    const outcomes: string[] = [];
    let tries = 0;
    const ask = () => once.ask('a', 1, () => throwError(() => new Error(String((tries += 1)))));
    const listen = { next: () => undefined, error: (error: Error) => outcomes.push(error.message) };
    ask().subscribe(listen);
    ask().subscribe(listen);
    expect(outcomes).toHaveLength(2);
  });

  it('ends with the last who listens, not with the first', () => {
    const once = new OncePerTick();
    const answers = new Subject<number>();
    const first = once.ask('a', 1, () => answers).subscribe();
    const second = once.ask('a', 1, () => answers).subscribe();
    first.unsubscribe();
    expect(answers.observed).toBe(true);
    second.unsubscribe();
    expect(answers.observed).toBe(false);
  });

  it('is kept for no more than two hundred keys, the oldest going first', () => {
    const once = new OncePerTick();
    let asked = 0;
    const ask = (key: string) => once.ask(key, 1, () => of((asked += 1))).subscribe();
    for (let at = 0; at < 201; at++) ask(`key ${String(at)}`);
    ask('key 200');
    ask('key 1');
    expect(asked).toBe(201);
    ask('key 0');
    expect(asked).toBe(202);
  });
});

describe('The memory of scores', () => {
  it('tells the nearest within the tolerance, and nothing beyond', () => {
    const memory = new ScoreMemory();
    for (const [at, score] of [
      [1000, 0.1],
      [1030, 0.2],
      [1100, 0.3],
    ] as const)
      memory.keep('a', { at, score });
    expect(memory.around('a', 1020, 60)).toEqual({ at: 1030, score: 0.2 });
    expect(memory.around('a', 1160, 60)).toEqual({ at: 1100, score: 0.3 });
    expect(memory.around('a', 1161, 60)).toBeUndefined();
    expect(memory.around('b', 1020, 60)).toBeUndefined();
  });

  it('keeps one score a moment, the last one said', () => {
    const memory = new ScoreMemory();
    memory.keep('a', { at: 1000, score: 1 });
    memory.keep('a', { at: 1000, score: 2 });
    expect(memory.around('a', 1000, 0)).toEqual({ at: 1000, score: 2 });
  });

  it('forgets what is older than half an hour', () => {
    const memory = new ScoreMemory();
    memory.keep('a', { at: 1000, score: 1 });
    memory.keep('a', { at: 2800, score: 2 });
    expect(memory.around('a', 1000, 60)).toBeUndefined();
  });
});

describe('The datasource of a logical one', () => {
  const [metrics, logs] = DATASOURCES as [(typeof DATASOURCES)[0], (typeof DATASOURCES)[0]];
  const another = { ...metrics, uid: 'uid-2', name: 'Second', isDefault: false };
  const found = (bound: Readonly<Record<string, string>>, datasources: typeof DATASOURCES) =>
    bindingsOf(SHOP_MODEL, bound, datasources)['metrics']?.uid;

  it.each([
    ['the one it is bound to, before the one of its name', { metrics: 'uid-2' }, [metrics, another, logs], 'uid-2'],
    ['the one of its name, before the default', {}, [{ ...another, isDefault: true }, metrics, logs], 'uid-metrics'],
    [
      'the one whose uid is its name',
      {},
      [{ ...metrics, name: 'X', uid: 'metrics', isDefault: false }, another, logs],
      'metrics',
    ],
    ['the default of its type', {}, [another, { ...metrics, name: 'X' }, logs], 'uid-metrics'],
    ['the only one of its type', {}, [another, logs], 'uid-2'],
  ])('is %s', (_, bound, datasources, uid) => {
    expect(found(bound, datasources)).toBe(uid);
  });

  it.each([
    ['the one it is bound to is gone', { metrics: 'uid-gone' }, [metrics, logs]],
    ['the one it is bound to is of another type', { metrics: 'uid-logs' }, [metrics, logs]],
    ['nothing decides between two', {}, [{ ...metrics, name: 'A', isDefault: false }, another, logs]],
    ['there is none', {}, [logs]],
  ])('is a problem where %s', (_, bound, datasources) => {
    expect(problem(() => found(bound, datasources))).toEqual({
      code: 'RR707',
      name: 'unboundDatasource',
      datasource: 'metrics',
      type: 'prometheus',
    });
  });
});

describe('The document of a model', () => {
  it('gives the same object for the same text, so that plans are made once', () => {
    expect(readDocument(structuredClone(SHOP))).toBe(readDocument(structuredClone(SHOP)));
  });

  it('for a later version of the plugin says which', () => {
    expect(problem(() => readDocument({ ...SHOP, apiVersion: 'releaserisk/v2' }))).toEqual({
      code: 'RR703',
      name: 'newerModel',
      apiVersion: 'releaserisk/v2',
    });
  });

  it.each([
    ['a version that is none', { ...SHOP, apiVersion: 'releaserisk/v1beta' }],
    ['a signal without a limit', { ...SHOP, signals: [{ ...SHOP.signals[0], limit: undefined }] }],
    ['nothing', undefined],
    ['null', null],
    ['a text', 'apiVersion: releaserisk/v1'],
    ['a list', []],
    ['a number', 5],
    ['ten thousand signals of nothing', { ...SHOP, signals: Array.from({ length: 10_000 }, () => ({})) }],
  ])('that is %s says every reason, and what the model is called', (_, document) => {
    expect(problem(() => readDocument(document))).toMatchObject({
      code: 'RR704',
      model: expect.any(String),
      diagnostics: expect.arrayContaining([expect.stringMatching(/RR\d+/)]),
    });
  });

  it('of any kind is a model or a problem, and nothing else', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (document) => {
        expect(problem(() => readDocument(document))?.code).toBe('RR704');
      }),
      { numRuns: 100 },
    );
  });

  it('is cut in what it calls itself', () => {
    const found = problem(() => readDocument({ name: 'x'.repeat(10_000) }));
    expect(found).toMatchObject({ code: 'RR704', model: 'x'.repeat(200) });
  });
});

it('What was thrown by anything is shown as a problem', () => {
  expect(problemOf(new Error('boom'))).toEqual({ code: 'RR713', name: 'unexpected', detail: 'boom' });
  expect(problemOf('boom')).toMatchObject({ detail: 'boom' });
  expect(problemOf(undefined)).toMatchObject({ detail: 'undefined' });
  expect(modelOf(SHOP).name).toBe('shop');
});
