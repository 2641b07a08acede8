import type { Actor } from '@release-risk/contract/rollback';
import type { NoticeKind } from '../notify/notifier.ts';
import type { RollbackRecord } from './rollbackRecord.ts';

/** One line of the audit log that belongs to a change. */
export interface Told {
  readonly kind: string;
  readonly by: Actor;
  readonly text: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** What one transition does: committed as a whole, or not at all. */
export interface Change {
  readonly record: RollbackRecord;
  readonly told: readonly [Told, ...Told[]];
  /** What people hear of it; undefined for what would only be noise. */
  readonly notice: NoticeKind | undefined;
  /** When it is worked on next (epoch milliseconds); undefined where it waits for somebody, or has ended. */
  readonly dueAt: number | undefined;
}
