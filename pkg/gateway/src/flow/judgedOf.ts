import type { Judged } from './decisions.ts';
import type { Facts } from './guards.ts';
import { stepsToCome } from './intent.ts';
import type { FlowParts } from './parts.ts';

/** What a decision is made upon, of the facts. */
export function judgedOf({ newNonce }: Pick<FlowParts, 'newNonce'>, facts: Facts): Judged {
  const { now, policy, assessment, plan, record } = facts;
  const isPlanned = plan.kind === 'planned';
  return {
    now,
    policy,
    assessment,
    target: isPlanned ? plan.version : undefined,
    steps: isPlanned ? stepsToCome(record, policy, plan.steps) : record.steps,
    nonce: newNonce(),
  };
}
