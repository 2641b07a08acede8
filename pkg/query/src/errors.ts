/** The catalogue of what can go wrong with a query: one sentence and one hint per code, and the error that carries them. */
import type { SourceType } from './target.ts';

/** Why no answer came; `unknown` is all a browser tells. */
export type NetworkCause = 'dns' | 'refused' | 'reset' | 'tls' | 'unknown';

/** What each code knows beyond the context it happened in. */
export interface QueryFaults {
  readonly invalidTarget: { readonly problem: string; readonly remedy: string };
  readonly invalidRequest: { readonly problem: string; readonly remedy: string };
  readonly unreachable: { readonly cause: NetworkCause; readonly detail: string };
  /** `waitedMs`: over all attempts together; 0 when the server gave up by itself. */
  readonly timeout: { readonly waitedMs: number; readonly by: 'client' | 'server' };
  readonly aborted: object;
  readonly unauthorized: object;
  readonly forbidden: object;
  readonly notFound: object;
  readonly redirected: { readonly location: string | undefined };
  readonly badQuery: object;
  readonly queryLimit: object;
  readonly queryTooLong: object;
  readonly tooLarge: { readonly maxBytes: number };
  readonly rateLimited: { readonly retryAfterMs: number | undefined };
  readonly serverError: object;
  readonly unexpectedStatus: object;
  readonly notJson: { readonly problem: string };
  readonly unexpectedShape: { readonly problem: string };
  readonly wrongResultType: { readonly found: string; readonly remedy: string };
}

export type QueryErrorCode = keyof QueryFaults;
/** One thing that went wrong, told apart by `code`. */
export type QueryFault<C extends QueryErrorCode = QueryErrorCode> = {
  readonly [K in C]: { readonly code: K } & QueryFaults[K];
}[C];

/** Where in the query the server saw the problem; both count from 1. */
export interface QueryPosition {
  readonly line: number;
  readonly column: number;
}

/** Where it happened. Nothing in it is secret. */
export interface QueryErrorContext {
  readonly datasource: string;
  readonly type: SourceType;
  /** Without credentials and query parameters. */
  readonly url: string;
  readonly query?: string | undefined;
  readonly status?: number | undefined;
  /** The server's own words: trimmed, one line, secrets struck out. */
  readonly serverMessage?: string | undefined;
  readonly position?: QueryPosition | undefined;
  /** Requests sent, 0 when it failed before the first. */
  readonly attempts: number;
}

interface Entry<C extends QueryErrorCode> {
  /** What is wrong; goes on from "Prometheus "main" ". */
  readonly message: (fault: QueryFault<C>, context: QueryErrorContext) => string;
  /** What to do about it. */
  readonly hint: (fault: QueryFault<C>, context: QueryErrorContext) => string;
}

const NETWORK: Readonly<Record<NetworkCause, { readonly message: string; readonly hint: string }>> = {
  dns: {
    message: 'cannot be found: its host name does not resolve',
    hint: 'Check the spelling of the host name, and that this machine (or pod) uses the DNS that knows it.',
  },
  refused: {
    message: 'refuses connections',
    hint: 'Check that the server runs and that the port is right; inside a container, localhost is the container itself.',
  },
  reset: {
    message: 'closed the connection in the middle',
    hint: 'Check for a restart or an out-of-memory kill of the server, a proxy in between, and http against https.',
  },
  tls: {
    message: 'cannot be trusted: the TLS connection failed',
    hint: 'Check the certificate: host name, expiry, and that this machine knows the authority (NODE_EXTRA_CA_CERTS for a private one).',
  },
  unknown: {
    message: 'could not be reached',
    hint: 'Check the address and the network; in a browser also cross-origin rules (CORS) and http content on an https page.',
  },
};

const seconds = (ms: number): string => `${String(Math.round(ms / 100) / 10)} s`;
const said = (context: QueryErrorContext): string =>
  context.serverMessage === undefined || context.serverMessage === '' ? '' : `: ${context.serverMessage}`;

const CATALOGUE: { readonly [C in QueryErrorCode]: Entry<C> } = {
  invalidTarget: {
    message: (fault) => `is set up wrongly: ${fault.problem}`,
    hint: (fault) => fault.remedy,
  },
  invalidRequest: {
    message: (fault) => `was not asked: ${fault.problem}`,
    hint: (fault) => fault.remedy,
  },
  unreachable: {
    message: (fault) => `${NETWORK[fault.cause].message}${fault.detail === '' ? '' : ` (${fault.detail})`}`,
    hint: (fault) => NETWORK[fault.cause].hint,
  },
  timeout: {
    message: (fault, context) =>
      fault.by === 'server'
        ? `gave up on the query: it took too long${said(context)}`
        : `did not answer within ${seconds(fault.waitedMs)}`,
    hint: (fault) =>
      fault.by === 'server'
        ? "Make the query lighter (shorter window, fewer series, a recording rule), or raise the server's query timeout."
        : "Check the server's load; make the query lighter (shorter window, fewer series, a recording rule), or raise the datasource's timeout.",
  },
  aborted: {
    message: () => 'was not waited for: the request was cancelled',
    hint: () => 'Nothing is wrong with the datasource; ask again if the answer is still wanted.',
  },
  unauthorized: {
    message: (_, context) => `does not accept the credentials${said(context)}`,
    hint: () =>
      "Check the datasource's user and password or token (expired? the right one for this address?), and the tenant where the server needs one.",
  },
  forbidden: {
    message: (_, context) => `does not allow this query${said(context)}`,
    hint: () =>
      'The credentials are known but lack a right: give them read access (metrics or logs), or check the tenant.',
  },
  notFound: {
    message: (_, context) => `has no query API at this address${said(context)}`,
    hint: (_, context) =>
      context.type === 'loki'
        ? 'Is this the base URL? It stands before /loki/api/v1/query, so leave that part out.'
        : 'Is this the base URL? It stands before /api/v1/query; Mimir needs /prometheus in it, VictoriaMetrics cluster /select/<account>/prometheus.',
  },
  redirected: {
    message: (fault) =>
      `answers with a redirect${fault.location === undefined ? '' : ` to ${fault.location}`}, which is not followed`,
    hint: () =>
      'If that is a login page, the credentials are missing or expired; otherwise set the final address (often https instead of http) as the URL.',
  },
  badQuery: {
    message: (_, context) => `cannot run the query${said(context)}`,
    hint: (_, context) =>
      context.position === undefined
        ? "Correct the query; the words are the server's own."
        : `Correct the query at line ${String(context.position.line)}, column ${String(context.position.column)}; the words are the server's own.`,
  },
  queryLimit: {
    message: (_, context) => `stopped the query at one of its limits${said(context)}`,
    hint: () =>
      'Make the query smaller: aggregate (sum by (service)), narrow the selector, shorten the window or the range. Or raise that limit on the server.',
  },
  queryTooLong: {
    message: (_, context) => `does not take a request this long${said(context)}`,
    hint: () => 'Let the datasource be asked with POST, shorten the query, or raise the limit of the proxy in between.',
  },
  tooLarge: {
    message: (fault) => `sent more than ${String(Math.round(fault.maxBytes / 1024))} KiB, the most that is read`,
    hint: () => 'Aggregate in the query (sum by (service)), narrow the selector or choose a larger step.',
  },
  rateLimited: {
    message: (fault, context) =>
      `asks for fewer requests${said(context)}${fault.retryAfterMs === undefined ? '' : ` (again in ${seconds(fault.retryAfterMs)})`}`,
    hint: () => "Ask less often, lower the datasource's concurrency, or raise the tenant's limit on the server.",
  },
  serverError: {
    message: (_, context) => `failed with an error of its own${said(context)}`,
    hint: (_, context) =>
      context.status === 500
        ? "See the server's log at this time; the query itself may be right."
        : 'The server (or the proxy before it) is down, starting or overloaded: check its health, then ask again.',
  },
  unexpectedStatus: {
    message: (_, context) => `gave an answer that a query never gets${said(context)}`,
    hint: () => 'Check that the URL is that of the server itself, and what stands in between (proxy, firewall).',
  },
  notJson: {
    message: (fault) => `did not answer with JSON: ${fault.problem}`,
    hint: () =>
      'Most often this is a login page or an error page of a proxy: check the URL and the credentials by opening the address above.',
  },
  unexpectedShape: {
    message: (fault) => `answered in an unknown shape: ${fault.problem}`,
    hint: (_, context) =>
      `Check that the URL leads to a ${context.type === 'loki' ? 'Loki' : 'Prometheus-compatible'} server and to nothing else; if it does, please report this answer.`,
  },
  wrongResultType: {
    message: (fault) => `answered with ${fault.found}, where one number per series is needed`,
    hint: (fault) => fault.remedy,
  },
};

const entryOf = <C extends QueryErrorCode>(fault: QueryFault<C>): Entry<C> => CATALOGUE[fault.code];
const describe = <C extends QueryErrorCode>(fault: QueryFault<C>, context: QueryErrorContext) => ({
  message: entryOf(fault).message(fault, context),
  hint: entryOf(fault).hint(fault, context),
});

const TYPE_NAMES: Readonly<Record<SourceType, string>> = { prometheus: 'Prometheus', loki: 'Loki' };
const SHOWN_QUERY = 200;

const stopped = (sentence: string): string => (/[.!?]$/.test(sentence) ? sentence : `${sentence}.`);

function oneLine(query: string): string {
  const line = query.replace(/\s+/g, ' ').trim();
  return line.length > SHOWN_QUERY ? `${line.slice(0, SHOWN_QUERY)}...` : line;
}

/** The only error of a {@link import('./source.ts').Source}. `String(error)` is the whole story for a person. */
export class QueryError extends Error {
  readonly code: QueryErrorCode;
  /** What to do about it, a sentence. */
  readonly hint: string;
  readonly datasource: string;
  readonly url: string;
  readonly query: string | undefined;
  readonly status: number | undefined;
  readonly serverMessage: string | undefined;
  readonly position: QueryPosition | undefined;
  readonly attempts: number;

  constructor(
    /** What went wrong, told apart by `code`. */
    readonly fault: QueryFault,
    context: QueryErrorContext,
  ) {
    const { message, hint } = describe(fault, context);
    super(stopped(`${TYPE_NAMES[context.type]} "${context.datasource}" ${message}`));
    this.name = 'QueryError';
    this.code = fault.code;
    this.hint = hint;
    this.datasource = context.datasource;
    this.url = context.url;
    this.query = context.query;
    this.status = context.status;
    this.serverMessage = context.serverMessage;
    this.position = context.position;
    this.attempts = context.attempts;
  }

  /** What is wrong, what to do, and where it happened, on one line. */
  override toString(): string {
    const where = [
      this.url,
      ...(this.status === undefined ? [] : [`HTTP ${String(this.status)}`]),
      ...(this.attempts > 1 ? [`${String(this.attempts)} attempts`] : []),
      this.code,
    ].join(', ');
    const query = this.query === undefined ? '' : ` Query: ${oneLine(this.query)}`;
    return `${this.message} ${this.hint} (${where})${query}`;
  }
}
