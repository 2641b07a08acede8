import { z } from 'zod';
import type { GrafanaClient } from '../client.ts';

const HEALTH = z.object({ version: z.string().optional(), database: z.string().optional() });
const PLUGIN = z.object({
  enabled: z.boolean().optional(),
  info: z.object({ version: z.string().optional() }).optional(),
});
const ACCOUNT = z.object({ login: z.string().optional(), orgId: z.number().optional() });

/** Grafana's version, such as `12.2.0`; undefined where it hides it. */
export async function readVersion(client: GrafanaClient): Promise<string | undefined> {
  const health = await client.read({ operation: 'readHealth', path: '/api/health' }, HEALTH);
  return health.version;
}

/** Whether an app plugin is installed and enabled in this organisation; undefined where it is not installed. */
export async function readPlugin(
  client: GrafanaClient,
  id: string,
): Promise<{ readonly enabled: boolean; readonly version: string | undefined } | undefined> {
  const found = await client.find(
    { operation: 'readPlugin', path: `/api/plugins/${encodeURIComponent(id)}/settings` },
    PLUGIN,
  );
  return found && { enabled: found.enabled === true, version: found.info?.version };
}

/** As whom requests are sent, as far as Grafana says. Rejects with `unauthorized` for credentials it does not know. */
export async function readAccount(client: GrafanaClient): Promise<{ readonly login: string | undefined }> {
  const { login } = await client.read({ operation: 'readPermissions', path: '/api/user' }, ACCOUNT);
  return { login };
}
