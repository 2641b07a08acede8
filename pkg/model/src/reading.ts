/** The four numbers behind one signal of one service. */
export type ReadingPart = 'value' | 'mean' | 'deviation' | 'samples';

/** Why a part is not there, as its executor knows it ("metrics did not answer within 10 s"). */
export interface Fault {
  readonly part: ReadingPart;
  readonly reason: string;
}

/**
 * One signal's numbers at one tick. A part that is not there is NaN; what made it so may stand in `fault`.
 * `samples` is read only where the signal names a minimum; `deviation` only by `sigmas`.
 */
export interface Reading {
  readonly value: number;
  readonly mean: number;
  readonly deviation: number;
  readonly samples: number;
  readonly fault?: Fault;
}

/** Nothing is known. */
export const NO_READING: Reading = { value: NaN, mean: NaN, deviation: NaN, samples: NaN };
