import type { Triggered } from './adapter.ts';
import { toldBy, type Answered, type Exchange } from '../egress/exchange.ts';
import { isRateLimit } from '../egress/rateLimit.ts';
import { waitOf } from '../egress/retryAfter.ts';

/** After a connection that could not be made. */
export const RECONNECT_MS = 15_000;

/**
 * What a call became. `accepted` reads a 2xx; everything else means the same everywhere: a 4xx or a redirect was not
 * carried out, a rate limit may be sent again later, and after a 5xx or no answer nobody can tell.
 */
export function triggeredOf(exchange: Exchange, now: number, accepted: (answer: Answered) => Triggered): Triggered {
  if (exchange.kind === 'lost') return { kind: 'unknown', reason: exchange.reason };
  if (exchange.kind === 'notSent') return notSent(exchange);
  const { status } = exchange;
  if (status >= 200 && status < 300) return accepted(exchange);
  const told = toldBy(exchange);
  if (isRateLimit(exchange)) {
    return { kind: 'later', afterMs: waitOf((name) => exchange.header(name), now), reason: told };
  }
  if (status >= 300 && status < 400) return redirected(exchange);
  // A proxy answers 408 for a server that went on working.
  if (status >= 400 && status < 500 && status !== 408) return { kind: 'rejected', reason: told };
  return { kind: 'unknown', reason: told };
}

function notSent({ final, reason }: Extract<Exchange, { kind: 'notSent' }>): Triggered {
  return final ? { kind: 'rejected', reason } : { kind: 'later', afterMs: RECONNECT_MS, reason };
}

function redirected(answer: Answered): Triggered {
  const { status } = answer;
  // "See other" is how some answer what they have just done.
  if (status === 303) return { kind: 'unknown', reason: `status ${String(status)}: it sends to another address` };
  return { kind: 'rejected', reason: `status ${String(status)}: it redirects, and redirects are not followed` };
}
