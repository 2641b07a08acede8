import { z } from 'zod';
import { actorSchema } from './rollback.ts';

const moment = z.iso.datetime({ offset: true });

/** Somebody keeps rollbacks of a service from being triggered, visibly and until a moment. */
export const holdSchema = z.strictObject({
  id: z.string(),
  /** Identity labels; labels that are left out match everything. */
  labels: z.record(z.string(), z.string()),
  reason: z.string(),
  by: actorSchema,
  from: moment,
  until: moment,
  /** A silence of the Alertmanager counts as one. */
  source: z.enum(['gateway', 'silence']),
});

export const newHoldSchema = z.strictObject({
  labels: z.record(z.string(), z.string()),
  reason: z.string().min(3).max(500),
  until: moment,
});

export type Hold = z.output<typeof holdSchema>;
export type NewHold = z.output<typeof newHoldSchema>;
