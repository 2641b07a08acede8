/** Longer than any channel takes for one message. */
const LEASE_MS = 5 * 60_000;
const HOLDER = '#sending';
const UNTIL = '#until';

type Thread = Readonly<Record<string, string>>;

/** The thread with a mark that this message is on its way to the channel. */
export function lease(thread: Thread, messageId: string, now: number): Thread {
  return { ...thread, [HOLDER]: messageId, [UNTIL]: String(now + LEASE_MS) };
}

/** Which message is on its way; undefined where none is, or where its process must have died. */
export function leaseHeldBy(thread: Thread, now: number): string | undefined {
  return Number(thread[UNTIL] ?? 0) > now ? thread[HOLDER] : undefined;
}

/** The thread as channels know it. */
export function withoutLease(thread: Thread): Thread {
  return Object.fromEntries(Object.entries(thread).filter(([key]) => key !== HOLDER && key !== UNTIL));
}
