import type { ServiceVerdict, VerdictWord } from '@release-risk/contract/verdict';
import type { Policy } from '@release-risk/model/model';
import type { Remote } from '../remote.ts';
import type { Hold } from '../surroundings.ts';

/** A verdict together with what stands between it and its consequence. */
export type Standing =
  | { readonly word: VerdictWord; readonly verdict: VerdictWord }
  /** Seconds since the deployment, and how many are needed. */
  | { readonly word: 'WarmingUp'; readonly verdict: VerdictWord; readonly age: number; readonly needed: number }
  /** `until` in epoch seconds: when the last hold ends. */
  | { readonly word: 'Held'; readonly verdict: VerdictWord; readonly until: number };

export type StandingWord = Standing['word'];

/** Where a service stands at `now` (epoch seconds). */
export function standingOf(
  service: ServiceVerdict,
  policy: Pick<Policy, 'warmUp'>,
  holds: Remote<readonly Hold[]>,
  now: number,
): Standing {
  // Without a verdict nothing is known, and that is for people to decide.
  const verdict = service.verdict ?? 'Inconclusive';
  const until = Math.max(...heldNow(holds, now).map((hold) => secondsOf(hold.until)));
  if (verdict === 'High' && until > now) return { word: 'Held', verdict, until };
  const age = service.versionAge;
  if (verdict !== 'NotEvaluated' && age !== null && age < policy.warmUp) {
    return { word: 'WarmingUp', verdict, age, needed: policy.warmUp };
  }
  return { word: verdict, verdict };
}

/** The holds that have not ended, the one that ends last first. */
export function heldNow(holds: Remote<readonly Hold[]>, now: number): readonly Hold[] {
  if (holds.kind !== 'ok') return [];
  return holds.value
    .filter(({ until }) => secondsOf(until) > now)
    .sort((a, b) => secondsOf(b.until) - secondsOf(a.until));
}

/** Epoch seconds of a time in ISO 8601; NaN where it is none. */
export function secondsOf(iso: string): number {
  return Date.parse(iso) / 1000;
}
