import { z } from 'zod';
import { GatewayError } from '../errors.ts';
import { strictJson } from '../intake/strictJson.ts';
import { readSlackAction, type SlackAction } from '../notify/slackAction.ts';

const PRESSED = z.looseObject({
  type: z.literal('block_actions'),
  user: z.looseObject({ id: z.string().regex(/^[A-Z0-9]{1,40}$/) }),
  actions: z.array(z.looseObject({ value: z.string().optional() })).max(10),
  response_url: z.string().optional(),
});
const TYPED = z.looseObject({ type: z.string() });

export interface SlackPress {
  readonly userId: string;
  readonly action: SlackAction;
  /** Where the person can be told what became of it, for half an hour. */
  readonly responseUrl: string | undefined;
}

/** A button of ours that was pressed; undefined for what else Slack sends. GW101 for what is none of Slack's forms. */
export function readSlackPress(body: Uint8Array): SlackPress | undefined {
  const payloads = new URLSearchParams(new TextDecoder().decode(body)).getAll('payload');
  const [payload] = payloads;
  if (payload === undefined || payloads.length !== 1)
    throw new GatewayError({ code: 'GW101', problem: 'the form must have one `payload`' });
  const sent = strictJson(new TextEncoder().encode(payload));
  if (!TYPED.safeParse(sent).success) throw new GatewayError({ code: 'GW101', problem: 'the payload has no type' });
  const read = PRESSED.safeParse(sent);
  const action = read.success ? readSlackAction(read.data.actions[0]?.value ?? '') : undefined;
  if (!read.success || action === undefined) return undefined;
  return { userId: read.data.user.id, action, responseUrl: slackAddress(read.data.response_url) };
}

function slackAddress(url: string | undefined): string | undefined {
  return url?.startsWith('https://hooks.slack.com/') === true ? url : undefined;
}
