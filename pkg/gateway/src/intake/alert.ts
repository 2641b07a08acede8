import { z } from 'zod';

const texts = z.record(z.string(), z.string());

/** One alert, whoever sent it. Times are epoch milliseconds. */
export const alertSchema = z.strictObject({
  /** Of the labels, the same whoever tells of the alert. */
  fingerprint: z.string(),
  status: z.enum(['firing', 'resolved']),
  startsAt: z.number(),
  /** When it resolved; undefined while it fires. */
  endsAt: z.number().optional(),
  labels: texts,
  annotations: texts,
  /** Of the rule. */
  url: z.string().optional(),
  /** Of the panel it belongs to. */
  panelUrl: z.string().optional(),
  /**
   * Why it resolved, where Grafana says it (`grafana_state_reason`): `MissingSeries`, `Paused`, `RuleDeleted`,
   * `Updated` and the like are no recovery.
   */
  reason: z.string().optional(),
  /** Ids of the silences that keep it from people: a hold. */
  silencedBy: z.array(z.string()).optional(),
  /** Those that did until now. */
  silencesEnded: z.array(z.string()).optional(),
});

export const alertsSchema = z.array(alertSchema);

export type Alert = z.output<typeof alertSchema>;
