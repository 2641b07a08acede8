import { z } from 'zod';
import { ANYTHING, type GrafanaClient } from '../client.ts';

const DASHBOARD = z.looseObject({ uid: z.string(), title: z.string(), version: z.number().default(0) });
const FOUND = z.object({
  dashboard: DASHBOARD,
  meta: z.object({
    folderUid: z.string().default(''),
    provisioned: z.boolean().default(false),
    url: z.string().default(''),
  }),
});
const SAVED = z.object({ uid: z.string(), version: z.number(), url: z.string().default('') });
const VERSION = z.object({
  version: z.number(),
  created: z.string(),
  createdBy: z.string().default(''),
  message: z.string().default(''),
  data: z.looseObject({}).nullish(),
});
const VERSIONS = z.union([z.object({ versions: z.array(VERSION) }), z.array(VERSION)]);

/** A dashboard as Grafana gives it back. */
export type StoredDashboard = z.output<typeof FOUND>;

/** One saved version; `created` is ISO 8601. */
export type DashboardVersion = z.output<typeof VERSION>;

export interface DashboardToSave {
  readonly dashboard: Readonly<Record<string, unknown>> & { readonly uid: string; readonly title: string };
  readonly folderUid: string;
  /** What people read in the list of versions. */
  readonly message: string;
  /** The version this builds upon; 0 for a new one. Another one there means another writer. */
  readonly version: number;
}

export async function findDashboard(client: GrafanaClient, uid: string): Promise<StoredDashboard | undefined> {
  return client.find(
    {
      operation: 'readDashboard',
      subject: JSON.stringify(uid),
      path: `/api/dashboards/uid/${encodeURIComponent(uid)}`,
    },
    FOUND,
  );
}

/** Saves a dashboard and gives its new version. Rejects with `changed` where another version is there. */
export async function saveDashboard(
  client: GrafanaClient,
  { dashboard, folderUid, message, version }: DashboardToSave,
): Promise<number> {
  const body = { dashboard: { ...dashboard, version }, folderUid, message, overwrite: false };
  const subject = JSON.stringify(dashboard.title);
  const request = { operation: 'writeDashboard', subject, path: '/api/dashboards/db', method: 'POST', body } as const;
  const saved = await client.write({ ...request, repeatable: false }, SAVED);
  return saved.version;
}

export async function deleteDashboard(client: GrafanaClient, uid: string): Promise<void> {
  const path = `/api/dashboards/uid/${encodeURIComponent(uid)}`;
  const request = { operation: 'deleteDashboard', subject: JSON.stringify(uid), path, method: 'DELETE' } as const;
  await client.write({ ...request, repeatable: false }, ANYTHING);
}

/** The newest versions first, at most `limit`, each with its content where Grafana gives it in the list. */
export async function listVersions(
  client: GrafanaClient,
  uid: string,
  limit: number,
): Promise<readonly DashboardVersion[]> {
  const path = `/api/dashboards/uid/${encodeURIComponent(uid)}/versions?limit=${String(limit)}`;
  const found = await client.read({ operation: 'readDashboard', subject: JSON.stringify(uid), path }, VERSIONS);
  return 'versions' in found ? found.versions : found;
}

/** One version with its content. */
export async function findVersion(
  client: GrafanaClient,
  uid: string,
  version: number,
): Promise<DashboardVersion | undefined> {
  const path = `/api/dashboards/uid/${encodeURIComponent(uid)}/versions/${String(version)}`;
  return client.find({ operation: 'readDashboard', subject: JSON.stringify(uid), path }, VERSION);
}
