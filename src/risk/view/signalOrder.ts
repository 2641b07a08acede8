import type { SignalVerdict } from '@release-risk/contract/verdict';

/**
 * The signals as a person at night needs them: vetoes, then what adds most, then what is missing, then the others by
 * weight. The model's order decides the rest.
 */
export function bySignificance(signals: readonly SignalVerdict[]): readonly SignalVerdict[] {
  return [...signals].sort(
    (a, b) =>
      Number(isVeto(b)) - Number(isVeto(a)) ||
      b.points - a.points ||
      Number(b.missing !== null) - Number(a.missing !== null) ||
      (b.grade ?? 0) - (a.grade ?? 0) ||
      b.weight - a.weight,
  );
}

/** A critical signal that is red is High by itself. */
export function isVeto({ critical, grade }: Pick<SignalVerdict, 'critical' | 'grade'>): boolean {
  return critical && grade === 2;
}
