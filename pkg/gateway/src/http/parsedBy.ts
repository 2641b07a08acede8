import type { z } from 'zod';
import { GatewayError } from '../errors.ts';

const LONGEST_PROBLEM = 200;

/** What came in, by the schema of its route; undefined for a route without one. GW101 where it does not fit. */
export function parsedBy(schema: z.ZodType | undefined, value: unknown): unknown {
  if (schema === undefined) return undefined;
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const where = issue?.path.map(String).join('.') ?? '';
  const problem = `${where === '' ? 'it' : where}: ${issue?.message ?? 'does not fit'}`;
  throw new GatewayError({ code: 'GW101', problem: problem.slice(0, LONGEST_PROBLEM) });
}
