import { oneLine } from '@release-risk/model/oneLine';
import { z } from 'zod';
import { jsonOf, sendCallOver } from '../egress/exchange.ts';
import { secretSchema } from '../config/secret.ts';
import { addressSchema, commonSettings, type ChannelParts } from './channelParts.ts';
import { markdownMessage } from './markdownMessage.ts';
import { ticketNotifier, type TicketText, type Tracker } from './ticket.ts';
import type { Notifier } from './notifier.ts';
import { isDone, jsonCall, secretForms, undelivered } from './undelivered.ts';

export const githubIssueSettingsSchema = z
  .strictObject({
    kind: z.literal('githubIssue'),
    url: addressSchema
      .prefault('https://api.github.com')
      .describe('Of the API; `https://ghe.example.com/api/v3` for GitHub Enterprise Server'),
    token: secretSchema.describe('With issues: write'),
    repository: z
      .string()
      .regex(/^[\w.-]{1,100}\/[\w.-]{1,100}$/, 'must be owner/name')
      .describe('Where issues are opened, as `owner/name`'),
    labels: z.array(z.string().min(1).max(50)).default([]).describe('Of the issues'),
    ...commonSettings,
  })
  .describe('GitHub: one issue for each rollback');

export type GithubIssueSettings = z.output<typeof githubIssueSettingsSchema>;

const issue = z.looseObject({ number: z.int().positive(), html_url: z.url({ protocol: /^https?$/ }) });
const listed = z.array(issue.extend({ body: z.string().nullish() }));

const PAGE_SIZE = 100;
const MOST_PAGES = 10;
const LONGEST_TITLE = 250;

/** GitHub: one issue per rollback, found again by a comment in its text that only programs see. */
export function githubIssueNotifier(
  settings: GithubIssueSettings,
  { egress, readSecret, clock }: ChannelParts,
): Notifier {
  const token = readSecret(settings.token);
  const sendCall = sendCallOver(egress, secretForms(token));
  const issues = `${settings.url}/repos/${settings.repository}/issues`;
  const headers = {
    accept: 'application/vnd.github+json',
    authorization: `Bearer ${token}`,
    'x-github-api-version': '2022-11-28',
  };
  const failed = (answer: Awaited<ReturnType<typeof sendCall>>) => undelivered('GitHub', answer, clock.now());
  const unreadable = (what: string) =>
    ({ kind: 'later', afterMs: undefined, reason: `GitHub answered ${what} in an unknown shape` }) as const;
  const ticketOf = ({ number, html_url: url }: z.output<typeof issue>) =>
    ({ kind: 'ticket', ticket: { key: String(number), url } }) as const;

  const tracker: Tracker = {
    // A listing knows an issue at once; the search only minutes later.
    async find(marker, since, signal) {
      for (let page = 1; page <= MOST_PAGES; page++) {
        const query = new URLSearchParams({
          state: 'all',
          since: new Date(Date.parse(since) - CLOCKS_DIFFER_MS).toISOString(),
          sort: 'created',
          direction: 'desc',
          per_page: String(PAGE_SIZE),
          page: String(page),
        });
        const answer = await sendCall(jsonCall('GET', `${issues}?${query.toString()}`, headers), signal);
        if (!isDone(answer)) return failed(answer);
        const read = listed.safeParse(jsonOf(answer));
        if (!read.success) return unreadable('the listing');
        const found = read.data.find(({ body }) => body?.includes(commentOf(marker)) === true);
        if (found !== undefined) return ticketOf(found);
        if (read.data.length < PAGE_SIZE) return { kind: 'none' };
      }
      return { kind: 'refused', reason: `${settings.repository} has too many new issues to look through` };
    },
    async create(text, signal) {
      const body = { title: oneLine(text.title, LONGEST_TITLE), body: bodyOf(text), labels: settings.labels };
      const answer = await sendCall(jsonCall('POST', issues, headers, body), signal);
      if (!isDone(answer)) return failed(answer);
      const read = issue.safeParse(jsonOf(answer));
      return read.success ? ticketOf(read.data) : unreadable('the creation');
    },
    async describe(ticket, text, signal) {
      const body = { body: bodyOf(text) };
      const answer = await sendCall(
        jsonCall('PATCH', `${issues}/${encodeURIComponent(ticket.key)}`, headers, body),
        signal,
      );
      return isDone(answer) ? { kind: 'ticket', ticket } : failed(answer);
    },
  };
  return ticketNotifier('githubIssue', tracker);
}

const CLOCKS_DIFFER_MS = 5 * 60_000;

function commentOf(marker: string): string {
  return `<!-- ${marker} -->`;
}

function bodyOf({ message, marker }: TicketText): string {
  return `${markdownMessage(message)}\n\n${commentOf(marker)}\n`;
}
