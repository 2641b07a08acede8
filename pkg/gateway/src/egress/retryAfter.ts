const SHORTEST_MS = 1000;
/** What an absurd header is cut to: a rollback is of no use hours later. */
export const LONGEST_WAIT_MS = 15 * 60_000;
const USUAL_MS = 60_000;

/**
 * How long to wait, in milliseconds, as `Retry-After` (seconds or an HTTP date) or a rate limit that is used up until
 * `x-ratelimit-reset` (epoch seconds) say; a minute where nothing does, at most a quarter of an hour.
 */
export function waitOf(header: (name: string) => string | undefined, now: number): number {
  const asked = fromRetryAfter(header('retry-after'), now) ?? fromReset(header, now) ?? USUAL_MS;
  return Math.min(Math.max(asked, SHORTEST_MS), LONGEST_WAIT_MS);
}

function fromRetryAfter(text: string | undefined, now: number): number | undefined {
  const said = text?.trim() ?? '';
  if (/^\d+$/.test(said)) return Number(said) * 1000;
  // Only dates as HTTP writes them: the parser takes nearly anything else for one.
  const until = /^[A-Z][a-z]{2}, \d{2} /.test(said) ? Date.parse(said) : Number.NaN;
  return Number.isNaN(until) ? undefined : until - now;
}

function fromReset(header: (name: string) => string | undefined, now: number): number | undefined {
  const remaining = header('x-ratelimit-remaining') ?? header('ratelimit-remaining');
  const reset = header('x-ratelimit-reset') ?? header('ratelimit-reset') ?? '';
  return remaining === '0' && /^\d+$/.test(reset) ? Number(reset) * 1000 - now : undefined;
}
