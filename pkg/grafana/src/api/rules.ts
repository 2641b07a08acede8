import { z } from 'zod';
import { ANYTHING, type GrafanaClient } from '../client.ts';
import { provenanceHeaders } from './provenance.ts';

const texts = z.record(z.string(), z.string());

const QUERY = z.looseObject({
  refId: z.string(),
  queryType: z.string().default(''),
  relativeTimeRange: z.object({ from: z.number(), to: z.number() }).default({ from: 0, to: 0 }),
  datasourceUid: z.string(),
  model: z.record(z.string(), z.json()).default({}),
});

const RULE = z.looseObject({
  uid: z.string(),
  title: z.string(),
  folderUID: z.string(),
  ruleGroup: z.string(),
  condition: z.string().default(''),
  data: z.array(QUERY).nullish(),
  noDataState: z.string().default(''),
  execErrState: z.string().default(''),
  for: z.string().default('0s'),
  keep_firing_for: z.string().default('0s'),
  missingSeriesEvalsToResolve: z.number().nullish(),
  isPaused: z.boolean().default(false),
  labels: texts.nullish(),
  annotations: texts.nullish(),
  notification_settings: z.record(z.string(), z.json()).nullish(),
  provenance: z.string().default(''),
});

const GROUP = z.object({
  title: z.string(),
  folderUid: z.string(),
  interval: z.number(),
  rules: z.array(RULE).nullish(),
});

/** A rule as Grafana gives it back; members this package does not know are kept. */
export type StoredRule = z.output<typeof RULE>;

export interface StoredGroup {
  readonly title: string;
  readonly folderUid: string;
  /** Seconds. */
  readonly interval: number;
  readonly rules: readonly StoredRule[];
}

/** What a group becomes: rules of ours in the emitter's shape, others as they were read. */
export interface WrittenGroup {
  readonly title: string;
  readonly folderUid: string;
  readonly interval: number;
  /** Never empty: Grafana takes an empty list for "leave them". */
  readonly rules: readonly [unknown, ...unknown[]];
}

const RULES = '/api/v1/provisioning/alert-rules';
const groupPath = (folderUid: string, title: string) =>
  `/api/v1/provisioning/folder/${encodeURIComponent(folderUid)}/rule-groups/${encodeURIComponent(title)}`;

export async function findGroup(
  client: GrafanaClient,
  folderUid: string,
  title: string,
): Promise<StoredGroup | undefined> {
  const group = await client.find(
    { operation: 'readRules', subject: `of ${JSON.stringify(title)}`, path: groupPath(folderUid, title) },
    GROUP,
  );
  return group && { ...group, rules: group.rules ?? [] };
}

/** One rule, with its provenance, which groups do not tell. */
export async function findRule(client: GrafanaClient, uid: string): Promise<StoredRule | undefined> {
  return client.find(
    { operation: 'readRules', subject: JSON.stringify(uid), path: `${RULES}/${encodeURIComponent(uid)}` },
    RULE,
  );
}

/** Creates or replaces a group in one transaction; its rules that are not named are deleted. */
export async function putGroup(client: GrafanaClient, group: WrittenGroup, lock: boolean): Promise<void> {
  const path = groupPath(group.folderUid, group.title);
  const subject = JSON.stringify(group.title);
  const request = { operation: 'writeRules', subject, path, method: 'PUT', body: group, repeatable: true } as const;
  await client.write({ ...request, headers: provenanceHeaders(lock) }, ANYTHING);
}

export async function deleteRule(client: GrafanaClient, uid: string): Promise<void> {
  const path = `${RULES}/${encodeURIComponent(uid)}`;
  const subject = JSON.stringify(uid);
  const request = { operation: 'deleteRules', subject, path, method: 'DELETE', repeatable: true } as const;
  await client.write({ ...request, headers: provenanceHeaders(false) }, ANYTHING);
}
