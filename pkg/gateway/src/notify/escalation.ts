import type { Rollback } from '@release-risk/contract/rollback';
import { z } from 'zod';
import { durationSchema } from '../config/duration.ts';
import { needsSomebody } from './message.ts';

/** Whom to call, and then whom, until somebody takes care: `[{after: 0s, channels: [owner]}, {after: 5m, ..}]`. */
export const escalationSchema = z
  .array(
    z.strictObject({
      after: durationSchema.describe('Since somebody is needed'),
      channels: z.array(z.string().min(1)).min(1).describe('Names of channels'),
    }),
  )
  .max(20)
  .refine((steps) => steps.every((step, at) => at === 0 || step.after >= (steps[at - 1]?.after ?? 0)), {
    message: 'must go on in time: no step may come before the one above it',
  });

export type EscalationStep = z.output<typeof escalationSchema>[number];

/** What escalation looks at: a record as well as a rollback. */
export interface Escalated extends Pick<Rollback, 'id' | 'state' | 'attempt'> {
  readonly acknowledgedBy: object | null | undefined;
}

export interface EscalationDue {
  /** Id of the outbox message: `<rollback>:<channel>:escalate-<attempt>-<ask|trouble>-<step>`. */
  readonly id: string;
  readonly channel: string;
}

export interface Escalation {
  readonly due: readonly EscalationDue[];
  /** When to look again (epoch milliseconds); undefined where nothing follows. */
  readonly next: number | undefined;
}

const NOTHING: Escalation = { due: [], next: undefined };

/**
 * Which messages are due at `now`, and when to look again. `since` is when somebody was needed first (epoch
 * milliseconds): when it was asked, or when it ended in trouble. It stops when somebody took care, decided, or when it
 * ended so that nobody is needed. What was enqueued is not due again, so that it may be asked as often as one likes.
 */
export function escalate(
  steps: readonly EscalationStep[],
  rollback: Escalated,
  since: number,
  now: number,
  enqueued: ReadonlySet<string>,
): Escalation {
  const isOver = rollback.acknowledgedBy !== null && rollback.acknowledgedBy !== undefined;
  if (isOver || !needsSomebody(rollback.state)) return NOTHING;
  const phase = rollback.state === 'awaiting_approval' || rollback.state === 'expired' ? 'ask' : 'trouble';
  const due = new Map<string, EscalationDue>();
  let next: number | undefined;
  steps.forEach(({ after: distance, channels }, step) => {
    const at = since + distance;
    if (at > now) {
      next = Math.min(next ?? at, at);
      return;
    }
    for (const channel of channels) {
      const id = `${rollback.id}:${channel}:escalate-${String(rollback.attempt)}-${phase}-${String(step)}`;
      if (!enqueued.has(id)) due.set(id, { id, channel });
    }
  });
  return { due: [...due.values()], next };
}
