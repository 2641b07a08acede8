import type { ServiceVerdict } from '@release-risk/contract/verdict';
import { formatScore } from '@release-risk/model/format';
import type { RuleOfService } from '../surroundings.ts';
import { secondsOf } from './standing.ts';

/** What is to be shown of an alert rule: an error or missing data come before its state. */
export type RuleState = RuleOfService['state'] | 'error' | 'nodata';

export function ruleState({ state, health }: RuleOfService): RuleState {
  if (state === 'paused') return state;
  if (health === 'error') return 'error';
  return health === 'nodata' ? 'nodata' : state;
}

/** How the alert's number and the panel's go together. */
export type Parity =
  | 'same'
  /** The rule was built from another model than the one shown. */
  | 'olderModel'
  /** The same model and the same second, and another score: this must never be. */
  | 'differs'
  /** Another second: the numbers may differ. */
  | 'otherTime'
  | 'unknown';

/** Alerts tell their score with two decimals, so two decimals are compared. `at` in epoch seconds. */
export function parity(rule: RuleOfService, service: Pick<ServiceVerdict, 'score'>, at: number): Parity {
  if (!rule.sameModel) return 'olderModel';
  const said = rule.said?.score;
  if (said === undefined || service.score === null) return 'unknown';
  if (formatScore(said) === formatScore(service.score)) return 'same';
  return Math.abs(secondsOf(rule.lastEvaluation) - at) < 1 ? 'differs' : 'otherTime';
}
