import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import { isUnderWay, ROLLBACK_STATES } from '@release-risk/contract/rollback';
import type { StoreTransaction } from '../store/store.ts';
import type { Facts, PlanOutcome } from './guards.ts';
import { currentStep } from './intent.ts';
import type { RollbackRecord } from './rollbackRecord.ts';
import { rollbacksOfVersion } from './rollbacksOfVersion.ts';

/** How many rollbacks of a service are looked back upon. */
const LOOKED_BACK = 50;

/** What other rollbacks of the same service mean for this one. */
export async function pastOf(
  tx: StoreTransaction,
  record: RollbackRecord,
  deployments: readonly DeploymentRecord[],
): Promise<Pick<Facts, 'lastRollbackAt' | 'neverBack' | 'isBeingVerified' | 'underWay' | 'inDoubt'>> {
  const all = await tx.rollbacks({ identityKey: record.identityKey, limit: LOOKED_BACK });
  const others = all.filter((one) => one.id !== record.id && hasCalled(one));
  const ends = others.map(({ endedAt, updatedAt }) => endedAt ?? updatedAt);
  return {
    lastRollbackAt: ends.length === 0 ? undefined : Math.max(...ends),
    isBeingVerified: others.some((one) => isUnderWay(one.state) && one.target === record.version),
    underWay: (await otherUnderWay(tx, record))?.version,
    inDoubt: others.find((one) => one.state === 'unknown' && !cameAfter(record, one))?.version,
    neverBack: [
      ...new Set(
        [record, ...others.filter((one) => isBad(one, deployments))]
          .map(({ version }) => version)
          .filter((version) => version !== ''),
      ),
    ],
  };
}

/** It was deployed after the other rollback had ended: by then whatever that had called was over, too. */
function cameAfter({ deployment: { startedAt } }: RollbackRecord, { endedAt }: RollbackRecord): boolean {
  return startedAt !== null && endedAt !== undefined && Date.parse(startedAt) > endedAt;
}

const hasCalled = ({ calledFor }: RollbackRecord) => calledFor.length > 0;

/** Of the rollbacks of a service, another one that calls pipelines. One that waits for the score calls nothing more. */
async function otherUnderWay(
  tx: StoreTransaction,
  { id, identityKey }: RollbackRecord,
): Promise<RollbackRecord | undefined> {
  // It may have waited under a hold for longer than all that is looked back upon.
  const calling = await tx.rollbacks({ identityKey, states: CALLING, limit: LOOKED_BACK });
  return calling.find((one) => one.id !== id && currentStep(one)?.kind !== 'recovery');
}

const CALLING = ROLLBACK_STATES.filter((state) => isUnderWay(state) && state !== 'approved');

/**
 * Whether another rollback of the service is being carried out. To be asked in the transaction of the intent, and before
 * anything else there: of two at once the second waits for the first, and sees it then.
 */
export async function isOvertaken(tx: StoreTransaction, record: RollbackRecord): Promise<boolean> {
  // Transactions that write the same row come one after the other, whatever a store lets run side by side.
  await tx.putFact(`intent of ${record.identityKey}`, record.id);
  return (await otherUnderWay(tx, record)) !== undefined;
}

/** Versions that never come back. A pipeline may name one that was rolled back before all that is looked back upon. */
export async function withTarget(
  tx: StoreTransaction,
  { identityKey }: RollbackRecord,
  plan: PlanOutcome,
  neverBack: readonly string[],
  deployments: readonly DeploymentRecord[],
): Promise<readonly string[]> {
  const version = plan.kind === 'planned' ? plan.version : undefined;
  if (version === undefined || neverBack.includes(version)) return neverBack;
  const known = await rollbacksOfVersion(tx, identityKey, version);
  return known.some((one) => isBad(one, deployments)) ? [...neverBack, version] : neverBack;
}

/** It was rolled back, and nobody mended it since. */
function isBad(one: RollbackRecord, deployments: readonly DeploymentRecord[]): boolean {
  return hasCalled(one) && !wasMended(one, deployments);
}

/** Somebody deployed the version anew after it had been rolled back, and it came to run. */
function wasMended({ version, endedAt }: RollbackRecord, deployments: readonly DeploymentRecord[]): boolean {
  return deployments.some(
    (one) =>
      one.version === version &&
      one.kind === 'deploy' &&
      one.outcome === 'succeeded' &&
      Date.parse(one.startedAt) > (endedAt ?? Infinity),
  );
}
