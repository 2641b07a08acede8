import { z } from 'zod';
import { ANYTHING, type GrafanaClient } from '../client.ts';

const MATCHER = z.object({
  name: z.string(),
  value: z.string(),
  isRegex: z.boolean().default(false),
  isEqual: z.boolean().default(true),
});
const SILENCE = z.object({
  id: z.string(),
  matchers: z.array(MATCHER),
  startsAt: z.string(),
  endsAt: z.string(),
  createdBy: z.string().default(''),
  comment: z.string().default(''),
  status: z.object({ state: z.string() }).optional(),
});
/** What any Alertmanager lists, Grafana's and that of Prometheus. */
export const LISTED_SILENCES = z.array(SILENCE);
const MADE = z.object({ silenceID: z.string() });

/** A silence; times are ISO 8601. */
export type Silence = z.output<typeof SILENCE>;
export type NewSilence = Omit<Silence, 'id' | 'status'>;

const PATH = '/api/alertmanager/grafana/api/v2';

export async function listSilences(client: GrafanaClient): Promise<readonly Silence[]> {
  return client.read({ operation: 'readSilences', path: `${PATH}/silences` }, LISTED_SILENCES);
}

/** Silences alerts and gives the id of the silence. */
export async function createSilence(client: GrafanaClient, silence: NewSilence): Promise<string> {
  const request = { operation: 'writeSilence', path: `${PATH}/silences`, method: 'POST', body: silence } as const;
  const { silenceID } = await client.write({ ...request, repeatable: false }, MADE);
  return silenceID;
}

export async function endSilence(client: GrafanaClient, id: string): Promise<void> {
  const path = `${PATH}/silence/${encodeURIComponent(id)}`;
  const subject = JSON.stringify(id);
  await client.write({ operation: 'deleteSilence', subject, path, method: 'DELETE', repeatable: true }, ANYTHING);
}
