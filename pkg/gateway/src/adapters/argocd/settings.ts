import { z } from 'zod';
import { secretSchema } from '../../config/secret.ts';

const name = z
  .string()
  .max(253)
  .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, 'must be a Kubernetes name');
/** Which of an application's sources, from 0. Needed only where there are several. */
const source = z.int().min(0).max(100).optional();

/** How an entry of the application's history is known to be a release. */
const argocdVersionSchema = z.discriminatedUnion('by', [
  /** The entry's revision is the commit of the deployment record. */
  z.strictObject({ by: z.literal('commit'), source }),
  /** The entry's revision is the version, as with Helm charts. */
  z.strictObject({ by: z.literal('revision'), source }),
  /** The entry's `targetRevision` is the version, such as a tag, perhaps with a prefix. */
  z.strictObject({ by: z.literal('targetRevision'), prefix: z.string().max(50).default(''), source }),
  /** A Helm parameter of the entry holds the version. */
  z.strictObject({ by: z.literal('helmParameter'), parameter: z.string().min(1).max(200), source }),
  /** An image that Kustomize sets has the version as its tag. */
  z.strictObject({ by: z.literal('kustomizeImage'), image: z.string().min(1).max(300), source }),
]);

/** Rolls an application of Argo CD back to an entry of its history. */
export const argocdSettingsSchema = z.strictObject({
  kind: z.literal('argocd'),
  url: z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, '')),
  /** Of an account that may `get` and `sync` (or `rollback`, where that is enforced) the application. */
  token: secretSchema,
  application: name,
  /** Namespace of the Application, where it is another than Argo CD's own. */
  appNamespace: name.optional(),
  project: name.optional(),
  /** Deletes what the older release does not have. */
  prune: z.boolean().default(false),
  version: argocdVersionSchema.default({ by: 'commit' }),
});

export type ArgocdSettings = z.output<typeof argocdSettingsSchema>;
export type ArgocdVersion = z.output<typeof argocdVersionSchema>;
