import { z } from 'zod';

/** How far a rollback is. `asked`: it waits for a person or a pipeline; `accepted`: under way. */
export const ROLLBACK_STATES = ['asked', 'accepted', 'done', 'failed'] as const;

/** One rollback of one service, as the gateway and pipelines tell of it; the same `id` from asking to the end. */
export const rollbackProgressSchema = z.strictObject({
  apiVersion: z.literal('releaserisk/rollback/v1'),
  id: z.string().min(1).max(200),
  labels: z.record(z.string(), z.string()),
  /** The version that goes, and the one that comes back. */
  from: z.string().max(200).optional(),
  to: z.string().max(200).optional(),
  state: z.enum(ROLLBACK_STATES),
  /** Who asked, accepted or did it: a person or a pipeline. */
  by: z.string().max(200).optional(),
  /** One sentence: the cause, or why it failed. */
  reason: z.string().max(1000).optional(),
  url: z.url().optional(),
  askedAt: z.iso.datetime({ offset: true }),
  updatedAt: z.iso.datetime({ offset: true }),
});

export type RollbackState = (typeof ROLLBACK_STATES)[number];
export type RollbackProgress = z.output<typeof rollbackProgressSchema>;
