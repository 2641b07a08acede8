/** What one caller can take of the gateway. Sizes are bytes, times milliseconds. */
export interface HttpLimits {
  readonly bodyBytes: number;
  /** Until the headers are there, and until the whole request is: what is slower is cut off. */
  readonly headersMs: number;
  readonly requestMs: number;
  /** How often connections are looked over for both. */
  readonly checkEveryMs: number;
  /** How long a connection may wait for its next request. */
  readonly keepAliveMs: number;
  readonly connections: number;
  /** Refused credentials that one address gets an answer for per minute; what follows hears 429. */
  readonly failuresPerMinute: number;
  /** Admitted requests of one address per minute, alerts and probes not among them. All users of a Grafana are one. */
  readonly requestsPerMinute: number;
  /** Alerts of one address; undefined for no limit: who signs may send. */
  readonly alertsPerMinute: number | undefined;
}

export const HTTP_LIMITS: HttpLimits = {
  bodyBytes: 1024 * 1024,
  headersMs: 5000,
  requestMs: 10_000,
  checkEveryMs: 1000,
  keepAliveMs: 30_000,
  connections: 10_000,
  failuresPerMinute: 120,
  requestsPerMinute: 6000,
  alertsPerMinute: undefined,
};
