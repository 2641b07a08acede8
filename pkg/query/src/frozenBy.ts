import type { FrozenAt } from '@release-risk/compiler/frozen';
import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';

/** What a deployment froze, and when. */
export function frozenBy(record: DeploymentRecord): FrozenAt {
  return { service: record.labels, at: Date.parse(record.startedAt) / 1000, baselines: record.baselines ?? {} };
}
