export interface GoodQuery {
  readonly query: string;
  readonly type: string;
  readonly labels: readonly string[] | 'unknown';
  readonly canonical?: string;
  readonly shifted?: string;
}

export interface BadQuery {
  readonly query: string;
  /** `from-to message (hint)` of each. */
  readonly problems: readonly string[];
}
