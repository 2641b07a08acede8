import { z } from 'zod';
import { releaseSchema } from './releases.ts';

/** What the starter hands to every process of the workload, as one JSON argument. */
export const componentConfigSchema = z.object({
  /** Name in logs and in the `component` label. */
  name: z.string(),
  /** Where this process listens. */
  host: z.string(),
  port: z.number().int(),
  /** Base URLs of the other parts, by name. */
  urls: z.record(z.string(), z.string()),
  /** Folder for files; only the database uses it. */
  folder: z.string(),
  release: releaseSchema,
});
export type ComponentConfig = z.infer<typeof componentConfigSchema>;

/** From the starter to a process: a new release runs from now on. */
export const releaseMessageSchema = z.object({ type: z.literal('release'), release: releaseSchema });
export type ReleaseMessage = z.infer<typeof releaseMessageSchema>;
