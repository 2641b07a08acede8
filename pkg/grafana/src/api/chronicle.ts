import { RELEASE_TAG } from '@release-risk/compiler/emit/dashboards/annotationQueries';
import type { Acknowledgement } from '@release-risk/contract/acknowledgement';
import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import type { RollbackProgress } from '@release-risk/contract/rollbackProgress';
import type { GrafanaClient } from '../client.ts';
import { findAnnotations } from './annotations.ts';
import { chaptersIn, deploymentsOf } from './chapters.ts';

/** What was written down about all services, each newest first. */
export interface Chronicle {
  /** Each deployment once. */
  readonly deployments: readonly DeploymentRecord[];
  readonly rollbacks: readonly RollbackProgress[];
  readonly acknowledgements: readonly Acknowledgement[];
  /** Whether there may be older ones that were not asked for. */
  readonly isCut: boolean;
}

/** Reads what was written down about every service in one request, from the newest `limit` annotations. */
export async function readChronicle(client: GrafanaClient, limit: number): Promise<Chronicle> {
  const annotations = await findAnnotations(client, [RELEASE_TAG], limit);
  const chapters = chaptersIn(annotations);
  return {
    deployments: deploymentsOf(chapters),
    rollbacks: chapters.filter((one) => one.apiVersion === 'releaserisk/rollback/v1'),
    acknowledgements: chapters.filter((one) => one.apiVersion === 'releaserisk/acknowledgement/v1'),
    isCut: annotations.length >= limit,
  };
}
