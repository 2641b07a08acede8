import { createHmac } from 'node:crypto';
import { slackActionValue, type SlackAction } from '../notify/slackAction.ts';
import { SLACK_SECRET } from './gatewayServer.ts';
import { WEBHOOK_TIME } from './grafanaWebhook.ts';

export const SLACK_TIME = WEBHOOK_TIME;
export const SLACK_RESPONSE_URL = 'https://hooks.slack.com/actions/T01/1/abc';

const APPROVE: SlackAction = { action: 'approve', rollback: 'rb-7f3a', nonce: 'n0nce', revision: 4 };

/** A pressed button as Slack tells of it. */
export function slackPayload(
  action: SlackAction = APPROVE,
  change: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  return {
    type: 'block_actions',
    user: { id: 'U02A', username: 'grace', team_id: 'T01' },
    api_app_id: 'A01',
    trigger_id: '12.34.ab',
    response_url: SLACK_RESPONSE_URL,
    actions: [{ type: 'button', action_id: 'release_risk_approve', value: slackActionValue(action) }],
    ...change,
  };
}

export function slackForm(payload: unknown): Buffer {
  return Buffer.from(new URLSearchParams({ payload: JSON.stringify(payload) }).toString());
}

/** The headers that Slack sends with a body at this moment (epoch ms). */
export function signedSlack(
  body: Buffer,
  { at = SLACK_TIME, secret = SLACK_SECRET }: { readonly at?: number; readonly secret?: string } = {},
): Readonly<Record<string, string>> {
  const seconds = String(Math.floor(at / 1000));
  const signature = createHmac('sha256', secret).update(`v0:${seconds}:`).update(body).digest('hex');
  return {
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-signature': `v0=${signature}`,
    'x-slack-request-timestamp': seconds,
  };
}
