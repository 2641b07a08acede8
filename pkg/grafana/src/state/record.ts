import { stableUid } from '@release-risk/compiler/emit/grafana/uid';
import { z } from 'zod';

/** The key of a dashboard's JSON that says what was applied. Grafana keeps keys it does not know. */
export const RECORD_KEY = 'releaseRiskApplied';

/** The folder models are applied to unless another is named. Nobody makes a folder of that uid by hand. */
export const DEFAULT_FOLDER = { uid: 'release-risk', title: 'Release risk' } as const;

const hashes = z.record(z.string(), z.string());

const RECORD = z.object({
  format: z.literal(1),
  /** Name of the model. */
  model: z.string(),
  fingerprint: z.string(),
  folder: z.object({ uid: z.string(), created: z.boolean() }),
  /** What the objects were made with beside the model, such as bindings: for whoever applies it again. */
  settings: z.record(z.string(), z.unknown()),
  /** Hash of every object as it was applied, by its key. */
  objects: hashes,
  /** Hashes of what is being written; there only while an apply is under way, or after one was cut short. */
  pending: hashes.optional(),
});

const MARK = z.object({ model: z.string() });

/**
 * What was applied for a model, kept in its overview dashboard: it tells a hand's edit from our own last write, and
 * what there is to remove. It is written before the first change (with `pending`) and after the last, so that it
 * knows every object that could be ours, wherever an apply was cut short.
 */
export type AppliedRecord = z.output<typeof RECORD>;

/** The uid of a model's overview dashboard, which carries model and record. */
export function overviewUid(model: string): string {
  return stableUid(`rr-${model}`);
}

/** The record in a dashboard; undefined where there is none or it cannot be read. */
export function recordIn(dashboard: Readonly<Record<string, unknown>> | undefined): AppliedRecord | undefined {
  const parsed = RECORD.safeParse(dashboard?.[RECORD_KEY]);
  return parsed.success ? parsed.data : undefined;
}

/** Whether a dashboard was made for this model. */
export function isMarkedFor(dashboard: Readonly<Record<string, unknown>>, model: string): boolean {
  const parsed = MARK.safeParse(dashboard[RECORD_KEY]);
  return parsed.success && parsed.data.model === model;
}

/** The hashes an object had when it was last left by us. */
export function knownHashes(record: AppliedRecord | undefined, key: string): readonly string[] {
  return [record?.objects[key], record?.pending?.[key]].filter((hash) => hash !== undefined);
}

/** Keys of every object that was applied, or was about to be. */
export function recordedKeys(record: AppliedRecord | undefined): readonly string[] {
  return [...new Set([...Object.keys(record?.objects ?? {}), ...Object.keys(record?.pending ?? {})])];
}
