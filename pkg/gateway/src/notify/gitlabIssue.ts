import { oneLine } from '@release-risk/model/oneLine';
import { z } from 'zod';
import { jsonOf, sendCallOver } from '../egress/exchange.ts';
import { secretSchema } from '../config/secret.ts';
import { addressSchema, commonSettings, type ChannelParts } from './channelParts.ts';
import { markdownMessage } from './markdownMessage.ts';
import { ticketNotifier, type TicketText, type Tracker } from './ticket.ts';
import type { Notifier } from './notifier.ts';
import { isDone, jsonCall, secretForms, undelivered } from './undelivered.ts';

export const gitlabIssueSettingsSchema = z
  .strictObject({
    kind: z.literal('gitlabIssue'),
    url: addressSchema.prefault('https://gitlab.com').describe('Of the instance'),
    token: secretSchema.describe('With the scope api'),
    project: z.string().min(1).max(300).describe('`group/project`, or its number'),
    labels: z.array(z.string().min(1).max(50)).default([]).describe('Of the issues'),
    ...commonSettings,
  })
  .describe('GitLab: one issue for each rollback');

export type GitlabIssueSettings = z.output<typeof gitlabIssueSettingsSchema>;

const issue = z.looseObject({ iid: z.int().positive(), web_url: z.url({ protocol: /^https?$/ }) });
const listed = z.array(issue.extend({ description: z.string().nullish() }));

const LONGEST_TITLE = 250;

/** GitLab: one issue per rollback, found again by a comment in its description that only programs see. */
export function gitlabIssueNotifier(
  settings: GitlabIssueSettings,
  { egress, readSecret, clock }: ChannelParts,
): Notifier {
  const token = readSecret(settings.token);
  const sendCall = sendCallOver(egress, secretForms(token));
  const issues = `${settings.url}/api/v4/projects/${encodeURIComponent(settings.project)}/issues`;
  const headers = { 'private-token': token };
  const failed = (answer: Awaited<ReturnType<typeof sendCall>>) => undelivered('GitLab', answer, clock.now());
  const unreadable = (what: string) =>
    ({ kind: 'later', afterMs: undefined, reason: `GitLab answered ${what} in an unknown shape` }) as const;
  const ticketOf = ({ iid, web_url: url }: z.output<typeof issue>) =>
    ({ kind: 'ticket', ticket: { key: String(iid), url } }) as const;

  const tracker: Tracker = {
    async find(marker, _since, signal) {
      const query = new URLSearchParams({ search: marker, in: 'description', scope: 'all', per_page: '20' });
      const answer = await sendCall(jsonCall('GET', `${issues}?${query.toString()}`, headers), signal);
      if (!isDone(answer)) return failed(answer);
      const read = listed.safeParse(jsonOf(answer));
      if (!read.success) return unreadable('the search');
      const found = read.data.find(({ description }) => description?.includes(commentOf(marker)) === true);
      return found === undefined ? { kind: 'none' } : ticketOf(found);
    },
    async create(text, signal) {
      const body = {
        title: oneLine(text.title, LONGEST_TITLE),
        description: descriptionOf(text),
        labels: settings.labels.join(','),
      };
      const answer = await sendCall(jsonCall('POST', issues, headers, body), signal);
      if (!isDone(answer)) return failed(answer);
      const read = issue.safeParse(jsonOf(answer));
      return read.success ? ticketOf(read.data) : unreadable('the creation');
    },
    async describe(ticket, text, signal) {
      const body = { description: descriptionOf(text) };
      const answer = await sendCall(
        jsonCall('PUT', `${issues}/${encodeURIComponent(ticket.key)}`, headers, body),
        signal,
      );
      return isDone(answer) ? { kind: 'ticket', ticket } : failed(answer);
    },
  };
  return ticketNotifier('gitlabIssue', tracker);
}

function commentOf(marker: string): string {
  return `<!-- ${marker} -->`;
}

function descriptionOf({ message, marker }: TicketText): string {
  return `${markdownMessage(message)}\n\n${commentOf(marker)}\n`;
}
