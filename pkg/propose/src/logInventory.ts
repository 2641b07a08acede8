import { QueryError } from '@release-risk/query/errors';
import type { Source } from '@release-risk/query/source';
import type { Matcher } from './grouping.ts';
import { NAMING_LABELS, usable } from './namingLabels.ts';
import type { LabelShape } from './idea.ts';

const ERROR_LEVELS = /^(?:err|error|fatal|critical|crit|panic|emerg|alert|severe)$/i;
const LEVEL_LABELS = ['level', 'severity', 'detected_level'];

/** Which stream labels name services, and which tells error lines. */
export interface LogInventory {
  readonly shape: LabelShape;
  readonly level: Matcher | undefined;
}

/**
 * Looks at the stream labels of a Loki: one small request per label that could name a service or a level.
 * Rejects with a QueryError when the server cannot be asked at all.
 */
export async function takeLogInventory(
  source: Source,
  identity: readonly string[],
  at: number,
  signal?: AbortSignal,
): Promise<LogInventory> {
  const span = { from: at - 3600, to: at };
  const shape = new Map<string, ReadonlySet<string>>();
  for (const label of new Set([...identity, ...NAMING_LABELS])) {
    const values = (await valuesOf(source, label, span, signal)).filter(usable);
    if (values.length > 0) shape.set(label, new Set(values));
  }
  for (const label of LEVEL_LABELS) {
    const failed = (await valuesOf(source, label, span, signal)).filter((value) => ERROR_LEVELS.test(value)).sort();
    if (failed.length > 0) return { shape, level: { label, op: '=~', value: failed.join('|') } };
  }
  return { shape, level: undefined };
}

async function valuesOf(
  source: Source,
  label: string,
  span: { readonly from: number; readonly to: number },
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  try {
    return await source.labelValues(label, span, signal);
  } catch (error) {
    // Some versions answer 404 for a label that no stream has.
    if (error instanceof QueryError && error.code === 'notFound') return [];
    throw error;
  }
}
