import type { Intent } from '../adapter.ts';
import { harmless } from '../harmless.ts';
import type { ClusterApi, PatchOperation } from './clusterApi.ts';
import { toldBy } from '../exchange.ts';
import { triggeredOf } from '../outcome.ts';
import type { Triggered } from '../adapter.ts';
import type { PodTemplate } from './objects.ts';

/** The correlation id of the rollback that changed the template last: written together with it. */
export const ROLLBACK_ANNOTATION = 'release-risk/rollback';
const CAUSE_ANNOTATION = 'kubernetes.io/change-cause';

/** What the patch is made upon. */
export interface Patched {
  readonly resourceVersion: string;
  readonly annotations: Readonly<Record<string, string>>;
}

const pointer = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

/** Replaces the template, unless anything of the object changed since it was read. */
export function undoOperations(upon: Patched, template: PodTemplate, intent: Intent): PatchOperation[] {
  const said = {
    [ROLLBACK_ANNOTATION]: intent.correlationId,
    [CAUSE_ANNOTATION]: harmless(`release-risk: back to ${intent.target.version ?? ''}, ${intent.reason}`, 300),
  };
  const hasAnnotations = Object.keys(upon.annotations).length > 0;
  return [
    { op: 'test', path: '/metadata/resourceVersion', value: upon.resourceVersion },
    { op: 'replace', path: '/spec/template', value: template },
    ...(hasAnnotations
      ? Object.entries(said).map(([key, value]): PatchOperation => ({
          op: 'add',
          path: `/metadata/annotations/${pointer(key)}`,
          value,
        }))
      : [{ op: 'add', path: '/metadata/annotations', value: said } as const]),
  ];
}

/** What became of the patch; `changed`: the object is no longer the one that was read, and nothing was done. */
export type PatchOutcome = Triggered | { readonly kind: 'changed'; readonly reason: string };

/** Sends the patch once. A failed `test` is answered with 422 as other mistakes are, a lost race also with 409. */
export async function sendUndo(
  api: ClusterApi,
  path: string,
  operations: readonly PatchOperation[],
  accepted: Triggered,
  now: number,
  signal: AbortSignal,
): Promise<PatchOutcome> {
  const exchange = await api.patch(path, { type: 'json', operations }, signal);
  if (exchange.kind === 'answered' && (exchange.status === 409 || exchange.status === 422)) {
    return { kind: 'changed', reason: toldBy(exchange) };
  }
  return triggeredOf(exchange, now, () => accepted);
}
