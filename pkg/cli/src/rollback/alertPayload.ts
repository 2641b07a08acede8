import { createHmac } from 'node:crypto';
import { SIGNATURE_HEADER, TIMESTAMP_HEADER } from '@release-risk/compiler/emit/grafana/contactPoints';
import { z } from 'zod';
import { CliError } from '../errors.ts';

/** Of either sender; the rest is the gateway's to judge. */
const payloadSchema = z.looseObject({
  version: z.string().optional(),
  alerts: z.array(z.looseObject({ status: z.string().optional() })).min(1),
});

/** A saved notification. */
export interface AlertPayload {
  readonly from: 'grafana' | 'alertmanager';
  /** The very bytes of the file: the signature is over them. */
  readonly body: string;
  readonly alerts: number;
}

/** Reads a notification; `file` is what errors call it. Throws RR619. */
export function readPayload(file: string, body: string, from: AlertPayload['from'] | undefined): AlertPayload {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (error) {
    const problem = `it is not JSON: ${error instanceof Error ? error.message : String(error)}`;
    throw new CliError({ code: 'RR619', file, problem });
  }
  const parsed = payloadSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const problem = `${issue?.path.join('.') || 'the document'}: ${issue?.message ?? 'unknown'}`;
    throw new CliError({ code: 'RR619', file, problem });
  }
  const { version, alerts } = parsed.data;
  // Alertmanager's webhooks have version 4, Grafana's have 1.
  return { from: from ?? (version === '4' ? 'alertmanager' : 'grafana'), body, alerts: alerts.length };
}

/** The headers by which Grafana's contact point proves who sent `body`, at `now` (epoch milliseconds). */
export function signatureHeaders(body: string, secret: string, now: number): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(now / 1000));
  const signature = createHmac('sha256', secret).update(`${timestamp}:`).update(body).digest('hex');
  return { [SIGNATURE_HEADER.toLowerCase()]: signature, [TIMESTAMP_HEADER.toLowerCase()]: timestamp };
}
