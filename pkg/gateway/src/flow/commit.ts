import { hasEnded } from '@release-risk/contract/rollback';
import type { StoreTransaction } from '../store/store.ts';
import { auditData, auditText } from './auditLimits.ts';
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

/** Whatever came in, a line is of a bounded size; what was cut says so. */
export async function addAudit(
  tx: Pick<StoreTransaction, 'addAudit'>,
  rollbackId: string | undefined,
  { kind, by, text, data = {} }: Told,
  at: number,
): Promise<void> {
  await tx.addAudit({ rollbackId, at, kind, by, text: auditText(text), data: auditData(data) });
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

/** Commits a change together with what else belongs to it, and counts what it ended. */
export async function commit(
  parts: FlowParts,
  record: RollbackRecord,
  change: Change,
  also?: (tx: StoreTransaction) => Promise<unknown>,
): Promise<RollbackRecord> {
  const written = await parts.store.transaction(async (tx) => {
    await also?.(tx);
    return commitChange(parts, tx, record, change);
  });
  parts.log.info(
    { rollback: record.id, service: record.service, state: written.state, reasons: written.reasons },
    change.told[0].text,
  );
  if (hasEnded(written.state)) parts.metrics.ended(written.state);
  return written;
}

/** Its job runs again then. Rejects with {@link Outrun} as {@link scheduleLook} does. */
export async function lookAgain(parts: FlowParts, record: RollbackRecord, at: number): Promise<void> {
  await parts.store.transaction((tx) => scheduleLook(tx, record, at));
}

/**
 * Rejects with {@link Outrun} where the record was changed since it was read: a later look must not take the place of
 * the job of that change. It is read after the job was put there, so that of two at once the change is the last.
 */
export async function scheduleLook(tx: StoreTransaction, { id, revision }: RollbackRecord, at: number): Promise<void> {
  await tx.schedule({ kind: 'rollback', id }, at);
  if ((await tx.rollback(id))?.revision !== revision) throw new Outrun(id);
}
