import { acknowledgementSchema } from '@release-risk/contract/acknowledgement';
import { deploymentRecordSchema } from '@release-risk/contract/deploymentRecord';
import { rollbackProgressSchema } from '@release-risk/contract/rollbackProgress';
import { z } from 'zod';
import type { Annotation } from './annotations.ts';

/** A record says by its `apiVersion` what it is; one without is none of ours. */
const CHAPTER = z.discriminatedUnion('apiVersion', [
  deploymentRecordSchema.extend({ apiVersion: z.literal('releaserisk/deployment/v1') }),
  rollbackProgressSchema,
  acknowledgementSchema,
]);

/** One thing that was written down about a service. */
export type Chapter = z.output<typeof CHAPTER>;

/** The records in annotations, newest first. What is not a record of ours, or of a later version, is left out. */
export function chaptersIn(annotations: readonly Annotation[]): readonly Chapter[] {
  return annotations.flatMap(({ data }) => chapterOf(data)).sort((a, b) => momentOf(b) - momentOf(a));
}

/** Of a deployment that was written down twice, the first one. */
export function deploymentsOf(chapters: readonly Chapter[]) {
  const seen = new Set<string>();
  return chapters.flatMap((one) => {
    if (one.apiVersion !== 'releaserisk/deployment/v1' || seen.has(one.id)) return [];
    seen.add(one.id);
    return [one];
  });
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
