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
const container = name.optional().describe('The first of the pod unless named');

/** How a pod template is known to be a release. */
const templateVersionSchema = z.discriminatedUnion('by', [
  z.strictObject({
    by: z.literal('imageTag').describe('`imageTag`: the tag of its image is the version'),
    container,
    prefix: z.string().max(50).default('').describe('In front of the version, such as `v`'),
  }),
  z.strictObject({
    by: z
      .literal('artifact')
      .describe('`artifact`: its image, or the digest of it, is the artifact of the deployment record'),
    container,
  }),
  z.strictObject({
    by: z.literal('label').describe('`label`: a label of it is the version'),
    label: key.describe('Key of the label'),
  }),
  z.strictObject({
    by: z.literal('annotation').describe('`annotation`: an annotation of it is the version'),
    annotation: key.describe('Key of the annotation'),
  }),
]);

/** How a cluster is reached, and where in it. */
export const clusterFields = {
  url: z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/+$/, ''))
    .describe('Of the API server; within a cluster `https://kubernetes.default.svc`'),
  token: secretSchema.describe(
    'Of a service account; a file is read anew for every call, because the kubelet renews it',
  ),
  namespace: name.describe('Of the workload'),
  version: templateVersionSchema
    .default({ by: 'imageTag', prefix: '' })
    .describe('How a pod template is known to be a release'),
};

/** Brings the pod template of an earlier ReplicaSet of a Deployment back. */
export const kubernetesSettingsSchema = z
  .strictObject({
    kind: z.literal('kubernetes'),
    ...clusterFields,
    deployment: name.describe('Name of the Deployment'),
  })
  .describe('The pod template of an earlier ReplicaSet of a Deployment comes back');

export type TemplateVersion = z.output<typeof templateVersionSchema>;
export type KubernetesSettings = z.output<typeof kubernetesSettingsSchema>;
