import type { Grouping } from '../grouping.ts';
import type { LabelShape, SignalIdea } from '../idea.ts';

/** Metrics that belong together, and the signals that can be made of them. */
export interface Family {
  /** What people call it: `HTTP histogram http_request_duration_seconds`. */
  readonly name: string;
  /** The metric whose labels name the services. */
  readonly metric: string;
  /** Smaller is nearer to what users feel; the first with data decides what the services of the model are. */
  readonly rank: number;
  readonly ideas: (grouping: Grouping, shape: LabelShape) => readonly SignalIdea[];
}

/** Finds its families among the metric names of a server. */
export type Detector = (names: ReadonlySet<string>) => readonly Family[];
