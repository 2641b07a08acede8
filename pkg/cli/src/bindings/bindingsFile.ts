import { parseDuration } from '@release-risk/language/queryText/duration';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { CliError } from '../errors.ts';
import { readText } from '../files.ts';

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

const bindingSchema = z.strictObject({
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

const bindingsSchema = z.strictObject({ datasources: z.record(z.string().min(1), bindingSchema) });

/** Where one logical datasource is and how it wants to be asked. Durations in seconds. */
export type Binding = z.output<typeof bindingSchema>;

const MOST_PROBLEMS = 5;

/** Reads the bindings of logical names. Throws RR602, and RR605 with every problem and its place. */
export async function readBindings(file: string): Promise<Readonly<Record<string, Binding>>> {
  const refuse = (problems: readonly string[]): CliError =>
    new CliError({ code: 'RR605', file, problems: problems.slice(0, MOST_PROBLEMS) });
  const lines = new LineCounter();
  const document = parseDocument(await readText(file), { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  if (document.errors.length > 0) {
    throw refuse(
      document.errors.map(({ message, pos }) => {
        const { line, col } = lines.linePos(pos[0]);
        return `line ${line}, column ${col}: ${message}`;
      }),
    );
  }
  let value: unknown;
  try {
    value = document.toJS();
  } catch (error) {
    // Aliases that multiply beyond reason.
    throw refuse([error instanceof Error ? error.message : String(error)]);
  }
  const parsed = bindingsSchema.safeParse(value);
  if (parsed.success) return parsed.data.datasources;
  throw refuse(parsed.error.issues.map(({ path: at, message }) => `${at.join('.') || 'the document'}: ${message}`));
}
