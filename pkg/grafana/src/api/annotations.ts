import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import { z } from 'zod';
import { ANYTHING, type GrafanaClient } from '../client.ts';

const ANNOTATION = z.object({
  id: z.number(),
  time: z.number(),
  timeEnd: z.number().default(0),
  text: z.string().default(''),
  tags: z.array(z.string()).nullish(),
  data: z.unknown().optional(),
});

/** An annotation; times are epoch milliseconds. */
export type Annotation = z.output<typeof ANNOTATION>;

export const ANNOTATION_TAG = 'release-risk';

/** Longer lists of tags are refused by Grafana; no name needs more. */
const LONGEST_TAG = 100;

/** Annotations with all these tags, the newest first. */
export async function findAnnotations(
  client: GrafanaClient,
  tags: readonly string[],
  limit = 100,
): Promise<readonly Annotation[]> {
  const query = new URLSearchParams(tags.map((tag) => ['tags', tag]));
  query.set('limit', String(limit));
  query.set('type', 'annotation');
  const path = `/api/annotations?${query.toString()}`;
  return client.read({ operation: 'readAnnotations', path }, z.array(ANNOTATION));
}

/**
 * Writes a deployment as an annotation of the organisation: tags `release-risk`, `service:x`, `version:y`, and the
 * whole record in `data`. One of the same deployment is brought up to date instead, so that a repeated job leaves one.
 * A finished deployment is a region from its beginning to its end.
 */
export async function annotateDeployment(
  client: GrafanaClient,
  record: DeploymentRecord,
  labels: readonly string[],
): Promise<'created' | 'updated' | 'unchanged'> {
  const tags = deploymentTags(record, labels);
  const time = Date.parse(record.startedAt);
  const end = record.finishedAt === undefined ? undefined : Date.parse(record.finishedAt);
  const body = {
    time,
    ...(end === undefined ? {} : { timeEnd: end }),
    text: textOf(record),
    tags,
    data: { ...record },
  };
  const before = (await findAnnotations(client, tags)).find(({ data }) => idOf(data) === record.id);
  const subject = `of ${JSON.stringify(record.id)}`;
  const request = { operation: 'writeAnnotation', subject, body } as const;
  if (before === undefined) {
    await client.write({ ...request, path: '/api/annotations', method: 'POST', repeatable: false }, ANYTHING);
    return 'created';
  }
  if (before.text === body.text && JSON.stringify(sorted(before.data)) === JSON.stringify(sorted(body.data))) {
    return 'unchanged';
  }
  const path = `/api/annotations/${String(before.id)}`;
  await client.write({ ...request, path, method: 'PATCH', repeatable: true }, ANYTHING);
  return 'updated';
}

/** A tag keeps what stands before its second colon only, so values lose theirs. */
function deploymentTags({ labels: identity, version }: DeploymentRecord, labels: readonly string[]): string[] {
  const plain = (text: string) => text.replace(/[:,\s]+/g, '_').slice(0, LONGEST_TAG);
  return [
    ANNOTATION_TAG,
    ...labels.map((label) => `${plain(label)}:${plain(identity[label] ?? '')}`),
    `version:${plain(version)}`,
  ];
}

function textOf({ kind, labels, version, previousVersion, outcome }: DeploymentRecord): string {
  const name = Object.values(labels).join(' / ');
  const from = previousVersion === undefined ? '' : ` (before: ${previousVersion})`;
  const verb = kind === 'rollback' ? 'Rollback of' : 'Deployment of';
  return `${verb} ${name} to ${version}${from}${outcome === undefined ? '' : `: ${outcome}`}`;
}

function idOf(data: unknown): unknown {
  return typeof data === 'object' && data !== null ? Reflect.get(data, 'id') : undefined;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, sorted(member)]),
  );
}
