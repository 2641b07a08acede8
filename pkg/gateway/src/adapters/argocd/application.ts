import { z } from 'zod';

const sourceSchema = z.looseObject({
  targetRevision: z.string().optional(),
  helm: z
    .looseObject({
      parameters: z.array(z.looseObject({ name: z.string().optional(), value: z.string().optional() })).nullish(),
    })
    .nullish(),
  kustomize: z.looseObject({ images: z.array(z.string()).nullish() }).nullish(),
});

const revisions = { revision: z.string().optional(), revisions: z.array(z.string()).nullish() };

const historyEntrySchema = z.looseObject({
  id: z.int(),
  ...revisions,
  deployedAt: z.string().optional(),
  source: sourceSchema.nullish(),
  sources: z.array(sourceSchema).nullish(),
});

const operationSchema = z.looseObject({ sync: z.looseObject(revisions).nullish() });

const operationStateSchema = z.looseObject({
  phase: z.string(),
  message: z.string().optional(),
  startedAt: z.string(),
  operation: operationSchema.nullish(),
});

/** What is read of an Application (argoproj.io/v1alpha1), as Argo CD's API gives it. */
export const applicationSchema = z.looseObject({
  metadata: z.looseObject({ name: z.string(), deletionTimestamp: z.string().nullish() }),
  spec: z.looseObject({
    syncPolicy: z.looseObject({ automated: z.looseObject({ enabled: z.boolean().optional() }).nullish() }).nullish(),
  }),
  operation: operationSchema.nullish(),
  status: z
    .looseObject({
      sync: z.looseObject({ status: z.string().optional(), ...revisions }).nullish(),
      health: z.looseObject({ status: z.string().optional(), message: z.string().optional() }).nullish(),
      history: z.array(historyEntrySchema).nullish(),
      operationState: operationStateSchema.nullish(),
    })
    .default({}),
});

export type Application = z.output<typeof applicationSchema>;
export type HistoryEntry = z.output<typeof historyEntrySchema>;
export type HistorySource = z.output<typeof sourceSchema>;
export type OperationState = z.output<typeof operationStateSchema>;

interface Revisions {
  readonly revision?: string | undefined;
  readonly revisions?: readonly string[] | null | undefined;
}

/** All revisions of an application as one text; several sources have one each. */
export function revisionOf({ revision, revisions: several }: Revisions): string {
  return several === null || several === undefined || several.length === 0 ? (revision ?? '') : several.join(',');
}

/** What was synced last, by its number: rollbacks are new entries too. */
export function newestEntry({ status }: Application): HistoryEntry | undefined {
  return [...(status.history ?? [])].sort((a, b) => b.id - a.id)[0];
}

/**
 * The revision that was applied last. `status.sync.revision` is what the application was compared with: after a
 * rollback that is still the head of its branch, and the application is OutOfSync.
 */
export function liveRevision(application: Application): string | undefined {
  const { sync } = application.status;
  if (sync?.status === 'Synced') return revisionOf(sync);
  const newest = newestEntry(application);
  return newest === undefined ? undefined : revisionOf(newest);
}

/** Argo CD refuses rollbacks then, and would undo one at once. */
export function isAutomated({ spec }: Application): boolean {
  const automated = spec.syncPolicy?.automated;
  return automated !== null && automated !== undefined && automated.enabled !== false;
}
