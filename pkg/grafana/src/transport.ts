/** What the Grafana client needs from its host: a way to send HTTP and a clock. The same shapes as `pkg/query` has. */

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One request, ready to send. Header names are lower case; `url` is absolute and never holds credentials. */
export interface GrafanaHttpRequest {
  readonly method: HttpMethod;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Fires when the caller gave up or the time is over: the transport then closes the connection. */
  readonly signal: AbortSignal;
}

/** An answer whose body is not read yet. */
export interface GrafanaHttpResponse {
  readonly status: number;
  header(name: string): string | undefined;
  /** The body as UTF-8 text; rejects past `maxBytes`. */
  text(maxBytes: number): Promise<string>;
}

/** Sends one request and resolves when the status is there, whatever it is. Follows no redirects. */
export type GrafanaTransport = (request: GrafanaHttpRequest) => Promise<GrafanaHttpResponse>;

/** The only time there is. */
export interface GrafanaClock {
  /** Epoch milliseconds. */
  now(): number;
  /** Resolves after `ms`; rejects as soon as `signal` fires. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}
