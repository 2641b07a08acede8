import type { StoreTransaction } from '../store/store.ts';
import { rollbackIdOf } from './identityKey.ts';
import type { RollbackRecord } from './rollbackRecord.ts';

/** All rollbacks of a version, newest first, however many others came since. */
export async function rollbacksOfVersion(
  tx: StoreTransaction,
  identityKey: string,
  version: string,
): Promise<readonly RollbackRecord[]> {
  const found: RollbackRecord[] = [];
  for (let sequence = 1; ; sequence += 1) {
    const record = await tx.rollback(rollbackIdOf(identityKey, version, sequence));
    if (record === undefined) return found;
    found.unshift(record);
  }
}
