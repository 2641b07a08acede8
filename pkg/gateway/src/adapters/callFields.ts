import type { Intent } from './adapter.ts';
import { harmless } from './harmless.ts';

/** What a pipeline is told with a call; `correlation_id` is what it is found by. */
export const CALL_FIELDS = [
  'correlation_id',
  'target_version',
  'target_sha',
  'bad_version',
  'service',
  'reason',
] as const;
export type CallField = (typeof CALL_FIELDS)[number];

/** The values of an intent, harmless even where a pipeline writes them into a script. Empty where unknown. */
export function callFieldsOf(intent: Intent): Readonly<Record<CallField, string>> {
  const { target, correlationId, badVersion, service, reason } = intent;
  return {
    correlation_id: correlationId,
    target_version: target.version ?? '',
    target_sha: target.fields['commit'] ?? '',
    bad_version: harmless(badVersion),
    service: harmless(service),
    reason: harmless(reason),
  };
}
