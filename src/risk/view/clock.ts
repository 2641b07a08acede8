/** What times are told by. */
export interface Clock {
  /** Epoch seconds. */
  readonly now: number;
  readonly timeZone: string;
}
