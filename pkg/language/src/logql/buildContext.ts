import type { QueryProblem } from '../queryText/problem.ts';
import type { HiddenToken } from '../queryText/tokens.ts';

/** What the builder reads from and reports into. */
export interface BuildContext {
  readonly text: string;
  /** Offsets the grammar does not know of, as pairs of word and duration. */
  readonly hidden: readonly HiddenToken[];
  readonly problems: QueryProblem[];
}
