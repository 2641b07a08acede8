import type { Unit } from '@release-risk/model/units';

/** What a signal tells; of two that tell the same only one is proposed. */
export type Topic =
  | 'availability'
  | 'latency'
  | 'errors'
  | 'log errors'
  | 'traffic'
  | 'business volume'
  | 'cpu'
  | 'memory'
  | 'restarts'
  | 'disk'
  | 'database connections'
  | 'database errors'
  | 'synchronisation';

/** How a signal's numbers behave, which decides how a limit is made for them. */
export type Measure =
  /** A size of its own scale, higher is worse. `smallest`: the smallest change that matters, in the signal's unit. */
  | { readonly kind: 'level'; readonly smallest: number }
  /** A share of events, 0..1, higher is worse. */
  | { readonly kind: 'share'; readonly smallest: number }
  /** How much is going on; lower is worse. */
  | { readonly kind: 'volume' }
  /** Lines that hold for everybody: full is full. */
  | { readonly kind: 'lines'; readonly side: 'above' | 'below'; readonly yellow: number; readonly red: number };

/** A signal that could be proposed; what its limit becomes depends on what the server knows of its past. */
export interface SignalIdea {
  readonly id: string;
  readonly title: string;
  readonly topic: Topic;
  /** Why one would want it; stands as a comment above the signal. */
  readonly why: string;
  readonly datasource: 'metrics' | 'logs';
  readonly query: string;
  readonly unit: Unit;
  readonly measure: Measure;
  /** Relative to the other signals; weights are made of it. 0 = judged by its veto alone. */
  readonly importance: number;
  readonly critical: boolean;
  readonly samples?: { readonly query: string; readonly atLeast: number };
  /** No row means none of them happened, where the samples have traffic. */
  readonly emptyIsZero: boolean;
}

/** The values seen of each label of a metric. */
export type LabelShape = ReadonlyMap<string, ReadonlySet<string>>;
