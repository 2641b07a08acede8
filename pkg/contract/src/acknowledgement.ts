import { z } from 'zod';

/** Somebody has seen that a release is bad and takes care of it. Ends with the version it is about. */
export const acknowledgementSchema = z.strictObject({
  apiVersion: z.literal('releaserisk/acknowledgement/v1'),
  labels: z.record(z.string(), z.string()),
  version: z.string().max(200).optional(),
  by: z.string().min(1).max(200),
  note: z.string().max(1000).optional(),
  at: z.iso.datetime({ offset: true }),
});

export type Acknowledgement = z.output<typeof acknowledgementSchema>;
