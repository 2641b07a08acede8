import { describe, expect, it } from 'vitest';
import { baselineSignal, lineSignal, modelOf, reading } from './leadBot.sample.ts';
import type { BaselineLimit, StaticLimit, Worse } from './limit.ts';
import type { ScoredSignal } from './model.ts';
import type { Reading } from './reading.ts';
import { score, type MissingWhy, type SignalScore } from './score.ts';

function judged(signal: ScoredSignal, said: Partial<Reading>): SignalScore {
  const [result] = score(modelOf([signal]), [reading(said)]).signals;
  if (result === undefined) throw new Error('no result');
  return result;
}

const against = (limit: BaselineLimit, worse: Worse = 'higher', atMostRatio = 0.8): ScoredSignal =>
  baselineSignal('A', { limit, worse, atMostRatio });
const lines = (limit: StaticLimit): ScoredSignal => lineSignal('A', { limit });

/** The nearest doubles on either side, for strict edges. */
const above = (x: number): number => x + Math.abs(x) * Number.EPSILON;
const below = (x: number): number => x - Math.abs(x) * Number.EPSILON;

const SIGMAS: BaselineLimit = { kind: 'sigmas', k: 2, atLeast: 8, atLeastRatio: 0.05 };

describe('excess', () => {
  it.each<[Worse, number, number]>([
    ['higher', 130, 30],
    ['higher', 70, -30],
    ['lower', 130, -30],
    ['lower', 70, 30],
    ['either', 130, 30],
    ['either', 70, 30],
  ])('with worse: %s of %d against 100 is %d', (worse, value, excess) => {
    expect(judged(against({ kind: 'increase', by: 50 }, worse), { value, mean: 100 }).excess).toBe(excess);
  });
});

describe('span', () => {
  it.each<[string, BaselineLimit, Worse, number, number, number]>([
    // sigmas: max(k*D, atLeast, atLeastRatio*|M|)
    ['k deviations', SIGMAS, 'higher', 100, 10, 20],
    ['k deviations below a negative mean', SIGMAS, 'higher', -100, 10, 20],
    ['the floor', SIGMAS, 'higher', 100, 3, 8],
    ['the floor as a share of the mean', SIGMAS, 'higher', 1000, 3, 50],
    ['the floor as a share of a negative mean', SIGMAS, 'higher', -1000, 3, 50],
    ['k deviations without floors', { kind: 'sigmas', k: 3 }, 'either', 0, 2, 6],
    // increase: d
    ['the increase', { kind: 'increase', by: 7 }, 'higher', 100, NaN, 7],
    ['the increase from zero', { kind: 'increase', by: 7 }, 'either', 0, NaN, 7],
    // ratio: max(|r-1|*|M|, atLeast)
    ['half of the mean', { kind: 'ratio', factor: 1.5, atLeast: 5 }, 'higher', 100, NaN, 50],
    ['half of a negative mean', { kind: 'ratio', factor: 1.5, atLeast: 5 }, 'higher', -100, NaN, 50],
    ['the floor of a ratio', { kind: 'ratio', factor: 1.5, atLeast: 5 }, 'higher', 4, NaN, 5],
    ['the floor of a ratio of nothing', { kind: 'ratio', factor: 1.5, atLeast: 5 }, 'higher', 0, NaN, 5],
    ['a ratio below one', { kind: 'ratio', factor: 0.75 }, 'lower', 100, NaN, 25],
    // lower is capped at atMostRatio*|M|
    ['capped deviations', { kind: 'sigmas', k: 3, atLeast: 1 }, 'lower', 100, 50, 80],
    ['a capped floor', { kind: 'sigmas', k: 3, atLeast: 500 }, 'lower', 100, 1, 80],
    ['a capped increase', { kind: 'increase', by: 90 }, 'lower', 100, NaN, 80],
    ['a capped ratio', { kind: 'ratio', factor: 0.05 }, 'lower', 100, NaN, 80],
    ['the cap of a negative mean', { kind: 'increase', by: 90 }, 'lower', -100, NaN, 80],
    ['no cap where the span is smaller', { kind: 'increase', by: 70 }, 'lower', 100, NaN, 70],
    ['no cap for higher', { kind: 'increase', by: 900 }, 'higher', 100, NaN, 900],
    ['no cap for either', { kind: 'increase', by: 900 }, 'either', 100, NaN, 900],
  ])('is %s', (_, limit, worse, mean, deviation, span) => {
    expect(judged(against(limit, worse), { value: mean, mean, deviation }).span).toBe(span);
  });

  it('is capped at the ratio the model names', () => {
    const signal = against({ kind: 'increase', by: 90 }, 'lower', 0.5);
    expect(judged(signal, { value: 100, mean: 100 }).span).toBe(50);
  });
});

describe('a grade against the baseline', () => {
  const increase: BaselineLimit = { kind: 'increase', by: 10 };
  it.each<[string, BaselineLimit, Worse, number, number]>([
    ['at its baseline', increase, 'higher', 100, 0],
    ['on the good side', increase, 'higher', -1e9, 0],
    ['exactly at half the span', increase, 'higher', 105, 0],
    ['just beyond half the span', increase, 'higher', above(105), 1],
    ['exactly at the span', increase, 'higher', 110, 1],
    ['just beyond the span', increase, 'higher', above(110), 2],
    ['far beyond', increase, 'higher', 9e98, 2],
    ['lower, on the good side', increase, 'lower', 1e9, 0],
    ['lower, exactly at half the span', increase, 'lower', 95, 0],
    ['lower, just beyond half the span', increase, 'lower', below(95), 1],
    ['lower, exactly at the span', increase, 'lower', 90, 1],
    ['lower, just beyond the span', increase, 'lower', below(90), 2],
    ['either, half the span above', increase, 'either', 105, 0],
    ['either, beyond half the span below', increase, 'either', below(95), 1],
    ['either, beyond the span above', increase, 'either', above(110), 2],
    ['either, beyond the span below', increase, 'either', below(90), 2],
    ['a total outage, however wide the deviation', { kind: 'sigmas', k: 50, atLeast: 1 }, 'lower', 0, 2],
    ['a total outage, however large the increase', { kind: 'increase', by: 1e9 }, 'lower', 0, 2],
    ['exactly at the cap', { kind: 'sigmas', k: 50, atLeast: 1 }, 'lower', 20, 1],
  ])('of a reading %s', (_, limit, worse, value, grade) => {
    const result = judged(against(limit, worse), { value, mean: 100, deviation: 5 });
    expect(result).toMatchObject({ grade, missing: undefined });
  });

  it('shows headroom as a share of the span, negative on the good side', () => {
    expect(judged(against(increase), { value: 103.4, mean: 100 }).headroom).toBeCloseTo(0.34, 12);
    expect(judged(against(increase), { value: 80, mean: 100 }).headroom).toBe(-2);
  });

  it('is never 0/0: no excess over no span is missing, not green', () => {
    const result = judged(against({ kind: 'sigmas', k: 3 }), { value: 100, mean: 100, deviation: 0 });
    expect(result).toMatchObject({ grade: 0, missing: 'flatBaseline' });
    expect(result.headroom).toBeNaN();
  });
});

describe('a grade by lines', () => {
  const up: StaticLimit = { kind: 'above', yellow: 2.5, red: 5 };
  const down: StaticLimit = { kind: 'below', yellow: 50, red: 10 };
  it.each<[string, StaticLimit, number, number, number]>([
    ['above: nothing', up, 0, 0, 0],
    ['above: negative', up, -2.5, 0, -0.5],
    ['above: at yellow', up, 2.5, 0, 0.5],
    ['above: just past yellow', up, above(2.5), 1, 0.5],
    ['above: at red', up, 5, 1, 1],
    ['above: just past red', up, above(5), 2, 1],
    ['above: far past red', up, 10, 2, 2],
    ['below: far above', down, 90, 0, 0],
    ['below: at yellow', down, 50, 0, 0.5],
    ['below: just under yellow', down, below(50), 1, 0.5],
    ['below: at red', down, 10, 1, 1],
    ['below: just under red', down, below(10), 2, 1],
    ['below: zero', down, 0, 2, 1.125],
    ['one line: at it', { kind: 'above', yellow: 5, red: 5 }, 5, 0, 0],
    ['one line: past it', { kind: 'above', yellow: 5, red: 5 }, above(5), 2, 1],
    ['lines around zero', { kind: 'above', yellow: -1, red: 1 }, 0, 1, 0.75],
  ])('%s', (_, limit, value, grade, headroom) => {
    const result = judged(lines(limit), { value });
    expect(result).toMatchObject({ grade, missing: undefined });
    expect(result.headroom).toBeCloseTo(headroom, 12);
  });

  it('needs no baseline, and shows none', () => {
    expect(judged(lines(up), { value: 1 })).toMatchObject({ excess: NaN, span: NaN, missing: undefined });
  });

  it('ignores a direction that stands beside static lines', () => {
    const signal: ScoredSignal = { ...against({ kind: 'increase', by: 1 }, 'lower'), limit: up };
    expect(judged(signal, { value: 9 })).toMatchObject({ grade: 2, missing: undefined });
  });
});

describe('grading: linear', () => {
  const sliding = baselineSignal('A', { grading: 'linear' });
  const slidingLines = lineSignal('A', { grading: 'linear' });
  it.each([
    [90, 0],
    [100, 0],
    [102.5, 0.5],
    [105, 1],
    [107.5, 1.5],
    [110, 2],
    [500, 2],
  ])('slides with the headroom: %d against 100 + 10 is %d', (value, grade) => {
    expect(judged(sliding, { value, mean: 100 }).grade).toBe(grade);
  });

  it.each([
    [-9, 0],
    [0, 0],
    [1.25, 0.5],
    [2.5, 1],
    [3.75, 1.5],
    [5, 2],
    [9, 2],
  ])('slides between lines: %d is %d', (value, grade) => {
    expect(judged(slidingLines, { value }).grade).toBe(grade);
  });

  it.each([
    [4, 0],
    [5, 0],
    [6, 2],
  ])('jumps where both lines are one, and is never NaN: %d is %d', (value, grade) => {
    const signal = lineSignal('A', { grading: 'linear', limit: { kind: 'above', yellow: 5, red: 5 } });
    expect(judged(signal, { value }).grade).toBe(grade);
  });

  it('is 0 when missing', () => {
    expect(judged(sliding, { value: 500 })).toMatchObject({ grade: 0, missing: 'mean' });
  });
});

describe('presence', () => {
  const sigmas = baselineSignal('A', { limit: SIGMAS, samples: { atLeast: 50 } });
  const increase = baselineSignal('A', {});
  const line = lineSignal('A', {});
  const lineWithSamples = lineSignal('A', { samples: { atLeast: 50 } });
  const whole: Reading = { value: 100, mean: 100, deviation: 1, samples: 50 };
  const flat = against({ kind: 'sigmas', k: 3 });

  it.each<[string, ScoredSignal, Partial<Reading>, MissingWhy | undefined]>([
    ['all there', sigmas, whole, undefined],
    ['nothing', sigmas, {}, 'value'],
    ['no value', sigmas, { ...whole, value: NaN }, 'value'],
    ['no mean', sigmas, { ...whole, mean: NaN }, 'mean'],
    ['no deviation', sigmas, { ...whole, deviation: NaN }, 'deviation'],
    ['no samples', sigmas, { ...whole, samples: NaN }, 'samples'],
    ['one sample too few', sigmas, { ...whole, samples: 49 }, 'tooFewSamples'],
    ['no traffic', sigmas, { ...whole, samples: 0 }, 'tooFewSamples'],
    ['as many samples as needed', sigmas, { ...whole, samples: 50 }, undefined],
    ['no deviation where none is needed', increase, { value: 1, mean: 1 }, undefined],
    ['no samples where none are needed', increase, { value: 1, mean: 1, samples: 0 }, undefined],
    ['no mean for an increase', increase, { value: 1 }, 'mean'],
    ['nothing but a value for a line', line, { value: 1 }, undefined],
    ['no value for a line', line, { ...whole, value: NaN }, 'value'],
    ['no samples for a line that needs them', lineWithSamples, { value: 1 }, 'samples'],
    ['too few samples for a line', lineWithSamples, { value: 1, samples: 49 }, 'tooFewSamples'],
    ['enough samples for a line', lineWithSamples, { value: 1, samples: 50 }, undefined],
    ['no deviation and no floor', flat, { value: 1, mean: 1, deviation: 0 }, 'flatBaseline'],
    ['a negative deviation without a floor', flat, { value: 1, mean: 1, deviation: -5 }, 'flatBaseline'],
    ['lower from zero', against({ kind: 'increase', by: 9 }, 'lower'), { value: 0, mean: 0 }, 'flatBaseline'],
    ['no increase', against({ kind: 'increase', by: 0 }), { value: 1, mean: 1 }, 'flatBaseline'],
    ['a ratio of zero without a floor', against({ kind: 'ratio', factor: 2 }), { value: 1, mean: 0 }, 'flatBaseline'],
  ])('%s', (_, signal, said, missing) => {
    const result = judged(signal, said);
    expect(result.missing).toBe(missing);
    if (missing !== undefined) expect(result).toMatchObject({ grade: 0, headroom: NaN, points: 0 });
  });

  const notNumbers = [NaN, Infinity, -Infinity, 1e100, -1e100, 1e99, -1e99, Number.MAX_VALUE];
  const parts = ['value', 'mean', 'deviation', 'samples'] as const;
  it.each(parts.flatMap((part) => notNumbers.map((x) => [part, x] as const)))('a %s of %d is not there', (part, x) => {
    expect(judged(sigmas, { ...whole, [part]: x }).missing).toBe(part);
  });

  it.each([below(1e99), below(1e99) * -1, 0, -0, 5e-324])('a value of %d is there', (value) => {
    expect(judged(line, { value }).missing).toBeUndefined();
    expect(judged(baselineSignal('A', {}), { value, mean: 0 }).missing).toBeUndefined();
    expect(judged(baselineSignal('A', {}), { value: 0, mean: value }).missing).toBeUndefined();
  });

  it('keeps the reading as it came, with its fault', () => {
    const said: Partial<Reading> = { value: 1, fault: { part: 'mean', reason: 'timeout' } };
    expect(judged(increase, said).reading).toEqual(reading(said));
  });
});
