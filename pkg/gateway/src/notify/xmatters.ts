import { z } from 'zod';
import { jsonOf, sendCallOver } from '../egress/exchange.ts';
import { secretSchema } from '../config/secret.ts';
import { commonSettings, readAddress, secretAddressSchema, type ChannelParts } from './channelParts.ts';
import { derivedUuid } from './derivedId.ts';
import { messageOf } from './message.ts';
import type { Notifier } from './notifier.ts';
import { isDone, jsonCall, secretForms, undelivered } from './undelivered.ts';

export const xmattersSettingsSchema = z
  .strictObject({
    kind: z.literal('xmatters'),
    url: secretAddressSchema.describe("Of the flow's HTTP trigger; with its key in it, it is a secret"),
    user: z.string().min(1).optional().describe('Account for basic authentication'),
    password: secretSchema.optional().describe('Of the account'),
    recipients: z
      .array(z.string().min(1))
      .default([])
      .describe('Who is called, where the flow takes it from the request'),
    ...commonSettings,
  })
  .describe('An HTTP trigger of an xMatters flow');

export type XmattersSettings = z.output<typeof xmattersSettingsSchema>;

const requestAnswer = z.looseObject({ requestId: z.string() });

/** An HTTP trigger of an xMatters flow. `id` is the same whenever the same notice is sent: the flow can drop the second. */
export function xmattersNotifier(settings: XmattersSettings, { egress, readSecret, clock }: ChannelParts): Notifier {
  const url = readAddress(settings.url, readSecret);
  const password = settings.password === undefined ? '' : readSecret(settings.password);
  const authorization: Readonly<Record<string, string>> =
    settings.user === undefined
      ? {}
      : { authorization: `Basic ${Buffer.from(`${settings.user}:${password}`).toString('base64')}` };
  const sendCall = sendCallOver(egress, [url, password, ...Object.values(authorization)].flatMap(secretForms));
  return {
    kind: 'xmatters',
    async send(notice, signal) {
      const { rollback } = notice;
      const { title, sentence, facts, signals, links } = messageOf(notice);
      const body = {
        id: derivedUuid(notice.id),
        event: notice.kind,
        rollback: rollback.id,
        state: rollback.state,
        service: rollback.service,
        labels: rollback.labels,
        acknowledged: rollback.acknowledgedBy !== null,
        title,
        sentence: sentence ?? '',
        facts,
        signals,
        links,
        page: notice.page ?? '',
        recipients: settings.recipients.map((id) => ({ id })),
      };
      const answer = await sendCall(jsonCall('POST', url, authorization, body), signal);
      if (!isDone(answer)) return undelivered('xMatters', answer, clock.now());
      const read = requestAnswer.safeParse(jsonOf(answer));
      const thread: Record<string, string> = read.success ? { request: read.data.requestId.slice(0, 100) } : {};
      return { kind: 'sent', thread };
    },
  };
}
