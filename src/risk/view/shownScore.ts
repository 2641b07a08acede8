import type { ServiceVerdict } from '@release-risk/contract/verdict';
import { formatScore } from '@release-risk/model/format';

/** What stands where there is no number. */
const NONE = '–';

/** A score as people read it. */
export function shownScore(score: number | null): string {
  return score === null || !Number.isFinite(score) ? NONE : formatScore(score);
}

/** The score of a service; a score of nothing is no 0. */
export function knownScore({ score, coverage }: Pick<ServiceVerdict, 'score' | 'coverage'>): number | null {
  return score === null || !Number.isFinite(score) || coverage === 0 ? null : score;
}
