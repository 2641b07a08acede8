import type { SignalVerdict } from '@release-risk/contract/verdict';
import { isStatic } from '@release-risk/model/limit';
import type { Signal } from '@release-risk/model/model';

/** Where a signal is usual, and where it is not any more; in its unit. */
export interface SignalLines {
  readonly usual: number | null;
  /** Where yellow and red begin; two of each where both sides are bad. */
  readonly yellow: readonly number[];
  readonly red: readonly number[];
  /** From one span below the usual to one above it; null for static lines. */
  readonly band: { readonly lower: number; readonly upper: number } | null;
}

/** The lines of a signal as its verdict was judged by them. */
export function signalLines({ mean, span }: SignalVerdict, signal: Signal): SignalLines {
  if (isStatic(signal.limit))
    return { usual: null, yellow: [signal.limit.yellow], red: [signal.limit.red], band: null };
  if (mean === null || span === null || !('worse' in signal)) return { usual: mean, yellow: [], red: [], band: null };
  const { worse } = signal;
  const sides = worse === 'either' ? [1, -1] : [worse === 'lower' ? -1 : 1];
  return {
    usual: mean,
    yellow: sides.map((side) => mean + (side * span) / 2),
    red: sides.map((side) => mean + side * span),
    band: { lower: mean - span, upper: mean + span },
  };
}

/** Where red begins, on the side on which the reading is bad. */
export function redLine({ mean, span, value }: SignalVerdict, signal: Signal): number | null {
  if (isStatic(signal.limit)) return signal.limit.red;
  if (mean === null || span === null || !('worse' in signal)) return null;
  const isBelow = signal.worse === 'lower' || (signal.worse === 'either' && value !== null && value < mean);
  return isBelow ? mean - span : mean + span;
}
