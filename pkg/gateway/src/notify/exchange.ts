import { retryAfterMs } from '@release-risk/query/statusFailure';
import { plainLine, serverMessageOf } from '@release-risk/query/serverMessage';
import { BodyTooLargeError, type HttpRequest } from '@release-risk/query/transport';
import { EgressRefused, type Egress } from '../egress/egress.ts';
import { NotSent } from '../egress/notSent.ts';
import type { Sent } from './notifier.ts';

/** What became of one request. Reasons are one line and hold none of the channel's secrets. */
export type Exchanged =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly text: string;
      header(name: string): string | undefined;
    }
  /** No whole answer. `carriedOut`: whether the other side may have done it. */
  | { readonly kind: 'unanswered'; readonly carriedOut: 'no' | 'perhaps'; readonly reason: string }
  /** The gateway's own policy does not allow the address. */
  | { readonly kind: 'forbidden'; readonly reason: string };

export interface Call {
  readonly method: HttpRequest['method'];
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; a string is sent as it is. */
  readonly body?: unknown;
}

/** Strikes out secrets. */
export type Redact = (text: string) => string;

const LONGEST_ANSWER = 4 * 1024 * 1024;

/** Sends one call and reads the answer whole. Rejects only when `signal` aborts. */
export async function exchange(egress: Egress, call: Call, redact: Redact, signal: AbortSignal): Promise<Exchanged> {
  const body = call.body === undefined || typeof call.body === 'string' ? call.body : JSON.stringify(call.body);
  let status = 0;
  try {
    const response = await egress.send({
      method: call.method,
      url: call.url,
      headers: {
        accept: 'application/json',
        'user-agent': 'release-risk-gateway',
        ...(body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
        ...call.headers,
      },
      ...(body === undefined ? {} : { body }),
      signal,
    });
    ({ status } = response);
    const text = await response.text(LONGEST_ANSWER);
    return { kind: 'answered', status, text, header: (name) => response.header(name) };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof EgressRefused) {
      return { kind: 'forbidden', reason: `The address is not allowed: ${redact(plainLine(error.reason))}` };
    }
    const carriedOut = error instanceof NotSent ? 'no' : 'perhaps';
    return { kind: 'unanswered', carriedOut, reason: redact(networkWords(error, status)) };
  }
}

/** Whether the other side says that it did it. */
export function isDone(exchanged: Exchanged): exchanged is Extract<Exchanged, { kind: 'answered' }> {
  return exchanged.kind === 'answered' && exchanged.status >= 200 && exchanged.status < 300;
}

/**
 * What a call that was not done means for the message: later for what passes (429, 5xx, no answer), refused for what
 * would be refused again. `who` is named in the reason; `now` is epoch milliseconds.
 */
export function undelivered(
  who: string,
  exchanged: Exchanged,
  now: number,
  redact: Redact,
): Exclude<Sent, { kind: 'sent' }> {
  if (exchanged.kind === 'forbidden') return { kind: 'refused', reason: exchanged.reason };
  if (exchanged.kind === 'unanswered') {
    return { kind: 'later', afterMs: undefined, reason: `${who} gave no answer: ${exchanged.reason}` };
  }
  const { status, text, header } = exchanged;
  const said = redact(serverMessageOf(redact(text), header('content-type')).text);
  const reason = `${who} answered ${String(status)}${said === '' ? '' : `: ${said}`}`;
  const afterMs = retryAfterMs(header('retry-after'), now);
  if (PASSING.includes(status) || status >= 500) return { kind: 'later', afterMs, reason };
  // GitHub's limits are a 403 that says when to come back.
  if (status === 403 && (afterMs !== undefined || header('x-ratelimit-remaining') === '0')) {
    return { kind: 'later', afterMs: afterMs ?? resetMs(header('x-ratelimit-reset'), now), reason };
  }
  if (status >= 300 && status < 400) return { kind: 'refused', reason: `${reason} (redirects are not followed)` };
  return { kind: 'refused', reason };
}

const PASSING = [408, 425, 429];

function resetMs(header: string | undefined, now: number): number | undefined {
  return header !== undefined && /^\d{1,12}$/.test(header) ? Math.max(0, Number(header) * 1000 - now) : undefined;
}

/** Strikes out all of these, also as they look in a URL or a header. Short ones are words and stay. */
export function redacting(secrets: readonly string[]): Redact {
  const known = secrets
    .flatMap((secret) => [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')])
    .filter((secret) => secret.length >= 4);
  return (text) => known.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
}

/** The JSON of an answer; undefined where it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function networkWords(error: unknown, status: number): string {
  if (error instanceof BodyTooLargeError) return `its answer is larger than ${String(error.maxBytes)} bytes`;
  const words: string[] = [];
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 6; at = at.cause, depth++) {
    const code: unknown = Reflect.get(at, 'code');
    const message = at instanceof NotSent ? '' : at.message;
    const told = message !== '' ? message : typeof code === 'string' && !(at instanceof NotSent) ? code : '';
    if (told !== '') words.push(told);
  }
  const told = plainLine(words.at(-1) ?? 'the connection ended', 160);
  return status === 0 ? told : `${told}, after status ${String(status)}`;
}
