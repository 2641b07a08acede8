import type { Answered } from './exchange.ts';

/** 429, or GitHub's 403 that means the same. */
export function isRateLimit(answer: Answered): boolean {
  if (answer.status === 429) return true;
  if (answer.status !== 403) return false;
  return (
    answer.header('retry-after') !== undefined ||
    answer.header('x-ratelimit-remaining') === '0' ||
    /rate limit/i.test(answer.body ?? '')
  );
}
