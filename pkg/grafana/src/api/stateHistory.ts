import { z } from 'zod';
import type { GrafanaClient } from '../client.ts';

/** Columns of one length: times (epoch ms), then what happened, as Grafana's frame has them. */
const FRAME = z.object({
  schema: z.object({ fields: z.array(z.object({ name: z.string() })) }),
  data: z.object({ values: z.array(z.array(z.unknown())) }),
});
const LINE = z.looseObject({
  previous: z.string().default(''),
  current: z.string().default(''),
  labels: z.record(z.string(), z.string()).nullish(),
  ruleUID: z.string().optional(),
});

/** One change of an alert's state. */
export interface StateChange {
  /** Epoch milliseconds. */
  readonly at: number;
  /** Such as `Normal`, `Alerting`, `Normal (Updated)`. */
  readonly from: string;
  readonly to: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** State changes of a rule between two moments (epoch seconds), in Grafana's order. */
export async function readStateHistory(
  client: GrafanaClient,
  ruleUid: string,
  span: { readonly from: number; readonly to: number },
  limit = 1000,
): Promise<readonly StateChange[]> {
  const query = new URLSearchParams({
    ruleUID: ruleUid,
    from: String(Math.floor(span.from)),
    to: String(Math.ceil(span.to)),
    limit: String(limit),
  });
  const path = `/api/v1/rules/history?${query.toString()}`;
  const frame = await client.read({ operation: 'readStateHistory', subject: JSON.stringify(ruleUid), path }, FRAME);
  const column = (name: string): readonly unknown[] =>
    frame.data.values[frame.schema.fields.findIndex((field) => field.name === name)] ?? [];
  const lines = column('line');
  return column('time').flatMap((time, at) => {
    const line = LINE.safeParse(lines[at]);
    if (typeof time !== 'number' || !line.success) return [];
    const { previous, current, labels } = line.data;
    return [{ at: time, from: previous, to: current, labels: labels ?? {} }];
  });
}
