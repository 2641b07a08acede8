import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';

/** Clocks of pipelines may be ahead by this; what is dated further into the future is a mistake. */
const AHEAD_MS = 5 * 60_000;

/** The newest that may be running: of those that are newest first, without what failed or has yet to happen. */
export function newestDeployment(deployments: readonly DeploymentRecord[], now: number): DeploymentRecord | undefined {
  return deployments.find(({ outcome, startedAt }) => outcome !== 'failed' && Date.parse(startedAt) <= now + AHEAD_MS);
}
