import { z } from 'zod';
import type { GrafanaClient } from '../client.ts';

const FOUND = z.array(z.object({ uid: z.string(), title: z.string(), folderTitle: z.string().default('') }));

/** A dashboard as a search finds it. */
export type FoundDashboard = z.output<typeof FOUND>[number];

/** Dashboards whose titles match; at most `limit`. */
export async function searchDashboards(
  client: GrafanaClient,
  text: string,
  limit: number,
): Promise<readonly FoundDashboard[]> {
  const search = new URLSearchParams({ type: 'dash-db', query: text, limit: String(limit) }).toString();
  return client.read({ operation: 'searchDashboards', path: `/api/search?${search}` }, FOUND);
}
