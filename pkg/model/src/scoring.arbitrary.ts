import fc from 'fast-check';
import { baselineSignal, lineSignal, modelOf } from './leadBot.sample.ts';
import { isStatic, type BaselineLimit, type Limit, type StaticLimit, type Worse } from './limit.ts';
import type { Grading, MissingPolicy, ScoredSignal, ScoringModel } from './model.ts';
import type { Reading } from './reading.ts';

/** Whole and half numbers, so that readings often lie exactly on a line. */
const small = fc.integer({ min: -40, max: 40 }).map((x) => x / 2);
const positive = fc.integer({ min: 1, max: 24 }).map((x) => x / 2);

/** What a datasource may answer: mostly ordinary numbers, and every number that is none. */
export const anyNumber: fc.Arbitrary<number> = fc.oneof(
  { weight: 10, arbitrary: small },
  { weight: 2, arbitrary: fc.double() },
  { weight: 2, arbitrary: fc.double({ min: -1000, max: 1000, noNaN: true }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(NaN, Infinity, -Infinity, 1e99, -1e99, 1e100, -1e100, 9.99e98, -9.99e98, 0, -0, 5e-324),
  },
);

export const presentNumber: fc.Arbitrary<number> = fc.oneof(small, fc.double({ min: -1e6, max: 1e6, noNaN: true }));

export const anyReading: fc.Arbitrary<Reading> = fc.record({
  value: anyNumber,
  mean: anyNumber,
  deviation: fc.oneof({ weight: 4, arbitrary: positive }, anyNumber),
  samples: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 0, max: 100 }) }, anyNumber),
});

const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined });

const baselineLimit: fc.Arbitrary<BaselineLimit> = fc.oneof(
  fc
    .tuple(positive, optional(positive), optional(fc.constantFrom(0.05, 0.1, 0.5)))
    .map(([k, atLeast, atLeastRatio]): BaselineLimit => {
      return {
        kind: 'sigmas',
        k,
        ...(atLeast === undefined ? {} : { atLeast }),
        ...(atLeastRatio === undefined ? {} : { atLeastRatio }),
      };
    }),
  positive.map((by): BaselineLimit => ({ kind: 'increase', by })),
  fc
    .tuple(fc.constantFrom(0.1, 0.5, 0.7, 1, 1.1, 1.5, 3), optional(positive))
    .map(([factor, atLeast]): BaselineLimit => {
      return { kind: 'ratio', factor, ...(atLeast === undefined ? {} : { atLeast }) };
    }),
);

const staticLimit: fc.Arbitrary<StaticLimit> = fc
  .tuple(fc.constantFrom('above' as const, 'below' as const), small, fc.oneof(positive, fc.constant(0)))
  .map(([kind, yellow, gap]) => ({ kind, yellow, red: kind === 'above' ? yellow + gap : yellow - gap }));

interface Wanted {
  readonly grading?: Grading;
}

/** Any signal a valid model may hold. */
export function anySignal({ grading }: Wanted = {}): fc.Arbitrary<ScoredSignal> {
  const common = fc.record({
    weight: fc.oneof(
      { weight: 1, arbitrary: fc.constant(0) },
      { weight: 5, arbitrary: fc.integer({ min: 1, max: 1000 }) },
    ),
    critical: fc.boolean(),
    missing: fc.constantFrom<MissingPolicy>('inconclusive', 'exclude', 'green', 'red'),
    grading: grading === undefined ? fc.constantFrom<Grading>('steps', 'linear') : fc.constant(grading),
  });
  const samples = optional(fc.record({ atLeast: fc.integer({ min: 0, max: 60 }) }));
  const worse = fc.constantFrom<Worse>('higher', 'lower', 'either');
  const atMostRatio = fc.constantFrom(0.5, 0.8, 1);
  return fc
    .tuple(common, samples, fc.oneof<fc.Arbitrary<Limit>[]>(baselineLimit, staticLimit), worse, atMostRatio)
    .map(([said, needed, limit, direction, cap]) => {
      const all = { ...said, ...(needed === undefined ? {} : { samples: needed }) };
      return isStatic(limit)
        ? lineSignal('S', { ...all, limit })
        : baselineSignal('S', { ...all, limit, worse: direction, atMostRatio: cap });
    });
}

/** A model, and readings that fit it. */
export interface Case {
  readonly model: ScoringModel;
  readonly readings: readonly Reading[];
}

/** Any model of at most eight signals, with any readings. */
export function anyCase(
  wanted: Wanted & { readonly reading?: fc.Arbitrary<Reading>; readonly atLeast?: number } = {},
): fc.Arbitrary<Case> {
  const { reading = anyReading, atLeast = 0 } = wanted;
  return fc
    .tuple(
      fc.array(fc.tuple(anySignal(wanted), reading), { minLength: atLeast, maxLength: 8 }),
      fc.constantFrom(0.01, 0.3, 0.5, 0.7, 1),
      fc.constantFrom([0.5, 1.5], [0.25, 1], [1, 1.75]),
    )
    .map(([rows, minCoverage, [low = 0.5, high = 1.5]]) => ({
      model: modelOf(
        rows.map(([signal]) => signal),
        { minCoverage, bands: { low, high, recovery: (low + high) / 2 } },
      ),
      readings: rows.map(([, one]) => one),
    }));
}
