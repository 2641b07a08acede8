import { hasEnded } from '@release-risk/contract/rollback';
import { derivedHex } from './derivedId.ts';
import { messageOf, releaseName, type Message } from './message.ts';
import type { Notice, Notifier, Sent } from './notifier.ts';

export type Failed = Exclude<Sent, { kind: 'sent' }>;

/** A ticket as its tracker knows it; `url` is for people. */
export interface Ticket {
  readonly key: string;
  readonly url: string;
}

export interface TicketText {
  readonly title: string;
  readonly message: Message;
  /** Letters, digits and hyphens: by it the ticket of this rollback is found. */
  readonly marker: string;
}

export type TicketAnswer = { readonly kind: 'ticket'; readonly ticket: Ticket } | Failed;

/** One tracker. Methods reject only when `signal` aborts. */
export interface Tracker {
  /** `none` only where the tracker was asked completely. `since`: ISO 8601, no ticket of it is older. */
  find(marker: string, since: string, signal: AbortSignal): Promise<TicketAnswer | { readonly kind: 'none' }>;
  create(text: TicketText, signal: AbortSignal): Promise<TicketAnswer>;
  /** Replaces the description; the same again changes nothing. */
  describe(ticket: Ticket, text: TicketText, signal: AbortSignal): Promise<TicketAnswer>;
}

/** How long a lost creation needs to be seen by searches. */
const UNTIL_SEARCHABLE_MS = 60_000;

/**
 * A ticket per rollback: looked for by its marker before it is created, and described anew when the rollback has
 * ended. Where the search fails nothing is created. Its address is `thread.url`.
 */
export function ticketNotifier(kind: string, tracker: Tracker): Notifier {
  return {
    kind,
    async send(notice, signal) {
      const { rollback, thread } = notice;
      const text = textOf(notice);
      let ticket = ticketIn(thread);
      let isNew = false;
      if (ticket === undefined) {
        if (notice.kind === 'state') return { kind: 'sent', thread };
        const found = await tracker.find(text.marker, rollback.createdAt, signal);
        if (found.kind === 'later' || found.kind === 'refused') return found;
        isNew = found.kind === 'none';
        const answer = found.kind === 'none' ? await tracker.create(text, signal) : found;
        if (answer.kind === 'later') {
          return { ...answer, afterMs: Math.max(answer.afterMs ?? 0, UNTIL_SEARCHABLE_MS) };
        }
        if (answer.kind === 'refused') return answer;
        ({ ticket } = answer);
      }
      const revision = String(rollback.revision);
      const kept = { key: ticket.key, url: ticket.url };
      if (isNew) return { kind: 'sent', thread: { ...kept, revision } };
      if (!hasEnded(rollback.state) || thread['revision'] === revision) {
        return {
          kind: 'sent',
          thread: { ...kept, ...('revision' in thread ? { revision: thread['revision'] ?? '' } : {}) },
        };
      }
      const answer = await tracker.describe(ticket, text, signal);
      return answer.kind === 'ticket' ? { kind: 'sent', thread: { ...kept, revision } } : answer;
    },
  };
}

function ticketIn({ key, url }: Notice['thread']): Ticket | undefined {
  return key === undefined || url === undefined ? undefined : { key, url };
}

function textOf(notice: Notice): TicketText {
  const { rollback } = notice;
  return {
    // The title stays while the state changes, so that people find it again.
    title: `Release ${releaseName(rollback)}: ${rollback.verdict ?? 'no'} risk`,
    message: messageOf({ ...notice, kind: 'state' }),
    marker: `release-risk-${derivedHex(`rollback:${rollback.id}`).slice(0, 24)}`,
  };
}
