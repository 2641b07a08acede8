import { z } from 'zod';
import { secretSchema } from '../../config/secret.ts';

const name = z
  .string()
  .max(253)
  .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, 'must be a Kubernetes name');
const source = z
  .int()
  .min(0)
  .max(100)
  .optional()
  .describe("Which of the application's sources, from 0. Needed only where there are several.");

/** How an entry of the application's history is known to be a release. */
const argocdVersionSchema = z.discriminatedUnion('by', [
  z.strictObject({
    by: z.literal('commit').describe('`commit`: its revision is the commit of the deployment record'),
    source,
  }),
  z.strictObject({
    by: z.literal('revision').describe('`revision`: its revision is the version, as with Helm charts'),
    source,
  }),
  z.strictObject({
    by: z.literal('targetRevision').describe('`targetRevision`: that is the version, such as a tag'),
    prefix: z.string().max(50).default('').describe('In front of the version, such as `v`'),
    source,
  }),
  z.strictObject({
    by: z.literal('helmParameter').describe('`helmParameter`: one of its Helm parameters holds the version'),
    parameter: z.string().min(1).max(200).describe('Name of the Helm parameter'),
    source,
  }),
  z.strictObject({
    by: z
      .literal('kustomizeImage')
      .describe('`kustomizeImage`: an image that Kustomize sets has the version as its tag'),
    image: z.string().min(1).max(300).describe('The image, without its tag'),
    source,
  }),
]);

/** Rolls an application of Argo CD back to an entry of its history. */
export const argocdSettingsSchema = z
  .strictObject({
    kind: z.literal('argocd'),
    url: z
      .url({ protocol: /^https?$/ })
      .transform((url) => url.replace(/\/+$/, ''))
      .describe('Of Argo CD'),
    token: secretSchema.describe(
      'Of an account that may `get` and `sync` (or `rollback`, where that is enforced) the application',
    ),
    application: name.describe('Name of the Application'),
    appNamespace: name.optional().describe("Namespace of the Application, where it is another than Argo CD's own"),
    project: name.optional().describe('Project of the Application, where it has to be said'),
    prune: z.boolean().default(false).describe('Deletes what the older release does not have'),
    version: argocdVersionSchema
      .default({ by: 'commit' })
      .describe('How an entry of the history is known to be a release'),
  })
  .describe('An application of Argo CD goes back to an entry of its history');

export type ArgocdSettings = z.output<typeof argocdSettingsSchema>;
export type ArgocdVersion = z.output<typeof argocdVersionSchema>;
