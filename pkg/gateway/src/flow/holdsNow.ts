import type { Hold } from '@release-risk/contract/hold';
import type { Identity } from '@release-risk/model/model';
import type { StoreTransaction } from '../store/store.ts';
import { holdsRelease } from './holdsRelease.ts';
import type { FlowParts, OutsideHolds } from './parts.ts';
import type { RollbackRecord } from './rollbackRecord.ts';
import type { Rules } from './rules.ts';

/** Who holds a release at this moment, in the gateway or by a silence elsewhere. `services`: what it is deployed for. */
export async function holdsNow(
  parts: FlowParts,
  record: RollbackRecord,
  { model, sharedBy }: Rules,
  services: readonly Identity[],
  signal: AbortSignal,
): Promise<OutsideHolds> {
  // Whoever silenced one of the tenants of a deployment holds it.
  const asked = services.length === 0 ? [record.labels] : services;
  const outside = await Promise.all(asked.map((labels) => parts.outsideHolds(model, labels, record.version, signal)));
  const own = await parts.store.transaction((tx) => ownHolds(tx, record, sharedBy, parts.clock.now()));
  const silences = new Map(outside.flatMap(({ holds }) => holds).map((hold) => [hold.id, hold]));
  return {
    holds: [...own, ...silences.values()],
    problem: outside.find(({ problem }) => problem !== undefined)?.problem,
  };
}

/** Holds of the gateway that concern a release at this moment. */
export async function ownHolds(
  tx: StoreTransaction,
  { labels }: RollbackRecord,
  sharedBy: string | undefined,
  now: number,
): Promise<readonly Hold[]> {
  return (await tx.holds(now)).filter((hold) => holdsRelease(hold, labels, sharedBy));
}
