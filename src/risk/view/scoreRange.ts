import type { SignalVerdict } from '@release-risk/contract/verdict';

/** Two scores, 0..2. */
export interface ScoreRange {
  readonly best: number;
  readonly worst: number;
}

/**
 * Between which scores the true one lies, had the missing signals answered: all of them green, or all of them red.
 * Undefined where nothing that has a weight is missing.
 */
export function scoreRange(signals: readonly SignalVerdict[]): ScoreRange | undefined {
  let present = 0;
  let missing = 0;
  let all = 0;
  for (const { weight, grade } of signals) {
    all += weight;
    if (grade === null) missing += weight;
    else present += weight * grade;
  }
  if (missing === 0) return undefined;
  return { best: present / all, worst: (present + 2 * missing) / all };
}
