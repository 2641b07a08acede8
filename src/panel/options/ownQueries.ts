import { z } from 'zod';

/**
 * How one target of the panel is judged: the members of a model's signal, as a model's document says them, without
 * what the target itself says (its datasource and query).
 */
const ownSignalSchema = z.looseObject({
  title: z.string().optional(),
  unit: z.string().optional(),
  weight: z.number().optional(),
  critical: z.boolean().optional(),
  worse: z.string().optional(),
  baseline: z.record(z.string(), z.unknown()).optional(),
  limit: z.record(z.string(), z.unknown()).optional(),
  empty: z.string().optional(),
  missing: z.string().optional(),
});

/** A panel whose own targets are the signals. */
export const ownQueriesSchema = z
  .object({
    title: z.string().default('').catch(''),
    /** The labels that tell services apart. */
    labels: z.array(z.string()).min(1).default(['service']).catch(['service']),
    /** By refId; a target without an entry is judged by the defaults, as is one whose entry cannot be read. */
    signals: z.record(z.string(), ownSignalSchema.catch({})).default({}).catch({}),
  })
  .catch({ title: '', labels: ['service'], signals: {} });

export type OwnSignal = z.output<typeof ownSignalSchema>;
export type OwnQueries = z.output<typeof ownQueriesSchema>;
