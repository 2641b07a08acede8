import { z } from 'zod';

const strings = z.record(z.string(), z.string());

const metadata = z.looseObject({
  name: z.string(),
  uid: z.string(),
  resourceVersion: z.string(),
  generation: z.int().default(0),
  deletionTimestamp: z.string().nullish(),
  labels: strings.nullish(),
  annotations: strings.nullish(),
  ownerReferences: z
    .array(z.looseObject({ uid: z.string(), kind: z.string(), controller: z.boolean().nullish() }))
    .nullish(),
});

/** A pod template as it is: whatever it holds is sent back unread. */
export const podTemplateSchema = z.looseObject({
  metadata: z.looseObject({ labels: strings.nullish(), annotations: strings.nullish() }).nullish(),
  spec: z.looseObject({
    containers: z.array(z.looseObject({ name: z.string(), image: z.string().optional() })).min(1),
  }),
});

const selectorSchema = z.looseObject({
  matchLabels: strings.nullish(),
  matchExpressions: z
    .array(
      z.strictObject({
        key: z.string(),
        operator: z.enum(['In', 'NotIn', 'Exists', 'DoesNotExist']),
        values: z.array(z.string()).nullish(),
      }),
    )
    .nullish(),
});

const count = z.int().nonnegative().default(0);

/** What is read of a Deployment of apps/v1. */
export const deploymentSchema = z.looseObject({
  metadata,
  spec: z.looseObject({
    replicas: z.int().nonnegative().default(1),
    paused: z.boolean().optional(),
    selector: selectorSchema,
    template: podTemplateSchema,
  }),
  status: z
    .looseObject({
      observedGeneration: z.int().default(0),
      replicas: count,
      updatedReplicas: count,
      availableReplicas: count,
      conditions: z
        .array(
          z.looseObject({
            type: z.string(),
            status: z.string(),
            reason: z.string().optional(),
            message: z.string().optional(),
          }),
        )
        .nullish(),
    })
    .prefault({}),
});

export const replicaSetSchema = z.looseObject({ metadata, spec: z.looseObject({ template: podTemplateSchema }) });

export const podSchema = z.looseObject({
  metadata,
  status: z.looseObject({ phase: z.string().optional() }).prefault({}),
});

/** One page of a list. */
export const pageSchema = <T>(item: z.ZodType<T>) =>
  z.looseObject({
    metadata: z.looseObject({ continue: z.string().optional() }).prefault({}),
    items: z.array(item),
  });

export type PodTemplate = z.output<typeof podTemplateSchema>;
export type LabelSelector = z.output<typeof selectorSchema>;
export type Deployment = z.output<typeof deploymentSchema>;
export type ReplicaSet = z.output<typeof replicaSetSchema>;
export type Pod = z.output<typeof podSchema>;

/** A selector as lists take it. */
export function selectorText({ matchLabels, matchExpressions }: LabelSelector): string {
  const equal = Object.entries(matchLabels ?? {}).map(([key, value]) => `${key}=${value}`);
  const further = (matchExpressions ?? []).map(({ key, operator, values }) => {
    const list = `(${(values ?? []).join(',')})`;
    switch (operator) {
      case 'In':
        return `${key} in ${list}`;
      case 'NotIn':
        return `${key} notin ${list}`;
      case 'Exists':
        return key;
      case 'DoesNotExist':
        return `!${key}`;
    }
  });
  return [...equal, ...further].join(',');
}

/** Whether this owner controls it: labels alone are anybody's. */
export function isOwnedBy({ metadata: { ownerReferences } }: ReplicaSet | Pod, uid: string): boolean {
  return (ownerReferences ?? []).some((owner) => owner.uid === uid && owner.controller === true);
}
