/** How a datasource wants to be asked: what a model's logical datasource name is bound to. */

export type SourceType = 'prometheus' | 'loki';

export type SourceAuth =
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }
  | { readonly kind: 'bearer'; readonly token: string };

export interface SourceTarget {
  /** The logical name that models use; shown in every error. */
  readonly name: string;
  readonly type: SourceType;
  /**
   * Absolute http(s) address that stands before `/api/v1/...` or `/loki/api/v1/...`; a path is kept
   * (`https://x/prometheus/`), and so are query parameters. Credentials in it are refused: use `auth`.
   */
  readonly url: string;
  readonly auth?: SourceAuth | undefined;
  /** Sent with every request, under `auth` and `tenant`. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Sent as X-Scope-OrgID (Mimir, Loki, Cortex). */
  readonly tenant?: string | undefined;
  /** Default POST: no limit on the query's length. Falls back to GET for good when the server answers 405. */
  readonly method?: 'GET' | 'POST' | undefined;
  /** Milliseconds for one attempt: connecting, headers and body. Default 10,000. */
  readonly timeoutMs?: number | undefined;
  /** Requests under way at the same time. Default 8. */
  readonly concurrency?: number | undefined;
  /** How often a failed request is sent in all; the whole takes at most `timeoutMs * attempts`. Default 3. */
  readonly attempts?: number | undefined;
  /** Largest answer that is read, in bytes. Default 64 MiB. */
  readonly maxBodyBytes?: number | undefined;
}

/** What holds where a target says nothing. */
export const TARGET_DEFAULTS = {
  method: 'POST',
  timeoutMs: 10_000,
  concurrency: 8,
  attempts: 3,
  maxBodyBytes: 64 * 1024 * 1024,
} as const;
