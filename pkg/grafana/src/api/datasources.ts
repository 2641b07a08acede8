import { z } from 'zod';
import type { GrafanaClient } from '../client.ts';

const DATASOURCE = z.object({ uid: z.string(), name: z.string(), type: z.string() });
const HEALTH = z.object({ status: z.string().optional(), message: z.string().optional() });

export type Datasource = z.output<typeof DATASOURCE>;

/** Every datasource the account may see. */
export async function listDatasources(client: GrafanaClient): Promise<readonly Datasource[]> {
  return client.read({ operation: 'readDatasources', path: '/api/datasources' }, z.array(DATASOURCE));
}

export async function findDatasource(client: GrafanaClient, uid: string): Promise<Datasource | undefined> {
  return client.find(
    {
      operation: 'readDatasources',
      subject: JSON.stringify(uid),
      path: `/api/datasources/uid/${encodeURIComponent(uid)}`,
    },
    DATASOURCE,
  );
}

/** Grafana's own check of a datasource: undefined where it answers, otherwise why not. */
export async function datasourceProblem(client: GrafanaClient, uid: string): Promise<string | undefined> {
  const request = {
    operation: 'checkDatasource',
    subject: JSON.stringify(uid),
    path: `/api/datasources/uid/${encodeURIComponent(uid)}/health`,
    alsoReads: [400, 500, 502],
  } as const;
  const { status, message } = await client.read(request, HEALTH);
  return status === 'OK' ? undefined : (message ?? 'it does not answer');
}
