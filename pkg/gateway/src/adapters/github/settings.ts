import { z } from 'zod';
import { secretSchema } from '../../config/secret.ts';
import { CALL_FIELDS } from '../callFields.ts';

const name = z.string().regex(/^[A-Za-z0-9_.-]{1,100}$/, 'must be a name of letters, digits, `_`, `.` and `-`');

/** Rollback by GitHub: a workflow that is dispatched, or a deployment that a workflow listens to. */
export const githubSettingsSchema = z
  .strictObject({
    kind: z.literal('github'),
    url: z
      .url({ protocol: /^https?$/ })
      .default('https://api.github.com')
      .describe('Of the API; `https://ghe.example.com/api/v3` for GitHub Enterprise Server'),
    owner: name.describe('User or organisation of the repository'),
    repo: name.describe('Repository with the workflow'),
    token: secretSchema.describe(
      'May write actions (and deployments); for the look of the workflow it also reads contents',
    ),
    workflow: z
      .string()
      .regex(/^[A-Za-z0-9_.-]{1,200}$/)
      .describe('File name or id of the workflow that rolls back'),
    ref: z.string().min(1).max(200).describe('Branch or tag whose workflow runs'),
    inputs: z
      .array(z.enum(CALL_FIELDS))
      .default([...CALL_FIELDS])
      .describe('What the workflow takes as inputs; GitHub refuses what it does not declare'),
    fixedInputs: z.record(z.string(), z.string()).default({}).describe('Further inputs, as they are'),
    mostInputs: z
      .union([z.literal(10), z.literal(25)])
      .default(25)
      .describe('25 on github.com, 10 on GitHub Enterprise Server 3.19 and before'),
    searchable: z
      .boolean()
      .default(true)
      .describe(
        "True where the workflow's `run-name` holds `${{ inputs.correlation_id }}`: a lost call is then looked up. False: it goes to a person.",
      ),
    environment: z
      .string()
      .min(1)
      .max(255)
      .optional()
      .describe(
        'An environment whose successful deployments carry the commit that is live: it is checked before the call and after it. Without one, the conclusion of the workflow is all that tells.',
      ),
    deployments: z
      .boolean()
      .default(false)
      .describe(
        "The call creates a deployment of the target's commit (task `rollback`, with the correlation id in its payload), and a workflow `on: deployment` does the work and sets its status. Needs `environment`.",
      ),
  })
  .check(({ value, issues }) => {
    const wrong = (path: string, message: string) =>
      issues.push({ code: 'custom', input: value, path: [path], message });
    if (value.deployments && value.environment === undefined) wrong('environment', 'is needed with deployments');
    if (!value.inputs.includes('correlation_id') && value.searchable) {
      wrong('inputs', 'must hold correlation_id unless searchable is false');
    }
    if (!value.inputs.includes('target_version') && !value.inputs.includes('target_sha')) {
      wrong('inputs', 'must hold target_version or target_sha');
    }
    const clash = value.inputs.find((input) => Object.hasOwn(value.fixedInputs, input));
    if (clash !== undefined) wrong('fixedInputs', `must not hold ${clash}`);
    if (new Set(value.inputs).size + Object.keys(value.fixedInputs).length > value.mostInputs) {
      wrong('fixedInputs', `there are more than ${String(value.mostInputs)} inputs`);
    }
  })
  .describe('A GitHub workflow that is dispatched, or a deployment that a workflow listens to');

export type GithubSettings = z.output<typeof githubSettingsSchema>;
