import type { ScoredSignal } from '@release-risk/model/model';
import { isReportOnly } from '@release-risk/model/score';

/** A signal the sentence may speak of. */
export interface Subject {
  readonly signal: ScoredSignal;
  /** The template variable with the reason why it is missing; empty while it is present. */
  readonly missing: string;
  /** The template that prints its reading beside what it is judged by. */
  readonly comparison: string;
}

/** In the model's order; signals that are only reported are in no sentence. */
export function subjectsOf(signals: readonly ScoredSignal[]): readonly Subject[] {
  return signals
    .filter((signal) => !isReportOnly(signal))
    .map((signal, index) => ({ signal, missing: `$k${index}`, comparison: `c${index}` }));
}

/** The heaviest first; equals stay in the model's order. */
export function byWeight(subjects: readonly Subject[]): readonly Subject[] {
  return [...subjects].sort((a, b) => b.signal.weight - a.signal.weight);
}
