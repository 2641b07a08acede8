import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';

/** A deployment record as its file holds it. */
export function recordText(record: DeploymentRecord): string {
  return `${JSON.stringify(record, undefined, 2)}\n`;
}
