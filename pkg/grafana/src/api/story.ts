import { type Acknowledgement, acknowledgementSchema } from '@release-risk/contract/acknowledgement';
import { type DeploymentRecord, deploymentRecordSchema } from '@release-risk/contract/deploymentRecord';
import { type RollbackProgress, rollbackProgressSchema } from '@release-risk/contract/rollbackProgress';
import { z } from 'zod';
import type { GrafanaClient } from '../client.ts';
import { findAnnotations, serviceTags } from './annotations.ts';

/** What was written down about one service. */
export interface ServiceStory {
  /** Newest first, each deployment once. */
  readonly deployments: readonly DeploymentRecord[];
  /** The newest rollback, however far it is. */
  readonly rollback: RollbackProgress | undefined;
  readonly acknowledgement: Acknowledgement | undefined;
}

/** A record says by its `apiVersion` what it is; one without is none of ours. */
const CHAPTER = z.discriminatedUnion('apiVersion', [
  deploymentRecordSchema.extend({ apiVersion: z.literal('releaserisk/deployment/v1') }),
  rollbackProgressSchema,
  acknowledgementSchema,
]);
type Chapter = z.output<typeof CHAPTER>;

/**
 * Reads what was written down about a service in one request, from its newest `limit` annotations. What is not a record
 * of ours, or of a later version, is left out. Tags lose colons and blanks, so the labels in the records decide.
 */
export async function readStory(
  client: GrafanaClient,
  identity: Readonly<Record<string, string>>,
  limit: number,
): Promise<ServiceStory> {
  const annotations = await findAnnotations(client, serviceTags(identity, Object.keys(identity)), limit);
  const chapters = annotations
    .flatMap(({ data }) => chapterOf(data))
    .filter(({ labels }) => isSame(labels, identity))
    .sort((a, b) => momentOf(b) - momentOf(a));
  const deployments = chapters.filter((one) => one.apiVersion === 'releaserisk/deployment/v1');
  return {
    deployments: deployments.filter(({ id }, at) => deployments.findIndex((other) => other.id === id) === at),
    rollback: chapters.find((one) => one.apiVersion === 'releaserisk/rollback/v1'),
    acknowledgement: chapters.find((one) => one.apiVersion === 'releaserisk/acknowledgement/v1'),
  };
}

function chapterOf(data: unknown): readonly Chapter[] {
  const read = CHAPTER.safeParse(data);
  return read.success ? [read.data] : [];
}

function momentOf(chapter: Chapter): number {
  switch (chapter.apiVersion) {
    case 'releaserisk/deployment/v1':
      return Date.parse(chapter.startedAt);
    case 'releaserisk/rollback/v1':
      return Date.parse(chapter.askedAt);
    case 'releaserisk/acknowledgement/v1':
      return Date.parse(chapter.at);
  }
}

function isSame(one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): boolean {
  const labels = Object.keys(one);
  return labels.length === Object.keys(other).length && labels.every((label) => one[label] === other[label]);
}
