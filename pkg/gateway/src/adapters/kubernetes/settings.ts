import { z } from 'zod';
import { secretSchema } from '../../config/secret.ts';

const name = z
  .string()
  .max(253)
  .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, 'must be a Kubernetes name');
const key = z
  .string()
  .max(317)
  .regex(/^([a-z0-9.-]+\/)?[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/, 'must be the key of a label or annotation');
/** The first container of the pod unless named. */
const container = name.optional();

/** How a pod template is known to be a release. */
const templateVersionSchema = z.discriminatedUnion('by', [
  /** The tag of its image is the version, perhaps with a prefix such as `v`. */
  z.strictObject({ by: z.literal('imageTag'), container, prefix: z.string().max(50).default('') }),
  /** Its image, or the digest of it, is the `artifact` of the deployment record. */
  z.strictObject({ by: z.literal('artifact'), container }),
  z.strictObject({ by: z.literal('label'), label: key }),
  z.strictObject({ by: z.literal('annotation'), annotation: key }),
]);

/** How a cluster is reached, and where in it. */
export const clusterFields = {
  /** Of the API server; within a cluster `https://kubernetes.default.svc`. */
  url: z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, '')),
  /** Of a service account; a file is read anew for every call, because the kubelet renews it. */
  token: secretSchema,
  namespace: name,
  version: templateVersionSchema.default({ by: 'imageTag', prefix: '' }),
};

/** Brings the pod template of an earlier ReplicaSet of a Deployment back. */
export const kubernetesSettingsSchema = z.strictObject({
  kind: z.literal('kubernetes'),
  ...clusterFields,
  deployment: name,
});

export type TemplateVersion = z.output<typeof templateVersionSchema>;
export type KubernetesSettings = z.output<typeof kubernetesSettingsSchema>;
