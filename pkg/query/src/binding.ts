import { parseDuration } from '@release-risk/language/queryText/duration';
import { z } from 'zod';

const variable = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'must be the name of an environment variable');
const path = z.string().min(1);

/** A secret stands in the environment or in a file, never in the bindings. */
const secret = <N extends string>(name: N) =>
  z.union([
    z.strictObject({ [`${name}Env`]: variable.describe('Environment variable with it') } as Record<
      `${N}Env`,
      typeof variable
    >),
    z.strictObject({ [`${name}File`]: path.describe('File with it') } as Record<`${N}File`, typeof path>),
  ]);

const authSchema = z.strictObject({
  basic: z
    .strictObject({
      username: z.string().optional().describe('As it is'),
      usernameEnv: variable.optional().describe('Environment variable with the name'),
      passwordEnv: variable.optional().describe('Environment variable with the password'),
      passwordFile: path.optional().describe('File with the password'),
    })
    .refine(({ username, usernameEnv }) => (username === undefined) !== (usernameEnv === undefined), {
      message: 'needs username or usernameEnv, one of them',
    })
    .refine(({ passwordEnv, passwordFile }) => (passwordEnv === undefined) !== (passwordFile === undefined), {
      message: 'needs passwordEnv or passwordFile, one of them',
    })
    .optional()
    .describe('Name and password'),
  bearer: secret('token').optional().describe('A token'),
});

const duration = z
  .string()
  .meta({ title: 'duration' })
  .transform((text, context) => {
    const seconds = parseDuration(text);
    if (seconds !== undefined && seconds > 0) return seconds;
    context.addIssue({ code: 'custom', message: `"${text}" is not a positive duration such as 10s` });
    return z.NEVER;
  });

/** Where one logical datasource is and how it wants to be asked, as people write it. */
export const bindingSchema = z.strictObject({
  type: z.enum(['prometheus', 'loki']).optional().describe('Of the server, where it is not clear'),
  url: z.string().min(1).describe('Of the server, with its path prefix'),
  auth: authSchema
    .refine(({ basic, bearer }) => (basic === undefined) !== (bearer === undefined), {
      message: 'needs basic or bearer, one of them',
    })
    .optional()
    .describe('How the server wants to be logged in to'),
  headers: z.record(z.string(), z.string()).optional().describe('Sent with every request'),
  headersEnv: z.record(z.string(), variable).optional().describe('The same, from environment variables'),
  headersFile: z.record(z.string(), path).optional().describe('The same, from files'),
  tenant: z.string().min(1).optional().describe('Sent as `X-Scope-OrgID`'),
  tls: z
    .strictObject({
      ca: path.optional().describe('PEM file of an authority beside those that Node trusts'),
      cert: path.optional().describe('PEM file of the client certificate'),
      key: path.optional().describe('PEM file of its key'),
    })
    .refine(({ cert, key }) => (cert === undefined) === (key === undefined), {
      message: 'needs cert and key together',
    })
    .optional()
    .describe('Certificates'),
  timeout: duration.optional().describe('For each request'),
  concurrency: z.int().min(1).max(64).optional().describe('Requests at the same time'),
  method: z.enum(['GET', 'POST']).optional().describe('Of queries'),
});

/** Where one logical datasource is and how it wants to be asked. Durations in seconds. */
export type Binding = z.output<typeof bindingSchema>;
