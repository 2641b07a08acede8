import type { RiskModel } from '@release-risk/model/model';
import { fail, ok, warn, type Check } from './check.ts';

/** Days after which somebody should have looked at a model again. */
const REVIEW_DAYS = 90;
const DAY_MS = 86_400_000;

/** Whether people stand behind a model: owner, runbook, escalation, and a review not long ago. `now` is epoch ms. */
export function modelChecks(model: RiskModel, now: number): readonly Check[] {
  const named = (what: string, value: string | undefined, why: string): Check =>
    value === undefined || value.trim() === '' ? fail(what, 'not named', why) : ok(what, value);
  return [
    named('Owner', model.owner, 'Name who answers for it: owner: Team name.'),
    named('Runbook', model.runbook, 'Link what to do when it alerts: runbook: https://...'),
    named('Escalation', model.escalation, 'Name who is called next: escalation: On-call, then ...'),
    reviewCheck(model.reviewed, now),
  ];
}

function reviewCheck(reviewed: string | undefined, now: number): Check {
  const hint = 'Look at weights, limits and baselines again, and set reviewed: to the day.';
  const at = reviewed === undefined ? NaN : Date.parse(reviewed);
  if (reviewed === undefined || Number.isNaN(at)) return fail('Review', 'never', hint);
  const days = Math.floor((now - at) / DAY_MS);
  if (days < 0) return warn('Review', `${reviewed} is in the future`, hint);
  const found = `${reviewed}, ${String(days)} ${days === 1 ? 'day' : 'days'} ago`;
  return days > REVIEW_DAYS ? fail('Review', found, hint) : ok('Review', found);
}
