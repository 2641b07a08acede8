import { z } from 'zod';
import { clusterFields } from '../kubernetes/settings.ts';

/** Aborts a rollout under way and brings the pod template of an earlier revision of it back. */
export const argoRolloutsSettingsSchema = z
  .strictObject({
    kind: z.literal('argoRollouts'),
    ...clusterFields,
    rollout: z
      .string()
      .max(253)
      .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, 'must be a Kubernetes name')
      .describe('Name of the Rollout'),
  })
  .describe('A Rollout of Argo Rollouts: aborted where it is under way, and an earlier pod template comes back');

export type ArgoRolloutsSettings = z.output<typeof argoRolloutsSettingsSchema>;
