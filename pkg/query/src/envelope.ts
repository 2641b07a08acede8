import { z } from 'zod';
import { Failure } from './failure.ts';
import { isHtml, pageTitle, plainLine } from './serverMessage.ts';
import { htmlProblem } from './statusFailure.ts';

/** Prometheus' and Loki's frame around every answer; `data` stays as it came, its rows are checked by hand. */
const ENVELOPE = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('success'),
    data: z.unknown().optional(),
    warnings: z.array(z.string()).nullish(),
    isPartial: z.boolean().nullish(),
  }),
  z.object({ status: z.literal('error'), error: z.string().nullish() }),
]);
const QUERY_DATA = z.object({ resultType: z.string(), result: z.unknown() });

export interface Envelope {
  readonly data: unknown;
  readonly warnings: readonly string[];
}

export interface QueryData {
  readonly resultType: string;
  readonly result: unknown;
  readonly warnings: readonly string[];
}

const LONGEST_WARNING = 300;

/** What does not fit, in one line: where and why. */
export function shapeFailure(where: string, error: z.ZodError): Failure {
  const issue = error.issues[0];
  const path = [where, ...(issue?.path ?? [])].map(String).join('.');
  return new Failure({ code: 'unexpectedShape', problem: `${path}: ${plainLine(issue?.message ?? 'invalid', 160)}` });
}

/** Parses a 2xx body as JSON. Fails with `notJson`, naming a page by its title and never repeating the body. */
export function parseJson(body: string, contentType: string | undefined): unknown {
  try {
    const json: unknown = JSON.parse(body);
    return json;
  } catch {
    throw new Failure({ code: 'notJson', problem: notJsonProblem(body, contentType) });
  }
}

function notJsonProblem(body: string, contentType: string | undefined): string {
  if (body.trim() === '') return 'its answer is empty';
  if (isHtml(body, contentType)) return htmlProblem(pageTitle(body));
  const length = `${String(body.length)} characters`;
  return /^\s*[[{]/.test(body) ? `its JSON breaks off or is damaged (${length})` : `it sent plain text (${length})`;
}

/** Opens the envelope. Fails with `badQuery` where a server reports an error with status 200. */
export function openEnvelope(json: unknown, redact: (text: string) => string): Envelope {
  const parsed = ENVELOPE.safeParse(json);
  if (!parsed.success) throw shapeFailure('answer', parsed.error);
  if (parsed.data.status === 'error') {
    throw new Failure({ code: 'badQuery' }, undefined, { serverMessage: plainLine(redact(parsed.data.error ?? '')) });
  }
  const { data, warnings, isPartial } = parsed.data;
  const told = (warnings ?? []).map((warning) => plainLine(redact(warning), LONGEST_WARNING));
  // VictoriaMetrics marks what Thanos words: some of its stores did not answer.
  if (isPartial === true) told.push('The server marks this answer as partial.');
  return { data, warnings: [...new Set(told)] };
}

/** Opens the data of a query's answer. */
export function queryDataOf(envelope: Envelope): QueryData {
  const parsed = QUERY_DATA.safeParse(envelope.data);
  if (!parsed.success) throw shapeFailure('data', parsed.error);
  return { ...parsed.data, warnings: envelope.warnings };
}
