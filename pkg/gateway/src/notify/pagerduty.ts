import { hasEnded } from '@release-risk/contract/rollback';
import { oneLine } from '@release-risk/model/oneLine';
import { z } from 'zod';
import { sendCallOver } from '../egress/exchange.ts';
import { secretSchema } from '../config/secret.ts';
import { addressSchema, commonSettings, type ChannelParts } from './channelParts.ts';
import { messageOf, needsSomebody } from './message.ts';
import type { Notice, Notifier } from './notifier.ts';
import { isDone, jsonCall, secretForms, undelivered } from './undelivered.ts';

export const pagerdutySettingsSchema = z
  .strictObject({
    kind: z.literal('pagerduty'),
    routingKey: secretSchema.describe('Integration key of an Events API v2 integration'),
    url: addressSchema
      .prefault('https://events.pagerduty.com')
      .describe('`https://events.eu.pagerduty.com` in the European region'),
    severity: z.enum(['critical', 'error', 'warning', 'info']).default('critical').describe('Of its alerts'),
    ...commonSettings,
  })
  .describe("PagerDuty's Events API v2: one alert for each rollback");

export type PagerdutySettings = z.output<typeof pagerdutySettingsSchema>;

type Event = 'trigger' | 'acknowledge' | 'resolve';

const LONGEST_SUMMARY = 1024;

/** PagerDuty's Events API v2: one alert per rollback, acknowledged and resolved with it. Sent twice it does the same. */
export function pagerdutyNotifier(settings: PagerdutySettings, { egress, readSecret, clock }: ChannelParts): Notifier {
  const routingKey = readSecret(settings.routingKey);
  const sendCall = sendCallOver(egress, secretForms(routingKey));
  return {
    kind: 'pagerduty',
    async send(notice, signal) {
      const event = eventOf(notice);
      if (event === undefined) return { kind: 'sent', thread: notice.thread };
      const body = {
        routing_key: routingKey,
        event_action: event,
        dedup_key: notice.rollback.id,
        ...(event === 'trigger' ? triggerBody(notice, settings.severity) : {}),
      };
      const answer = await sendCall(jsonCall('POST', `${settings.url}/v2/enqueue`, {}, body), signal);
      if (!isDone(answer)) return undelivered('PagerDuty', answer, clock.now());
      return { kind: 'sent', thread: { last: event } };
    },
  };
}

/** Nobody is called for what needs nobody; what was never triggered is neither acknowledged nor resolved. */
function eventOf({ rollback, kind, thread }: Notice): Event | undefined {
  const { last } = thread;
  const wanted = wantedEvent(rollback);
  if (wanted === 'trigger') return kind === 'state' || kind === 'started' ? undefined : 'trigger';
  return last === undefined || last === wanted || last === 'resolve' ? undefined : wanted;
}

function wantedEvent({ state, acknowledgedBy, approvedBy }: Notice['rollback']): Event {
  if (hasEnded(state) && !needsSomebody(state)) return 'resolve';
  if (acknowledgedBy !== null) return 'acknowledge';
  return approvedBy?.kind === 'person' && !needsSomebody(state) ? 'acknowledge' : 'trigger';
}

function triggerBody(notice: Notice, severity: PagerdutySettings['severity']): object {
  const { rollback } = notice;
  const message = messageOf(notice);
  return {
    client: 'Release Risk',
    ...(notice.page === undefined ? {} : { client_url: notice.page }),
    links: message.links.map(({ title, url }) => ({ href: url, text: title })),
    payload: {
      summary: oneLine(
        message.sentence === undefined ? message.title : `${message.title} ${message.sentence}`,
        LONGEST_SUMMARY,
      ),
      source: oneLine(rollback.service, 255) || rollback.id,
      severity,
      timestamp: rollback.alert.startedAt,
      component: oneLine(rollback.service, 255),
      class: 'release',
      custom_details: Object.fromEntries(
        [...message.facts, ...message.signals].map(({ name, text }): [string, string] => [name, text]),
      ),
    },
  };
}
