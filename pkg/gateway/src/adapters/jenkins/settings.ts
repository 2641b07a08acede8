import { z } from 'zod';
import { secretSchema } from '../../config/secret.ts';

/** Rollback by a parameterised Jenkins job. It has to declare the parameters CORRELATION_ID and TARGET_VERSION. */
export const jenkinsSettingsSchema = z
  .strictObject({
    kind: z.literal('jenkins'),
    url: z.url({ protocol: /^https?$/ }).describe('Of Jenkins, with its path prefix'),
    job: z
      .string()
      .regex(/^[^/?#\\]+(\/[^/?#\\]+)*$/, 'must be a job, with its folders in front: folder/job')
      .describe('With its folders, such as `shop/rollback`'),
    user: z.string().min(1).max(200).describe('Account that may build the job and read its builds'),
    token: secretSchema.describe('API token of the user: with it no crumb is needed'),
    fixedParameters: z
      .record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_.-]*$/), z.string())
      .default({})
      .describe('Further parameters, as they are'),
    builds: z
      .int()
      .min(1)
      .max(1000)
      .default(200)
      .describe('How many of the newest builds a lost call is looked for in'),
  })
  .describe('A Jenkins job that declares the parameters CORRELATION_ID and TARGET_VERSION');

export type JenkinsSettings = z.output<typeof jenkinsSettingsSchema>;
