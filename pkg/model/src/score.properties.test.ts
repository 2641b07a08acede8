import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explain } from './explain.ts';
import { lineSignal } from './leadBot.sample.ts';
import type { ScoredSignal } from './model.ts';
import { NO_READING, type Reading } from './reading.ts';
import { isReportOnly, score, type ServiceScore } from './score.ts';
import { anyCase, anyReading, anySignal, presentNumber } from './scoring.arbitrary.ts';
import { VERDICTS } from './verdict.ts';

const RUNS = { numRuns: 400 };

/** Whatever does not depend on the order of the signals. */
function whole({ score: R, coverage, veto, inconclusive, red, verdict }: ServiceScore): unknown[] {
  return [R, coverage, veto, inconclusive, red, verdict];
}

function replaced<T>(items: readonly T[], at: number, item: T): T[] {
  return items.map((one, i) => (i === at ? item : one));
}

/** A case with one of its signals chosen. */
function withChosen(wanted: Parameters<typeof anyCase>[0] = {}) {
  return anyCase({ ...wanted, atLeast: 1 }).chain(({ model, readings }) =>
    fc
      .constantFrom(...model.signals.entries())
      .map(([at, signal]) => ({ model, readings, at, signal, said: readings[at] ?? NO_READING })),
  );
}

/** +1 where a larger value is worse, -1 where a smaller one is, 0 where both are. */
function worseWay(signal: ScoredSignal): -1 | 0 | 1 {
  if (!('worse' in signal)) return signal.limit.kind === 'above' ? 1 : -1;
  if (signal.worse === 'either') return 0;
  return signal.worse === 'higher' ? 1 : -1;
}

describe('score', () => {
  it('of any model and any numbers is a number from 0 to 2 with one of four verdicts and one sentence', () => {
    fc.assert(
      fc.property(anyCase(), ({ model, readings }) => {
        const result = score(model, readings);
        expect(result.score).toBeGreaterThanOrEqual(0);
        expect(result.score).toBeLessThanOrEqual(2);
        expect(result.coverage).toBeGreaterThanOrEqual(0);
        expect(result.coverage).toBeLessThanOrEqual(1);
        expect(VERDICTS).toContain(result.verdict);
        expect(result.signals.length).toBe(model.signals.length);
        for (const { grade, points, missing } of result.signals) {
          expect(grade).toBeGreaterThanOrEqual(0);
          expect(grade).toBeLessThanOrEqual(2);
          expect(points).toBeGreaterThanOrEqual(0);
          expect(points).toBeLessThanOrEqual(2);
          if (missing !== undefined) expect(grade).toBe(0);
        }
        expect(explain(model, result)).toMatch(/^(?!.*(NaN|undefined|Infinity|none)).+$/);
      }),
      RUNS,
    );
  });

  it('grows or stays when one value gets worse, and never falls', () => {
    const base = fc.record({ value: presentNumber, mean: presentNumber, deviation: fc.nat(20), samples: fc.nat(100) });
    fc.assert(
      fc.property(withChosen({ reading: base }), presentNumber, ({ model, readings, at, signal, said }, other) => {
        const distance = (value: number): number => {
          const way = worseWay(signal);
          return way === 0 ? Math.abs(value - said.mean) : way * value;
        };
        const [better, worse] = distance(said.value) <= distance(other) ? [said.value, other] : [other, said.value];
        const before = score(model, replaced(readings, at, { ...said, value: better }));
        const after = score(model, replaced(readings, at, { ...said, value: worse }));
        expect(after.score).toBeGreaterThanOrEqual(before.score);
        expect(after.signals[at]?.grade).toBeGreaterThanOrEqual(before.signals[at]?.grade ?? NaN);
        expect(Number(after.veto)).toBeGreaterThanOrEqual(Number(before.veto));
        expect(after.coverage).toBe(before.coverage);
      }),
      RUNS,
    );
  });

  it('does not depend on the order of the signals, bit for bit', () => {
    const shuffled = anyCase({ grading: 'steps' }).chain(({ model, readings }) => {
      const order = fc.shuffledSubarray([...model.signals.keys()], {
        minLength: model.signals.length,
        maxLength: model.signals.length,
      });
      return fc.record({ model: fc.constant(model), readings: fc.constant(readings), order });
    });
    fc.assert(
      fc.property(shuffled, ({ model, readings, order }) => {
        const signals = order.flatMap((i) => model.signals[i] ?? []);
        const before = score(model, readings);
        const after = score(
          { ...model, signals },
          order.map((i) => readings[i]),
        );
        expect(whole(after)).toEqual(whole(before));
        expect(after.signals).toEqual(order.map((i) => before.signals[i]));
      }),
      RUNS,
    );
  });

  it('does not depend on the scale of the weights, bit for bit', () => {
    fc.assert(
      fc.property(anyCase({ grading: 'steps' }), fc.integer({ min: 1, max: 10_000 }), ({ model, readings }, factor) => {
        const signals = model.signals.map((signal) => ({ ...signal, weight: signal.weight * factor }));
        expect(score({ ...model, signals }, readings)).toEqual(score(model, readings));
      }),
      RUNS,
    );
  });

  it('is the same for equal models and readings, whoever asked before', () => {
    fc.assert(
      fc.property(anyCase(), anyCase(), ({ model, readings }, other) => {
        const copy = { ...model, signals: model.signals.map((signal) => ({ ...signal })) };
        const first = score(model, readings);
        score(other.model, other.readings);
        expect(score(copy, readings)).toEqual(first);
        expect(score(model, readings)).toEqual(first);
      }),
    );
  });

  it('is within rounding the sum of the points: n signals are at most n x 2^-51 apart from it', () => {
    fc.assert(
      fc.property(anyCase(), ({ model, readings }) => {
        const result = score(model, readings);
        const sum = result.signals.reduce((total, { points }) => total + points, 0);
        expect(Math.abs(sum - result.score)).toBeLessThanOrEqual(model.signals.length * 2 ** -51);
      }),
      RUNS,
    );
  });
});

describe('a veto', () => {
  it('makes every service High whose critical signal is red, and no other service gets one', () => {
    fc.assert(
      fc.property(anyCase(), ({ model, readings }) => {
        const result = score(model, readings);
        const isVetoed = model.signals.some(({ critical }, i) => critical && result.signals[i]?.grade === 2);
        expect(result.veto).toBe(isVetoed);
        if (isVetoed) expect(result.verdict).toBe('High');
      }),
      RUNS,
    );
  });

  it('added to any service makes it High', () => {
    const veto = lineSignal('Veto', { weight: 0, critical: true });
    fc.assert(
      fc.property(anyCase(), ({ model, readings }) => {
        const result = score({ ...model, signals: [...model.signals, veto] }, [
          ...readings,
          { ...NO_READING, value: 9 },
        ]);
        expect(result).toMatchObject({ veto: true, red: true, verdict: 'High' });
      }),
    );
  });
});

describe('a missing reading', () => {
  it('is one of a signal that says why, and the whole signal is then 0', () => {
    fc.assert(
      fc.property(withChosen(), ({ model, readings, at, signal }) => {
        const result = score(model, replaced(readings, at, NO_READING));
        const counts = signal.missing === 'red' && signal.weight > 0;
        expect(result.signals[at]).toMatchObject({ grade: 0, missing: 'value' });
        expect((result.signals[at]?.points ?? NaN) > 0).toBe(counts);
        if (signal.missing === 'inconclusive' && !isReportOnly(signal)) expect(result.inconclusive).toBe(true);
      }),
      RUNS,
    );
  });

  it('that comes back never lowers coverage, and never makes a conclusive service Inconclusive', () => {
    fc.assert(
      fc.property(withChosen(), ({ model, readings, at }) => {
        const without = score(model, replaced(readings, at, NO_READING));
        const back = score(model, readings);
        expect(back.coverage).toBeGreaterThanOrEqual(without.coverage);
        if (!without.inconclusive) expect(back.inconclusive).toBe(false);
      }),
      RUNS,
    );
  });

  it('that comes back never lifts the score of policy red, and never lowers that of the others but exclude', () => {
    fc.assert(
      fc.property(withChosen(), ({ model, readings, at, signal }) => {
        fc.pre(signal.missing !== 'exclude');
        const without = score(model, replaced(readings, at, NO_READING)).score;
        const back = score(model, readings).score;
        if (signal.missing === 'red') expect(back).toBeLessThanOrEqual(without);
        else expect(back).toBeGreaterThanOrEqual(without);
      }),
      RUNS,
    );
  });

  it('of policy exclude scores as if the signal were not in the model', () => {
    fc.assert(
      fc.property(withChosen({ grading: 'steps' }), ({ model, readings, at, signal }) => {
        const signals = replaced(model.signals, at, { ...signal, missing: 'exclude' as const });
        const without = (items: readonly unknown[]) => items.filter((_, i) => i !== at);
        const excluded = score({ ...model, signals }, replaced(readings, at, NO_READING));
        const absent = score(
          { ...model, signals: model.signals.filter((_, i) => i !== at) },
          readings.filter((_, i) => i !== at),
        );
        expect(excluded.score).toBe(absent.score);
        expect(without(excluded.signals)).toEqual(absent.signals);
      }),
    );
  });
});

describe('a report-only signal', () => {
  it('never matters, whatever its reading', () => {
    fc.assert(
      fc.property(anyCase(), anySignal(), anyReading, fc.nat(), ({ model, readings }, any, said: Reading, n) => {
        const at = n % (model.signals.length + 1);
        const reported = { ...any, weight: 0, critical: false };
        const signals = [...model.signals.slice(0, at), reported, ...model.signals.slice(at)];
        const with_ = score({ ...model, signals }, [...readings.slice(0, at), said, ...readings.slice(at)]);
        const without = score(model, readings);
        expect(whole(with_)).toEqual(whole(without));
        expect(with_.signals.filter((_, i) => i !== at)).toEqual(without.signals);
        expect(explain({ ...model, signals }, with_)).toBe(explain(model, without));
      }),
      RUNS,
    );
  });
});
