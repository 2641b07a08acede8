import type { PanelData, TimeRange } from '@grafana/data';
import type { PanelSource } from './options/options.ts';

/** What a panel is given at one moment. */
export interface PanelInput {
  readonly source: PanelSource;
  readonly data: PanelData;
  readonly timeRange: TimeRange;
  /** Writes the values of the dashboard's variables into a text. */
  readonly replace: (text: string) => string;
  /** The same for PromQL and LogQL, where several values become an expression. */
  readonly replaceInQuery: (text: string) => string;
  /** What the variables make of the options: they change it without changing the options. */
  readonly meant: string;
  /** Counts up when somebody asks again by hand. */
  readonly attempt: number;
}

/** The moment a panel shows: the end of its time range; epoch seconds. */
export function momentOf({ timeRange }: Pick<PanelInput, 'timeRange'>): number {
  return Math.floor(timeRange.to.valueOf() / 1000);
}
