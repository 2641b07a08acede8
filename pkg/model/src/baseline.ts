/** All durations are in seconds. */
export type Seconds = number;

/** Mean and deviation over a moving window that ends `endsBefore` ago. */
export interface TrailingBaseline {
  readonly kind: 'trailing';
  readonly window: Seconds;
  readonly step: Seconds;
  readonly endsBefore: Seconds;
}

/** Median and scaled median absolute deviation over the same window: one bad hour does not move it. */
export interface RobustBaseline {
  readonly kind: 'robust';
  readonly window: Seconds;
  readonly step: Seconds;
  readonly endsBefore: Seconds;
}

/** Mean and deviation over this very hour of the past weeks. */
export interface SameHourBaseline {
  readonly kind: 'sameHour';
  readonly weeks: number;
}

/** Mean and deviation written by recording rules into a Prometheus-compatible datasource. */
export interface RecordedBaseline {
  readonly kind: 'recorded';
  /** Logical datasource that holds the recorded series; the signal's own when absent. */
  readonly datasource?: string;
  readonly window: Seconds;
  readonly step: Seconds;
  readonly endsBefore: Seconds;
}

/** The window as it stood when the deployment began: the release cannot poison it. */
export interface FrozenBaseline {
  readonly kind: 'frozen';
  readonly window: Seconds;
  readonly step: Seconds;
}

/** The stable instances beside the canary, told apart by the model's `control` label. */
export interface ControlBaseline {
  readonly kind: 'control';
}

export type Baseline =
  TrailingBaseline | RobustBaseline | SameHourBaseline | RecordedBaseline | FrozenBaseline | ControlBaseline;

export type BaselineKind = Baseline['kind'];
