import { z } from 'zod';
import { jsonOf, sendCallOver } from '../egress/exchange.ts';
import { secretSchema } from '../config/secret.ts';
import { addressSchema, commonSettings, type ChannelParts } from './channelParts.ts';
import { derivedUuid } from './derivedId.ts';
import { messageOf, type Message } from './message.ts';
import type { Notice, NoticeKind, Notifier, Sent } from './notifier.ts';
import { slackBlocks, slackSummary } from './slackBlocks.ts';
import { isDone, jsonCall, secretForms, undelivered } from './undelivered.ts';

export const slackSettingsSchema = z
  .strictObject({
    kind: z.literal('slack'),
    token: secretSchema.describe(
      'Bot token (`xoxb-..`) with chat:write and, for look-ups, channels:history or groups:history',
    ),
    channel: z
      .string()
      .regex(/^[CGD][A-Z0-9]{2,20}$/, 'must be the id of a channel, such as C0123456789')
      .describe('Id of the channel, such as `C0123456789`'),
    url: addressSchema.prefault('https://slack.com/api').describe('Of the API'),
    ...commonSettings,
  })
  .describe('A channel of Slack: one thread for each rollback, with buttons');

export type SlackSettings = z.output<typeof slackSettingsSchema>;

const METADATA_TYPE = 'release_risk_rollback';
const PAGE_SIZE = 200;
const MOST_PAGES = 5;
/** Slack's clock and ours may differ. */
const LOOK_BACK_MS = 5 * 60_000;

/** Those that have to be seen by people who do not follow the thread. */
const BROADCAST: readonly NoticeKind[] = ['ask', 'trouble', 'escalate'];

/** Errors that pass by themselves; some of them leave open whether the message was written. */
const PASSING = [
  'ratelimited',
  'rate_limited',
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'message_limit_exceeded',
  'duplicate_message_not_found',
  'duplicate_channel_not_found',
];
const GONE = ['message_not_found', 'cant_update_message', 'edit_window_closed', 'msg_not_found'];
/** Slack does not let us look; the message id that it is sent with has to do. */
const NO_LOOK_UP = ['missing_scope', 'not_in_channel', 'not_allowed_token_type', 'no_permission', 'access_denied'];

const REMEDIES: Readonly<Record<string, string>> = {
  invalid_auth: 'check the token',
  not_authed: 'check the token',
  token_revoked: 'the token was revoked: install the app again',
  token_expired: 'the token has expired',
  account_inactive: 'the app was removed from the workspace',
  channel_not_found: 'check the id of the channel and invite the app to it',
  not_in_channel: 'invite the app to the channel',
  is_archived: 'the channel is archived',
  missing_scope: 'the app needs the scope chat:write',
};

const apiAnswer = z.looseObject({ ok: z.boolean(), error: z.string().optional() });
const posted = apiAnswer.extend({ ts: z.string() });
const found = apiAnswer.extend({
  messages: z.array(
    z.looseObject({
      ts: z.string(),
      // Other apps put there what they like.
      metadata: z
        .looseObject({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) })
        .optional()
        .catch(undefined),
    }),
  ),
  response_metadata: z.looseObject({ next_cursor: z.string().optional() }).optional(),
});

type Failed = Exclude<Sent, { kind: 'sent' }>;
type Answered<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'failed'; readonly error: string | undefined; readonly sent: Failed };
type Found = { readonly ts: string; readonly notice: string };
type Looked =
  | { readonly kind: 'found'; readonly message: Found }
  | { readonly kind: 'none' }
  /** It cannot be looked up in this workspace. */
  | { readonly kind: 'blind' }
  | { readonly kind: 'failed'; readonly sent: Failed };

/**
 * Slack: one message per rollback, kept up to date in place; what people have to hear goes beneath it as a reply.
 * Before anything is written it is looked for by its metadata, so that a message whose answer was lost appears once.
 */
export function slackNotifier(settings: SlackSettings, { egress, readSecret, clock }: ChannelParts): Notifier {
  const token = readSecret(settings.token);
  const sendCall = sendCallOver(egress, secretForms(token));
  const { channel } = settings;

  const call = async <T extends z.ZodType<{ ok: boolean }>>(
    method: string,
    body: string | Readonly<Record<string, unknown>>,
    schema: T,
    signal: AbortSignal,
  ): Promise<Answered<z.output<T>>> => {
    const headers = { authorization: `Bearer ${token}`, ...(typeof body === 'string' ? FORM : {}) };
    const answer = await sendCall(jsonCall('POST', `${settings.url}/${method}`, headers, body), signal);
    const failed = (error: string | undefined, sent: Failed) => ({ kind: 'failed', error, sent }) as const;
    if (!isDone(answer)) return failed(undefined, undelivered('Slack', answer, clock.now()));
    const json = jsonOf(answer);
    const refused = apiAnswer.safeParse(json);
    if (refused.success && !refused.data.ok) {
      const error = refused.data.error ?? 'no reason';
      return failed(error, refusal(method, error));
    }
    const read = schema.safeParse(json);
    if (read.success) return { kind: 'ok', value: read.data };
    return failed(undefined, {
      kind: 'later',
      afterMs: undefined,
      reason: `Slack answered ${method} in an unknown shape`,
    });
  };

  const look = async (
    method: 'conversations.history' | 'conversations.replies',
    where: Readonly<Record<string, string>>,
    isIt: (payload: Readonly<Record<string, unknown>>) => boolean,
    signal: AbortSignal,
  ): Promise<Looked> => {
    let cursor = '';
    for (let page = 0; page < MOST_PAGES; page++) {
      const asked = {
        channel,
        ...where,
        include_all_metadata: 'true',
        limit: PAGE_SIZE,
        ...(cursor === '' ? {} : { cursor }),
      };
      const answer = await call(method, formOf(asked), found, signal);
      if (answer.kind === 'failed') {
        return NO_LOOK_UP.includes(answer.error ?? '') ? { kind: 'blind' } : { kind: 'failed', sent: answer.sent };
      }
      for (const { ts, metadata } of answer.value.messages) {
        const payload = metadata?.event_payload;
        if (metadata?.event_type === METADATA_TYPE && payload !== undefined && isIt(payload)) {
          return { kind: 'found', message: { ts, notice: String(payload['notice']) } };
        }
      }
      cursor = answer.value.response_metadata?.next_cursor ?? '';
      if (cursor === '') return { kind: 'none' };
    }
    // A channel this busy cannot be read whole; the message id that it is sent with has to do.
    return { kind: 'blind' };
  };

  const post = (id: string, notice: Notice, content: Readonly<Record<string, unknown>>, signal: AbortSignal) => {
    const metadata = { event_type: METADATA_TYPE, event_payload: { rollback: notice.rollback.id, notice: notice.id } };
    const body = { channel, ...content, ...NOTHING_FOUND_BY_SLACK, client_msg_id: derivedUuid(id), metadata };
    return call('chat.postMessage', body, posted, signal);
  };

  const sentAs = (notice: Notice, ts: string): Sent => ({
    kind: 'sent',
    thread: { channel, ts, revision: String(notice.rollback.revision) },
  });

  /** The message of this rollback, where it stands in the channel already; `id` is what a new one is sent with. */
  const foundOrBegun = async (
    notice: Notice,
    id: string,
    content: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
  ) => {
    const oldest = String((Date.parse(notice.rollback.createdAt) - LOOK_BACK_MS) / 1000);
    const isOurs = (payload: Readonly<Record<string, unknown>>) => payload['rollback'] === notice.rollback.id;
    const looked = await look('conversations.history', { oldest }, isOurs, signal);
    if (looked.kind === 'failed' || looked.kind === 'found') return looked;
    const answer = await post(id, notice, content, signal);
    if (answer.kind === 'failed') return { kind: 'failed', sent: answer.sent } as const;
    return { kind: 'begun', sent: sentAs(notice, answer.value.ts) } as const;
  };

  /** Beneath the message of the rollback; not again where it stands there already. */
  const reply = async (notice: Notice, ts: string, message: Message, signal: AbortSignal): Promise<Sent> => {
    const looked = await look('conversations.replies', { ts }, (payload) => payload['notice'] === notice.id, signal);
    if (looked.kind === 'failed') return looked.sent;
    if (looked.kind === 'found') return sentAs(notice, ts);
    const content = {
      text: slackSummary(message),
      thread_ts: ts,
      reply_broadcast: BROADCAST.includes(notice.kind),
    };
    const answer = await post(`notice:${notice.id}`, notice, content, signal);
    return answer.kind === 'ok' ? sentAs(notice, ts) : answer.sent;
  };

  const update = (ts: string, content: Readonly<Record<string, unknown>>, signal: AbortSignal) =>
    call('chat.update', { channel, ts, ...content, ...NOTHING_FOUND_BY_SLACK }, posted, signal);

  return {
    kind: 'slack',
    async send(notice, signal) {
      const { rollback } = notice;
      // The message of the rollback tells how it stands, not why it was brought up to date.
      const standing = messageOf({ ...notice, kind: 'state' });
      const content = { text: slackSummary(standing), blocks: slackBlocks(standing, rollback) };
      const { ts, channel: earlier, revision } = notice.thread;
      let message: Found | undefined = ts === undefined || earlier !== channel ? undefined : { ts, notice: '' };
      if (message === undefined || revision !== String(rollback.revision)) {
        if (message === undefined) {
          const first = await foundOrBegun(notice, `rollback:${rollback.id}`, content, signal);
          if (first.kind !== 'found') return first.sent;
          ({ message } = first);
        }
        const updated = await update(message.ts, content, signal);
        if (updated.kind === 'failed') {
          if (!GONE.includes(updated.error ?? '')) return updated.sent;
          // Somebody deleted it: another takes its place, under an id of its own.
          const other = await foundOrBegun(notice, `rollback:${rollback.id}:${notice.id}`, content, signal);
          if (other.kind !== 'found') return other.sent;
          ({ message } = other);
        }
      }
      if (notice.kind === 'state' || message.notice === notice.id) return sentAs(notice, message.ts);
      return reply(notice, message.ts, messageOf(notice), signal);
    },
  };
}

const NOTHING_FOUND_BY_SLACK = { parse: 'none', link_names: false, unfurl_links: false, unfurl_media: false } as const;

/** Methods that read take no JSON. */
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

function formOf(fields: Readonly<Record<string, string | number>>): string {
  return new URLSearchParams(Object.entries(fields).map(([name, value]) => [name, String(value)])).toString();
}

function refusal(method: string, error: string): Failed {
  const remedy = REMEDIES[error];
  const reason = `Slack refused ${method}: ${error.slice(0, 100)}${remedy === undefined ? '' : ` (${remedy})`}`;
  return PASSING.includes(error) ? { kind: 'later', afterMs: undefined, reason } : { kind: 'refused', reason };
}
