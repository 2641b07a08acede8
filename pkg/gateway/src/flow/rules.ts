import type { RiskModel } from '@release-risk/model/model';
import type { FlowParts } from './parts.ts';
import { leastMode, type ReleasePolicy } from './releasePolicy.ts';
import type { RollbackRecord } from './rollbackRecord.ts';

/** What a record is judged by, beside itself. */
export interface Rules {
  readonly model: RiskModel;
  readonly policy: ReleasePolicy;
  /** The label of the tenants that share the deployment. */
  readonly sharedBy: string | undefined;
}

/** The model and the policy of a record; undefined where its model is not known any more. */
export function rulesOfRecord(parts: FlowParts, record: RollbackRecord): Rules | undefined {
  const model = parts.modelOf(record.model);
  if (model === undefined) return undefined;
  const { policy, sharedBy } = parts.rulesOf(model, record.labels);
  return { model, policy: { ...policy, mode: leastMode(policy.mode, record.alert.action) }, sharedBy };
}
