import { toldBy, type ApiCall, type Exchange } from '../egress/exchange.ts';
import { isRateLimit } from '../egress/rateLimit.ts';
import { waitOf } from '../egress/retryAfter.ts';
import type { Sent } from './notifier.ts';

/** Statuses that pass by themselves, beside 429 and 5xx. */
const PASSING = [408, 425];

/** Whether the other side says that it did it. */
export function isDone(exchange: Exchange): exchange is Extract<Exchange, { kind: 'answered' }> {
  return exchange.kind === 'answered' && exchange.status >= 200 && exchange.status < 300;
}

/**
 * What a call that was not done means for a message: later for what passes (429, 5xx, no answer), refused for what
 * would be refused again. `who` is named in the reason; `now` is epoch milliseconds.
 */
export function undelivered(who: string, exchange: Exchange, now: number): Exclude<Sent, { kind: 'sent' }> {
  if (exchange.kind === 'lost') return { kind: 'later', afterMs: undefined, reason: `${who}: ${exchange.reason}` };
  if (exchange.kind === 'notSent') {
    const reason = `${who}: ${exchange.reason}`;
    return exchange.final ? { kind: 'refused', reason } : { kind: 'later', afterMs: undefined, reason };
  }
  const { status, header } = exchange;
  const reason = `${who} answered ${toldBy(exchange)}`;
  if (isRateLimit(exchange)) return { kind: 'later', afterMs: waitOf((name) => header(name), now), reason };
  if (status >= 500 || PASSING.includes(status)) {
    const afterMs = header('retry-after') === undefined ? undefined : waitOf((name) => header(name), now);
    return { kind: 'later', afterMs, reason };
  }
  return { kind: 'refused', reason: status < 400 ? `${reason} (redirects are not followed)` : reason };
}

/** A call with a JSON body. */
export function jsonCall(
  method: ApiCall['method'],
  url: string,
  headers: Readonly<Record<string, string>>,
  body?: unknown,
): ApiCall {
  return {
    method,
    url,
    headers: {
      accept: 'application/json',
      'user-agent': 'release-risk-gateway',
      ...(body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  };
}

/** A secret in the forms that it travels in. */
export function secretForms(secret: string): readonly string[] {
  return [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')].filter((form) => form.length > 3);
}
