import type { StoreTransaction } from '../store/store.ts';
import type { Change, Told } from './change.ts';
import type { FlowParts } from './parts.ts';
import type { RollbackRecord } from './rollbackRecord.ts';

/** Somebody else committed a change of the same rollback meanwhile: read it again and decide anew. */
export class Outrun extends Error {
  constructor(id: string) {
    super(`The rollback ${id} was changed meanwhile`);
    this.name = 'Outrun';
  }
}

/** Writes a change with its audit lines, its messages and its next job. Rejects with {@link Outrun}. */
export async function commitChange(
  parts: Pick<FlowParts, 'clock' | 'notices'>,
  tx: StoreTransaction,
  previous: RollbackRecord,
  change: Change,
): Promise<RollbackRecord> {
  if (!(await tx.replaceRollback(change.record, previous.revision))) throw new Outrun(previous.id);
  await tell(parts, tx, change);
  return change.record;
}

/** Writes what a change tells, for a record that is already there. */
export async function tell(
  { clock, notices }: Pick<FlowParts, 'clock' | 'notices'>,
  tx: StoreTransaction,
  change: Change,
): Promise<void> {
  const now = clock.now();
  const { record } = change;
  for (const line of change.told) await addAudit(tx, record.id, line, now);
  for (const { message, dueAt } of notices.ofChange(change, now)) await tx.addMessage(message, dueAt);
  if (change.dueAt !== undefined) await tx.schedule({ kind: 'rollback', id: record.id }, change.dueAt);
}

export async function addAudit(
  tx: StoreTransaction,
  rollbackId: string | undefined,
  { kind, by, text, data = {} }: Told,
  at: number,
): Promise<void> {
  await tx.addAudit({ rollbackId, at, kind, by, text, data });
}

const MOST_TRIES = 20;

/** Does something upon the present record, again where it was outrun. */
export async function withoutBeingOutrun<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Outrun) || tries >= MOST_TRIES) throw error;
    }
  }
}
