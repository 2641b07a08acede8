import { oneLine } from '@release-risk/model/oneLine';
import { z } from 'zod';
import { jsonOf, sendCallOver } from '../egress/exchange.ts';
import { secretSchema } from '../config/secret.ts';
import { adfDocument } from './adf.ts';
import { addressSchema, commonSettings, type ChannelParts } from './channelParts.ts';
import { ticketNotifier, type TicketText, type Tracker } from './ticket.ts';
import type { Notifier } from './notifier.ts';
import { isDone, jsonCall, secretForms, undelivered } from './undelivered.ts';

export const jiraSettingsSchema = z
  .strictObject({
    kind: z.literal('jira'),
    url: addressSchema.describe('Such as `https://example.atlassian.net`'),
    user: z.string().min(1).optional().describe('Account of the API token; without it the token is sent as a bearer'),
    token: secretSchema.describe('API token'),
    project: z
      .string()
      .regex(/^[A-Z][A-Z0-9_]{1,19}$/, 'must be the key of a project, such as OPS')
      .describe('Key of the project'),
    issueType: z.string().min(1).max(100).default('Task').describe('Name of the type of issue'),
    labels: z
      .array(z.string().regex(/^\S{1,100}$/, 'must be without blanks'))
      .default(['release-risk'])
      .describe('Of the issues, without blanks'),
    ...commonSettings,
  })
  .describe('Jira Cloud: one issue for each rollback');

export type JiraSettings = z.output<typeof jiraSettingsSchema>;

const issue = z.looseObject({ key: z.string().regex(/^[A-Z][A-Z0-9_]*-\d+$/) });
const found = z.looseObject({ issues: z.array(issue) });

const LONGEST_SUMMARY = 250;

/** Jira Cloud: one issue per rollback, found again by a label of its own. */
export function jiraNotifier(settings: JiraSettings, { egress, readSecret, clock }: ChannelParts): Notifier {
  const { url, project } = settings;
  const token = readSecret(settings.token);
  const basic = Buffer.from(`${settings.user ?? ''}:${token}`).toString('base64');
  const authorization = settings.user === undefined ? `Bearer ${token}` : `Basic ${basic}`;
  const sendCall = sendCallOver(egress, [...secretForms(token), basic]);
  const send = (method: 'POST' | 'PUT', path: string, body: object, signal: AbortSignal) =>
    sendCall(jsonCall(method, `${url}${path}`, { authorization }, body), signal);
  const failed = (answer: Awaited<ReturnType<typeof send>>) => undelivered('Jira', answer, clock.now());
  const unreadable = (what: string) =>
    ({ kind: 'later', afterMs: undefined, reason: `Jira answered ${what} in an unknown shape` }) as const;
  const ticketOf = (key: string) => ({ kind: 'ticket', ticket: { key, url: `${url}/browse/${key}` } }) as const;

  const tracker: Tracker = {
    async find(marker, _since, signal) {
      const jql = `project = "${project}" AND labels = "${marker}" ORDER BY created ASC`;
      const answer = await send('POST', '/rest/api/3/search/jql', { jql, fields: ['key'], maxResults: 1 }, signal);
      if (!isDone(answer)) return failed(answer);
      const read = found.safeParse(jsonOf(answer));
      if (!read.success) return unreadable('the search');
      const [first] = read.data.issues;
      return first === undefined ? { kind: 'none' } : ticketOf(first.key);
    },
    async create(text, signal) {
      const fields = {
        project: { key: project },
        issuetype: { name: settings.issueType },
        summary: oneLine(text.title, LONGEST_SUMMARY),
        labels: [...settings.labels, text.marker],
        description: descriptionOf(text),
      };
      const answer = await send('POST', '/rest/api/3/issue', { fields }, signal);
      if (!isDone(answer)) return failed(answer);
      const read = issue.safeParse(jsonOf(answer));
      return read.success ? ticketOf(read.data.key) : unreadable('the creation');
    },
    async describe(ticket, text, signal) {
      const path = `/rest/api/3/issue/${encodeURIComponent(ticket.key)}?notifyUsers=true`;
      const answer = await send('PUT', path, { fields: { description: descriptionOf(text) } }, signal);
      return isDone(answer) ? { kind: 'ticket', ticket } : failed(answer);
    },
  };
  return ticketNotifier('jira', tracker);
}

function descriptionOf({ message }: TicketText): object {
  return adfDocument(message);
}
