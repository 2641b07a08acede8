import { z } from 'zod';
import { secretSchema } from '../../config/secret.ts';

/** Rollback by GitLab: a pipeline that is created, or an earlier deployment's job that is run again. */
export const gitlabSettingsSchema = z
  .strictObject({
    kind: z.literal('gitlab'),
    url: z
      .url({ protocol: /^https?$/ })
      .default('https://gitlab.com')
      .describe('Of the instance, without `/api/v4`'),
    project: z
      .string()
      .regex(/^[A-Za-z0-9_.-]+(\/[A-Za-z0-9_.-]+)*$/, 'must be a number or a path')
      .describe('Number, or path such as `group/project`'),
    token: secretSchema.describe(
      'Access token with scope `api`: reads pipelines, and creates them where there is no `triggerToken`',
    ),
    way: z
      .enum(['pipeline', 'retryDeployJob'])
      .default('pipeline')
      .describe('Creates a pipeline, or runs the deploy job of the earlier deployment again'),
    ref: z.string().min(1).max(255).optional().describe('Branch or tag whose pipeline is created (`pipeline`)'),
    triggerToken: secretSchema
      .optional()
      .describe('Creates the pipeline as the owner of this trigger token; it travels in the body, never in the URL'),
    variablePrefix: z
      .string()
      .regex(/^[A-Z][A-Z0-9_]{0,50}$/)
      .default('ROLLBACK_')
      .describe('In front of `CORRELATION_ID`, `TARGET_VERSION` ..: the variables of the pipeline'),
    fixedVariables: z
      .record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/), z.string())
      .default({})
      .describe('Further variables, as they are'),
    environment: z
      .string()
      .min(1)
      .max(255)
      .optional()
      .describe(
        'An environment whose deployments carry the commit that is live: checked before the call and after it. Without one, the status of the pipeline is all that tells. `retryDeployJob` needs it.',
      ),
  })
  .check(({ value, issues }) => {
    const wrong = (path: string, message: string) =>
      issues.push({ code: 'custom', input: value, path: [path], message });
    if (value.way === 'pipeline' && value.ref === undefined) wrong('ref', 'is needed to create a pipeline');
    if (value.way === 'retryDeployJob' && value.environment === undefined) {
      wrong('environment', 'is needed to find the earlier deployment');
    }
    if (value.way === 'retryDeployJob' && value.triggerToken !== undefined) {
      wrong('triggerToken', 'creates pipelines only');
    }
  })
  .describe("A GitLab pipeline that is created, or an earlier deployment's job that is run again");

export type GitlabSettings = z.output<typeof gitlabSettingsSchema>;
