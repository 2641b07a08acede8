import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import type { RollbackProgress } from '@release-risk/contract/rollbackProgress';

/** Where the story of the releases is written down. Writing the same thing again changes nothing. */
export interface StoryWriter {
  deployment(record: DeploymentRecord): Promise<void>;
  rollback(progress: RollbackProgress): Promise<void>;
}
