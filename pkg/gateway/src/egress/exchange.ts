import { networkFailure } from '@release-risk/query/networkFailure';
import { isHtml, plainLine, serverMessageOf } from '@release-risk/query/serverMessage';
import type { HttpRequest } from '@release-risk/query/transport';
import { EgressRefused, type Egress } from './egress.ts';
import { NotSent } from './notSent.ts';

/** The other side answered. `body` is undefined where it did not arrive whole, or was too large. */
export interface Answered {
  readonly kind: 'answered';
  readonly status: number;
  header(name: string): string | undefined;
  readonly body: string | undefined;
}

/** What became of one request. */
export type Exchange =
  | Answered
  /** It certainly never left. `final`: nor would it a minute later (not allowed, wrong certificate). */
  | { readonly kind: 'notSent'; readonly final: boolean; readonly reason: string }
  /** It left, perhaps, and no answer came. */
  | { readonly kind: 'lost'; readonly reason: string };

export type ApiCall = Omit<HttpRequest, 'signal'>;

/** Sends single requests, never again by itself. Rejects only when `signal` aborts. */
export type SendCall = (call: ApiCall, signal: AbortSignal) => Promise<Exchange>;

const MOST_BYTES = 4_000_000;

/** One API by one egress. `secrets` never stand in a reason. */
export function sendCallOver(egress: Egress, secrets: readonly string[]): SendCall {
  const redact = (text: string) =>
    secrets.filter((secret) => secret !== '').reduce((said, secret) => said.replaceAll(secret, '***'), text);
  return async (call, signal) => {
    signal.throwIfAborted();
    let response;
    try {
      response = await egress.send({ ...call, signal });
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof EgressRefused) return { kind: 'notSent', final: true, reason: redact(error.message) };
      const { fault, isFinal } = told(error, redact);
      return error instanceof NotSent
        ? { kind: 'notSent', final: isFinal, reason: `it could not be reached (${fault})` }
        : { kind: 'lost', reason: `no answer came (${fault})` };
    }
    const { status } = response;
    const header = (name: string) => response.header(name);
    try {
      return { kind: 'answered', status, header, body: redact(await response.text(MOST_BYTES)) };
    } catch {
      signal.throwIfAborted();
      return { kind: 'answered', status, header, body: undefined };
    }
  };
}

function told(error: unknown, redact: (text: string) => string): { fault: string; isFinal: boolean } {
  const { fault } = networkFailure(error, 0, redact);
  if (fault.code !== 'unreachable') return { fault: 'it took too long', isFinal: false };
  return { fault: fault.detail || fault.cause, isFinal: fault.cause === 'tls' };
}

/** `status 422: what the other side says`, for people. */
export function toldBy({ status, header, body }: Answered): string {
  if (body === undefined) return `status ${String(status)} with a body that could not be read`;
  const contentType = header('content-type');
  const { text } = serverMessageOf(body, contentType);
  const said = text === '' && !isHtml(body, contentType) ? plainLine(body, 200) : plainLine(text, 200);
  return `status ${String(status)}${said === '' ? '' : `: ${said}`}`;
}

/** The body as JSON; undefined where it is none. */
export function jsonOf({ body }: Answered): unknown {
  if (body === undefined) return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** A page for people where an API was expected: a login, a proxy. */
export function isPage({ header, body }: Answered): boolean {
  return isHtml(body ?? '', header('content-type'));
}
