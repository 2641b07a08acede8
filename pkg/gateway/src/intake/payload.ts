import { z } from 'zod';
import type { Alert } from './alert.ts';
import { readSentAlert } from './sentAlert.ts';

/** What a payload holds. Alerts that can be used are, whatever else is wrong with it. */
export interface ReadPayload {
  readonly alerts: readonly Alert[];
  /** The sender left alerts out. */
  readonly isTruncated: boolean;
  /** What cannot be used, by the names of fields; empty where all can. */
  readonly problems: readonly string[];
}

/** More than fit into a body of 1 MB with a sentence each. */
const MOST_ALERTS = 5000;
const SHOWN_PROBLEMS = 5;

/** Around the alerts; what differs between the senders. */
export interface PayloadKind {
  readonly name: string;
  /** What `version` says. */
  readonly version: string;
}

const envelope = z.object({
  alerts: z.array(z.unknown()),
  truncatedAlerts: z.int().nonnegative(),
  version: z.string(),
  groupKey: z.string(),
});

/** Reads a webhook's payload. Nothing it holds makes it throw. */
export function readPayload(body: unknown, { name, version }: PayloadKind): ReadPayload {
  const read = envelope.safeParse(body);
  const problems: string[] = [];
  if (!read.success) {
    const fields = [...new Set(read.error.issues.map(({ path: [field = 'everything'] }) => String(field)))];
    problems.push(`it lacks ${fields.join(', ')} of the default payload of ${name}`);
  } else if (read.data.version !== version) problems.push(`its version is not ${version}`);

  const sent = read.success ? read.data.alerts : alertsAtLeast(body);
  const alerts: Alert[] = [];
  for (const [index, one] of sent.slice(0, MOST_ALERTS).entries()) {
    const result = readSentAlert(one);
    if (result.kind === 'alert') alerts.push(result.alert);
    else problems.push(`alerts[${String(index)}] lacks a usable ${result.fields.join(', ')}`);
  }
  return {
    alerts,
    isTruncated: (read.success && read.data.truncatedAlerts > 0) || sent.length > MOST_ALERTS,
    problems: shortened(problems),
  };
}

/** Of a payload whose envelope somebody wrote himself. */
function alertsAtLeast(body: unknown): readonly unknown[] {
  const read = z.object({ alerts: z.array(z.unknown()) }).safeParse(body);
  return read.success ? read.data.alerts : [];
}

function shortened(problems: readonly string[]): readonly string[] {
  const left = problems.length - SHOWN_PROBLEMS;
  return left <= 0 ? problems : [...problems.slice(0, SHOWN_PROBLEMS), `and ${String(left)} more`];
}
