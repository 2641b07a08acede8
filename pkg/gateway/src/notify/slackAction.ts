import { z } from 'zod';

/** What the buttons of a Slack message do. A hold is for two hours. */
export const SLACK_ACTIONS = ['approve', 'reject', 'hold', 'acknowledge'] as const;

/**
 * The value of a button, as JSON: `{"action":"approve","rollback":"..","nonce":"..","revision":3}`. Nonce and revision
 * are those of `rollback.decision`, so that a button of an old message decides nothing newer; a rollback that nobody
 * has to decide has none, and its buttons (`hold`, `acknowledge`) carry neither.
 */
export const slackActionSchema = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.enum(['approve', 'reject']),
    rollback: z.string().min(1).max(200),
    nonce: z.string().min(1).max(200),
    revision: z.int().nonnegative(),
  }),
  z.strictObject({ action: z.enum(['hold', 'acknowledge']), rollback: z.string().min(1).max(200) }),
]);

export type SlackAction = z.output<typeof slackActionSchema>;

/** The `action_id` of a button: Slack wants them to differ within a message. */
export function slackActionId({ action }: Pick<SlackAction, 'action'>): string {
  return `release_risk_${action}`;
}

/** The `value` of a button; Slack allows 2,000 characters. */
export function slackActionValue(action: SlackAction): string {
  return JSON.stringify(action);
}

/** The action behind a `value`; undefined where it is none of ours. */
export function readSlackAction(value: string): SlackAction | undefined {
  if (value.length > 2000) return undefined;
  try {
    const read = slackActionSchema.safeParse(JSON.parse(value));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}
