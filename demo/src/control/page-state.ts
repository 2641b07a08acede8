import type { RollbacksState } from '../gateway/rollback-desk.ts';
import type { ReceivedAlert } from '../servers/alert-receiver.ts';
import type { Release } from '../workload/releases.ts';
import type { Action } from './actions.ts';
import type { CommandHint, Part } from './parts.ts';
import type { ScorePoint, ScoreState } from './score-watch.ts';

/** Everything that the page shows, as `GET /api/state` answers it. */
export interface PageState {
  readonly nowMs: number;
  readonly service: string;
  readonly score: ScoreState;
  readonly points: readonly ScorePoint[];
  readonly running: Release;
  /** Releases of the last ten minutes, for the marks in the line. */
  readonly releases: readonly Release[];
  readonly actions: readonly Action[];
  readonly parts: readonly Part[];
  /** What was sent to the team, the newest first; absent where nothing sends alerts. */
  readonly alerts?: readonly ReceivedAlert[];
  /** Absent without a gateway. */
  readonly rollbacks?: RollbacksState;
  readonly commands: readonly CommandHint[];
  /** What must be known to judge what is seen, such as thinned logs. */
  readonly notes: readonly string[];
}
