import { z } from 'zod';
import { shapeFailure } from './envelope.ts';
import type { MetricMetadata } from './source.ts';

const METADATA = z.record(
  z.string(),
  z.array(z.object({ type: z.string().nullish(), help: z.string().nullish() })).nullish(),
);

/** The first description of each metric: several differ only where its targets disagree. */
export function metadataOf(data: unknown): ReadonlyMap<string, MetricMetadata> {
  const parsed = METADATA.safeParse(data ?? {});
  if (!parsed.success) throw shapeFailure('data', parsed.error);
  const found = new Map<string, MetricMetadata>();
  for (const [metric, descriptions] of Object.entries(parsed.data)) {
    const first = descriptions?.[0];
    if (first !== undefined) found.set(metric, { type: first.type ?? 'unknown', help: first.help ?? '' });
  }
  return found;
}
