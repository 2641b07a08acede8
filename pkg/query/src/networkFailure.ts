import type { NetworkCause } from './errors.ts';
import { Failure, NEVER, SOON } from './failure.ts';
import { plainLine } from './serverMessage.ts';

const CAUSES: Readonly<Record<string, NetworkCause>> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  ECONNABORTED: 'reset',
  EPIPE: 'reset',
  UND_ERR_SOCKET: 'reset',
  EPROTO: 'tls',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls',
  UNABLE_TO_GET_ISSUER_CERT: 'tls',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'tls',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls',
};
const TIMEOUTS = new Set(['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);
const LONGEST_DETAIL = 160;

/** The error and what caused it, outermost first; `fetch failed` tells nothing, its cause does. */
function chain(error: unknown): Error[] {
  const found: Error[] = [];
  let next: unknown = error;
  while (next instanceof Error && found.length < 8) {
    found.push(next);
    next = next.cause ?? (next instanceof AggregateError ? next.errors[0] : undefined);
  }
  return found;
}

function codeOf(error: Error): string {
  const code: unknown = Reflect.get(error, 'code');
  return typeof code === 'string' ? code : '';
}

function causeOf(code: string): NetworkCause | undefined {
  if (/^(CERT_|ERR_TLS_|ERR_SSL_)/.test(code)) return 'tls';
  return Object.hasOwn(CAUSES, code) ? CAUSES[code] : undefined;
}

/** What a transport's rejection means. `waitedMs` = how long this attempt took. A wrong certificate stays wrong. */
export function networkFailure(error: unknown, waitedMs: number, redact: (text: string) => string): Failure {
  const errors = chain(error);
  const codes = errors.map(codeOf);
  if (codes.some((code) => TIMEOUTS.has(code))) return new Failure({ code: 'timeout', waitedMs, by: 'client' }, SOON);
  const cause = codes.map(causeOf).find((found) => found !== undefined) ?? 'unknown';
  // The innermost error that says something is the most exact.
  const told = errors.map((inner, at) => inner.message || codes[at] || '').filter((text) => text !== '');
  const detail = plainLine(redact(told.at(-1) ?? ''), LONGEST_DETAIL);
  return new Failure({ code: 'unreachable', cause, detail }, cause === 'tls' ? NEVER : SOON);
}
