import type { RollbackDetail, TimelineEntry } from './rollback.ts';

export interface TimelineParts {
  readonly before: readonly TimelineEntry[];
  /** Lines between the two that are not shown. */
  readonly leftOut: number;
  readonly after: readonly TimelineEntry[];
}

/** A timeline, oldest first, with its gap where it has one: everything is in `after` where it is whole. */
export function timelineParts({ timeline, leftOut }: Pick<RollbackDetail, 'timeline' | 'leftOut'>): TimelineParts {
  const { after, lines } = leftOut ?? { after: 0, lines: 0 };
  return { before: timeline.slice(0, after), leftOut: lines, after: timeline.slice(after) };
}

/** What stands in the place of the gap. */
export function leftOutText(lines: number): string {
  return lines === 1 ? '1 line is not shown' : `${String(lines)} lines are not shown`;
}
