import { z } from 'zod';
import { sendCallOver } from '../egress/exchange.ts';
import { signatureHeaders, signingKeyOf } from '../egress/webhookSignature.ts';
import { secretSchema } from '../config/secret.ts';
import { adaptiveCard } from './adaptiveCard.ts';
import { audienceSchema, commonSettings, readAddress, secretAddressSchema, type ChannelParts } from './channelParts.ts';
import { derivedUuid } from './derivedId.ts';
import { markdownMessage } from './markdownMessage.ts';
import type { Message } from './message.ts';
import { noticeMessage } from './noticeMessage.ts';
import type { Notice, Notifier } from './notifier.ts';
import { isDone, jsonCall, secretForms, undelivered } from './undelivered.ts';

const target = {
  kind: z.literal('webhook'),
  url: secretAddressSchema.describe('Whom it is sent to; a secret where the address holds a key'),
  audience: audienceSchema,
  ...commonSettings,
};

export const webhookSettingsSchema = z
  .discriminatedUnion('format', [
    z.strictObject({
      ...target,
      format: z.literal('plain').describe('`plain`: JSON, signed as Standard Webhooks'),
      secret: secretSchema.describe('`whsec_` and base64, of 24 to 64 bytes'),
    }),
    z.strictObject({
      ...target,
      format: z.literal('teams').describe('`teams`: an Adaptive Card, for a workflow of Microsoft Teams'),
    }),
    z.strictObject({
      ...target,
      format: z.literal('mattermost').describe('`mattermost`: for an incoming webhook of Mattermost'),
    }),
  ])
  .describe('A webhook: JSON of its own, Microsoft Teams, or Mattermost');

export type WebhookSettings = z.output<typeof webhookSettingsSchema>;

/** Mattermost cuts at 16,383 characters. */
const LONGEST_TEXT = 16_000;

/** A generic webhook. The id in its headers stays the same over retries: the other side can drop the second. */
export function webhookNotifier(settings: WebhookSettings, { egress, readSecret, clock }: ChannelParts): Notifier {
  const url = readAddress(settings.url, readSecret);
  const secret = settings.format === 'plain' ? readSecret(settings.secret) : undefined;
  const key = secret === undefined ? undefined : signingKeyOf(secret, 'the secret of a webhook channel');
  // Whoever knows the address of such a webhook may post to it.
  const sendCall = sendCallOver(
    egress,
    [url, ...(secret === undefined ? [] : [secret]), ...secretParts(url)].flatMap(secretForms),
  );
  return {
    kind: 'webhook',
    async send(notice, signal) {
      const message = noticeMessage(notice, settings.audience);
      const body = JSON.stringify(bodyOf(settings, notice, message));
      const id = `msg_${derivedUuid(notice.id)}`;
      const headers = key === undefined ? { 'idempotency-key': id } : signatureHeaders([key], id, clock.now(), body);
      const answer = await sendCall(jsonCall('POST', url, headers, body), signal);
      return isDone(answer)
        ? { kind: 'sent', thread: {} }
        : undelivered(`The webhook (${settings.format})`, answer, clock.now());
    },
  };
}

function bodyOf({ format, audience }: WebhookSettings, notice: Notice, message: Message): object {
  switch (format) {
    case 'teams':
      return adaptiveCard(message);
    case 'mattermost':
      return { text: markdownMessage(message).slice(0, LONGEST_TEXT) };
    case 'plain':
      return {
        apiVersion: 'releaserisk/notice/v1',
        id: notice.id,
        kind: notice.kind,
        message,
        ...(audience === 'team' ? { page: notice.page ?? null, rollback: notice.rollback } : {}),
      };
  }
}

/** Parts of the path and the query, where such addresses carry their key. */
function secretParts(url: string): readonly string[] {
  const { pathname, searchParams } = new URL(url);
  return [...pathname.split('/'), ...searchParams.values()].filter((part) => part.length >= 8);
}
