import { type Binding, bindingSchema } from '@release-risk/query/binding';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { CliError } from '../errors.ts';
import { readText } from '../files.ts';

const bindingsSchema = z.strictObject({ datasources: z.record(z.string().min(1), bindingSchema) });

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
