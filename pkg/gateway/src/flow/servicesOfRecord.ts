import type { Identity } from '@release-risk/model/model';
import { carries } from './identityKey.ts';
import type { FlowParts } from './parts.ts';
import type { RollbackRecord } from './rollbackRecord.ts';
import type { Rules } from './rules.ts';

/** The services that one deployment serves: one, or that of every tenant; empty where those cannot be asked for. */
export async function servicesOfRecord(
  parts: FlowParts,
  { labels }: RollbackRecord,
  { model, sharedBy }: Rules,
  signal: AbortSignal,
): Promise<readonly Identity[]> {
  if (sharedBy === undefined) return [labels];
  const all = await parts.servicesOf(model, signal);
  return all.filter((one) => carries(one, labels));
}
