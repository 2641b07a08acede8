/** What every datasource can be asked, and the shape of its answers. */
import type { SourceType } from './target.ts';

export type Labels = Readonly<Record<string, string>>;

/** One row of an instant answer. */
export interface Sample {
  readonly labels: Labels;
  /** May be NaN or infinite. */
  readonly value: number;
}

/** One row of a range answer: two columns of the same length, times strictly increasing. */
export interface Series {
  readonly labels: Labels;
  readonly points: {
    /** Epoch seconds. */
    readonly times: Float64Array;
    /** May hold NaN and infinities. */
    readonly values: Float64Array;
  };
}

export interface InstantAnswer {
  readonly samples: readonly Sample[];
  /** The server's own words, e.g. that the answer is partial. Empty = a whole answer. */
  readonly warnings: readonly string[];
  /**
   * The server's clock minus ours in milliseconds, from the Date header (so +-1 s), corrected by half the round trip;
   * undefined when unknown (header missing, unreadable, or the answer came from a cache).
   */
  readonly clockSkewMs: number | undefined;
}

export interface RangeAnswer {
  readonly series: readonly Series[];
  readonly warnings: readonly string[];
}

/** Epoch seconds; `to` included. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

/**
 * Epoch seconds and a step in seconds (at least 0.001). Prometheus puts points at `from`, `from + step`, ... up to `to`;
 * Loki moves both ends outwards to multiples of the step, so read the times of the points instead of counting them.
 */
export interface QueryRange extends TimeSpan {
  readonly step: number;
}

/** Which label values are wanted: those of series that match any of `matchers` (selectors), seen within the times. */
export interface LabelValuesOptions {
  readonly matchers?: readonly string[] | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** A server that answers queries; what it says about itself, where it says so. */
export interface Readiness {
  /** E.g. `Grafana Mimir`; undefined where the server does not name itself. */
  readonly product: string | undefined;
  readonly version: string | undefined;
  readonly revision: string | undefined;
  readonly clockSkewMs: number | undefined;
}

/**
 * A datasource that answers queries. Every method rejects with a {@link import('./errors.ts').QueryError} and with
 * nothing else; all honour `signal`, also while waiting for their turn or for a retry.
 */
export interface Source {
  readonly name: string;
  readonly type: SourceType;
  /** Evaluates at one moment (epoch seconds). A scalar is one sample without labels. No row = an empty list. */
  instant(query: string, at: number, signal?: AbortSignal): Promise<InstantAnswer>;
  /** Evaluates over a range; ranges of more than 11,000 points are asked in parts and joined. */
  range(query: string, range: QueryRange, signal?: AbortSignal): Promise<RangeAnswer>;
  /** Label sets of the series that match any of the selectors within the span. */
  series(matchers: readonly string[], span: TimeSpan, signal?: AbortSignal): Promise<readonly Labels[]>;
  /** Values of a label, sorted by the server; empty for an unknown label. */
  labelValues(label: string, options?: LabelValuesOptions, signal?: AbortSignal): Promise<readonly string[]>;
  /** Sends a trivial query through the whole path (address, credentials, tenant), then asks for the version. */
  ready(signal?: AbortSignal): Promise<Readiness>;
}

export interface MetricMetadata {
  /** counter, gauge, histogram, summary, ... or unknown. */
  readonly type: string;
  readonly help: string;
}

export interface PrometheusSource extends Source {
  readonly type: 'prometheus';
  /** Type and help text per metric name; empty where the server keeps none. */
  metadata(signal?: AbortSignal): Promise<ReadonlyMap<string, MetricMetadata>>;
}

export interface LokiSource extends Source {
  readonly type: 'loki';
}
