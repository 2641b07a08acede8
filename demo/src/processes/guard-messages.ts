import { z } from 'zod';

/** From the starter to the guard. */
export const guardMessageSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('start'),
    name: z.string(),
    file: z.string(),
    args: z.array(z.string()),
    folder: z.string(),
    logFile: z.string(),
  }),
  z.object({ type: z.literal('stop'), name: z.string() }),
]);
export type GuardMessage = z.infer<typeof guardMessageSchema>;

/** From the guard to the starter. */
export const guardReportSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('started'), name: z.string(), pid: z.number() }),
  z.object({ type: z.literal('ended'), name: z.string(), how: z.string() }),
]);
export type GuardReport = z.infer<typeof guardReportSchema>;
