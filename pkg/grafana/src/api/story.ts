import type { Acknowledgement } from '@release-risk/contract/acknowledgement';
import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import type { RollbackProgress } from '@release-risk/contract/rollbackProgress';
import type { GrafanaClient } from '../client.ts';
import { findAnnotations, serviceTags } from './annotations.ts';
import { chaptersIn, deploymentsOf } from './chapters.ts';

/** What was written down about one service. */
export interface ServiceStory {
  /** Newest first, each deployment once. */
  readonly deployments: readonly DeploymentRecord[];
  /** The newest rollback, however far it is. */
  readonly rollback: RollbackProgress | undefined;
  readonly acknowledgement: Acknowledgement | undefined;
}

/**
 * Reads what was written down about a service in one request, from its newest `limit` annotations. Tags lose colons and
 * blanks, so the labels in the records decide.
 */
export async function readStory(
  client: GrafanaClient,
  identity: Readonly<Record<string, string>>,
  limit: number,
): Promise<ServiceStory> {
  const annotations = await findAnnotations(client, serviceTags(identity, Object.keys(identity)), limit);
  const chapters = chaptersIn(annotations).filter(({ labels }) => isSame(labels, identity));
  return {
    deployments: deploymentsOf(chapters),
    rollback: chapters.find((one) => one.apiVersion === 'releaserisk/rollback/v1'),
    acknowledgement: chapters.find((one) => one.apiVersion === 'releaserisk/acknowledgement/v1'),
  };
}

function isSame(one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): boolean {
  const labels = Object.keys(one);
  return labels.length === Object.keys(other).length && labels.every((label) => one[label] === other[label]);
}
