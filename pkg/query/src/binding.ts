import { parseDuration } from '@release-risk/language/queryText/duration';
import { z } from 'zod';

const variable = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'must be the name of an environment variable');
const path = z.string().min(1);

/** A secret stands in the environment or in a file, never in the bindings. */
const secret = <N extends string>(name: N) =>
  z.union([
    z.strictObject({ [`${name}Env`]: variable } as Record<`${N}Env`, typeof variable>),
    z.strictObject({ [`${name}File`]: path } as Record<`${N}File`, typeof path>),
  ]);

const authSchema = z.strictObject({
  basic: z
    .strictObject({
      username: z.string().optional(),
      usernameEnv: variable.optional(),
      passwordEnv: variable.optional(),
      passwordFile: path.optional(),
    })
    .refine(({ username, usernameEnv }) => (username === undefined) !== (usernameEnv === undefined), {
      message: 'needs username or usernameEnv, one of them',
    })
    .refine(({ passwordEnv, passwordFile }) => (passwordEnv === undefined) !== (passwordFile === undefined), {
      message: 'needs passwordEnv or passwordFile, one of them',
    })
    .optional(),
  bearer: secret('token').optional(),
});

const duration = z.string().transform((text, context) => {
  const seconds = parseDuration(text);
  if (seconds !== undefined && seconds > 0) return seconds;
  context.addIssue({ code: 'custom', message: `"${text}" is not a positive duration such as 10s` });
  return z.NEVER;
});

/** Where one logical datasource is and how it wants to be asked, as people write it. */
export const bindingSchema = z.strictObject({
  type: z.enum(['prometheus', 'loki']).optional(),
  url: z.string().min(1),
  auth: authSchema
    .refine(({ basic, bearer }) => (basic === undefined) !== (bearer === undefined), {
      message: 'needs basic or bearer, one of them',
    })
    .optional(),
  headers: z.record(z.string(), z.string()).optional(),
  headersEnv: z.record(z.string(), variable).optional(),
  headersFile: z.record(z.string(), path).optional(),
  tenant: z.string().min(1).optional(),
  tls: z
    .strictObject({ ca: path.optional(), cert: path.optional(), key: path.optional() })
    .refine(({ cert, key }) => (cert === undefined) === (key === undefined), {
      message: 'needs cert and key together',
    })
    .optional(),
  timeout: duration.optional(),
  concurrency: z.int().min(1).max(64).optional(),
  method: z.enum(['GET', 'POST']).optional(),
});

/** Where one logical datasource is and how it wants to be asked. Durations in seconds. */
export type Binding = z.output<typeof bindingSchema>;
