import { RELEASE_TAG, ROLLBACK_TAG } from '@release-risk/compiler/emit/dashboards/annotationQueries';
import type { Acknowledgement } from '@release-risk/contract/acknowledgement';
import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import type { RollbackProgress } from '@release-risk/contract/rollbackProgress';
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

const ACKNOWLEDGEMENT_TAG = 'acknowledgement';

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

/** What became of an annotation that was to be there. */
export type Written = 'created' | 'updated' | 'unchanged';

/**
 * Writes a deployment as an annotation of the organisation: tags `release-risk`, `service:x`, `version:y`, and the
 * whole record in `data`. One of the same deployment is brought up to date instead, so that a repeated job leaves one.
 * A finished deployment is a region from its beginning to its end.
 */
export async function annotateDeployment(
  client: GrafanaClient,
  record: DeploymentRecord,
  labels: readonly string[],
): Promise<Written> {
  return writeOnce(client, {
    subject: record.id,
    tags: [
      ...serviceTags(record.labels, labels),
      `version:${plain(record.version)}`,
      ...(record.kind === 'rollback' ? [ROLLBACK_TAG] : []),
    ],
    from: record.startedAt,
    to: record.finishedAt,
    text: deploymentText(record),
    data: record,
    isSame: (data) => memberOf(data, 'id') === record.id,
  });
}

/**
 * Writes how far a rollback is: tags `release-risk`, `service:x`, `rollback:<id>`, and the whole of it in `data`. One
 * annotation from asking to the end, then a region from the one to the other. What is older than what stands there
 * changes nothing, so that a message that comes late does not undo the end.
 */
export async function annotateRollback(client: GrafanaClient, progress: RollbackProgress): Promise<Written> {
  const ended = progress.state === 'done' || progress.state === 'failed';
  return writeOnce(client, {
    subject: progress.id,
    tags: [
      ...serviceTags(progress.labels, Object.keys(progress.labels)),
      ROLLBACK_TAG,
      `rollback:${plain(progress.id)}`,
    ],
    from: progress.askedAt,
    to: ended ? progress.updatedAt : undefined,
    text: rollbackText(progress),
    data: progress,
    isSame: (data) => memberOf(data, 'id') === progress.id,
    isLater: (data) => Date.parse(String(memberOf(data, 'updatedAt'))) > Date.parse(progress.updatedAt),
  });
}

/**
 * Writes that somebody takes care of a release: tags `release-risk`, `service:x`, `acknowledgement`, and the whole of
 * it in `data`. The same person about the same version at the same moment is one annotation.
 */
export async function annotateAcknowledgement(client: GrafanaClient, said: Acknowledgement): Promise<Written> {
  return writeOnce(client, {
    subject: said.by,
    tags: [...serviceTags(said.labels, Object.keys(said.labels)), ACKNOWLEDGEMENT_TAG],
    from: said.at,
    to: undefined,
    text: acknowledgementText(said),
    data: said,
    isSame: (data) =>
      memberOf(data, 'by') === said.by &&
      memberOf(data, 'at') === said.at &&
      memberOf(data, 'version') === said.version,
  });
}

/** The tags by which everything written about a service is found. */
export function serviceTags(identity: Readonly<Record<string, string>>, labels: readonly string[]): readonly string[] {
  return [RELEASE_TAG, ...labels.map((label) => `${plain(label)}:${plain(identity[label] ?? '')}`)];
}

interface Wanted {
  /** Which one, for errors. */
  readonly subject: string;
  readonly tags: readonly string[];
  /** ISO 8601; without an end it is a point. */
  readonly from: string;
  readonly to: string | undefined;
  readonly text: string;
  readonly data: object;
  /** Whether the data of an annotation with these tags is about the same thing. */
  readonly isSame: (data: unknown) => boolean;
  /** Whether what stands there is newer than what is to be written. */
  readonly isLater?: (data: unknown) => boolean;
}

async function writeOnce(client: GrafanaClient, wanted: Wanted): Promise<Written> {
  const { tags, from, to, text, data } = wanted;
  const body = {
    time: Date.parse(from),
    ...(to === undefined ? {} : { timeEnd: Date.parse(to) }),
    text,
    tags,
    data: { ...data },
  };
  const before = (await findAnnotations(client, tags)).find((one) => wanted.isSame(one.data));
  const subject = `of ${JSON.stringify(wanted.subject)}`;
  const request = { operation: 'writeAnnotation', subject, body } as const;
  if (before === undefined) {
    await client.write({ ...request, path: '/api/annotations', method: 'POST', repeatable: false }, ANYTHING);
    return 'created';
  }
  if (wanted.isLater?.(before.data) === true) return 'unchanged';
  if (before.text === body.text && JSON.stringify(sorted(before.data)) === JSON.stringify(sorted(body.data))) {
    return 'unchanged';
  }
  const path = `/api/annotations/${String(before.id)}`;
  await client.write({ ...request, path, method: 'PATCH', repeatable: true }, ANYTHING);
  return 'updated';
}

/** A tag keeps what stands before its second colon only, so values lose theirs. */
function plain(text: string): string {
  return text.replace(/[:,\s]+/g, '_').slice(0, LONGEST_TAG);
}

function deploymentText({ kind, labels, version, previousVersion, outcome }: DeploymentRecord): string {
  const from = previousVersion === undefined ? '' : ` (before: ${previousVersion})`;
  const verb = kind === 'rollback' ? 'Rollback of' : 'Deployment of';
  return `${verb} ${nameOf(labels)} to ${version}${from}${outcome === undefined ? '' : `: ${outcome}`}`;
}

function rollbackText({ labels, from, to, state, by, reason }: RollbackProgress): string {
  const versions = `${from === undefined ? '' : ` from ${from}`}${to === undefined ? '' : ` to ${to}`}`;
  const who = by === undefined ? '' : ` by ${by}`;
  return `Rollback of ${nameOf(labels)}${versions}: ${state}${who}${reason === undefined ? '' : `. ${reason}`}`;
}

function acknowledgementText({ labels, version, by, note }: Acknowledgement): string {
  const what = `${nameOf(labels)}${version === undefined ? '' : ` ${version}`}`;
  return `${by} takes care of ${what}${note === undefined ? '' : `: ${note}`}`;
}

function nameOf(labels: Readonly<Record<string, string>>): string {
  return Object.values(labels).join(' / ');
}

function memberOf(data: unknown, key: string): unknown {
  return typeof data === 'object' && data !== null ? Reflect.get(data, key) : undefined;
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
