/** Which Grafana is meant, and as whom. */
export type GrafanaAuth =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }
  | { readonly kind: 'none' };

export interface GrafanaTarget {
  /** Absolute http(s) address; a path is kept (`https://x/grafana/`). Credentials in it are refused: use `auth`. */
  readonly url: string;
  readonly auth: GrafanaAuth;
  /** Sent as X-Grafana-Org-Id; without it, the organisation of the account. */
  readonly orgId?: number | undefined;
  /** Milliseconds for one attempt. Default 30,000: an evaluation may take as long as Grafana lets a rule. */
  readonly timeoutMs?: number | undefined;
  /** How often a request that may be repeated is sent in all. Default 3. */
  readonly attempts?: number | undefined;
}

export const GRAFANA_DEFAULTS = { timeoutMs: 30_000, attempts: 3, maxBodyBytes: 64 * 1024 * 1024 } as const;
