/**
 * What the sources need from their host: a way to send HTTP and a clock.
 *
 * The CLI, the gateway and the Grafana plugin each hand in their own, so that everything above this border is the
 * same code in Node and in a browser.
 */

/** One request, ready to send. Header names are lower case; `url` is absolute and never holds credentials. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Fires when the caller gave up or the time is over: the transport then closes the connection. */
  readonly signal: AbortSignal;
}

/** An answer whose body is not read yet. */
export interface HttpResponse {
  readonly status: number;
  /** Value of a header, whatever the case of its name; undefined when absent (or hidden by the browser). */
  header(name: string): string | undefined;
  /** The body as UTF-8 text. Rejects with {@link BodyTooLargeError} past `maxBytes`; to be called at most once. */
  text(maxBytes: number): Promise<string>;
}

/**
 * Sends one request and resolves when the status and headers are there, whatever the status.
 * Rejects when no answer came (name not found, refused, reset, TLS, aborted). It does not follow redirects (a POST
 * would lose its body and credentials would travel to another host): a 3xx answer is handed back as it is.
 */
export type Transport = (request: HttpRequest) => Promise<HttpResponse>;

/** The only time there is. Tests hand in a clock of their own. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Resolves after `ms`; rejects as soon as `signal` fires. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** Thrown by {@link HttpResponse.text} when the body is larger than the caller allows. */
export class BodyTooLargeError extends Error {
  readonly code = 'tooLarge';

  constructor(readonly maxBytes: number) {
    super(`The answer is larger than ${String(maxBytes)} bytes.`);
    this.name = 'BodyTooLargeError';
  }
}
