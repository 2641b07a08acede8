import { z } from 'zod';
import type { GrafanaClient } from '../client.ts';

const texts = z.record(z.string(), z.string());
const ids = z.array(z.string()).nullish();

/** What any Alertmanager lists, Grafana's and that of Prometheus. */
export const LISTED_ALERTS = z.array(
  z.object({
    labels: texts,
    annotations: texts.default({}),
    startsAt: z.string(),
    endsAt: z.string(),
    generatorURL: z.string().default(''),
    status: z.object({ state: z.string(), silencedBy: ids, inhibitedBy: ids }),
  }),
);

/**
 * An alert that has not resolved. Times are ISO 8601; `endsAt` is when it is forgotten unless it is sent again.
 * `status.state`: `active`, `suppressed` (by a silence, which `silencedBy` names, or by another alert) or `unprocessed`.
 */
export type ListedAlert = z.output<typeof LISTED_ALERTS>[number];

/** What Grafana's Alertmanager holds now: alerts that fire, those that are silenced among them. */
export async function listAlerts(client: GrafanaClient): Promise<readonly ListedAlert[]> {
  return client.read({ operation: 'readAlerts', path: '/api/alertmanager/grafana/api/v2/alerts' }, LISTED_ALERTS);
}
