import type { QueryProblem } from '../queryText/problem.ts';

/** What the builder reads from and reports into. */
export interface BuildContext {
  /** The text as the user wrote it. */
  readonly text: string;
  readonly problems: QueryProblem[];
}
