import type { Rollback } from '@release-risk/contract/rollback';

/** What people are told. `state`: the message of a rollback is brought up to date without anybody being woken. */
export const NOTICE_KINDS = ['ask', 'started', 'ended', 'trouble', 'escalate', 'state'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** One message to one channel. The same `id` is the same message, however often it is sent. */
export interface Notice {
  /** Of the outbox: stable over retries. */
  readonly id: string;
  readonly kind: NoticeKind;
  readonly rollback: Rollback;
  /** What an earlier message of this rollback to this channel was sent as, such as its `ts`; empty at first. */
  readonly thread: Readonly<Record<string, string>>;
  /** Address of the rollback's page for people. */
  readonly page: string | undefined;
}

export type Sent =
  /** `thread` is kept and handed to the next message of this rollback to this channel. */
  | { readonly kind: 'sent'; readonly thread: Readonly<Record<string, string>> }
  | { readonly kind: 'later'; readonly afterMs: number | undefined; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string };

/** One channel to people. Never throws for what the other side does; rejects only when `signal` aborts. */
export interface Notifier {
  readonly kind: string;
  send(notice: Notice, signal: AbortSignal): Promise<Sent>;
}
