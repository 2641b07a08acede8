import { z } from 'zod';
import type { GrafanaClient } from '../client.ts';

/** Columns of one length, as Grafana's frame has them. Which there are depends on where it keeps the history. */
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
  const names = frame.schema.fields.map(({ name }) => name);
  const column = (name: string): readonly unknown[] => frame.data.values[names.indexOf(name)] ?? [];
  return names.includes('line') ? changesInLines(column) : changesInAnnotations(column);
}

type Column = (name: string) => readonly unknown[];

/** As Grafana keeps it in Loki: a line of JSON for each change. */
function changesInLines(column: Column): readonly StateChange[] {
  const lines = column('line');
  return column('time').flatMap((time, at) => {
    const line = LINE.safeParse(lines[at]);
    if (typeof time !== 'number' || !line.success) return [];
    const { previous, current, labels } = line.data;
    return [{ at: time, from: previous, to: current, labels: labels ?? {} }];
  });
}

/** As Grafana keeps it in annotations, its default. */
function changesInAnnotations(column: Column): readonly StateChange[] {
  const [texts, before, after] = [column('text'), column('prev'), column('next')];
  return column('time').flatMap((time, at) => {
    const [from, to] = [before[at], after[at]];
    if (typeof time !== 'number' || typeof from !== 'string' || typeof to !== 'string') return [];
    return [{ at: milliseconds(time), from, to, labels: labelsIn(texts[at]) }];
  });
}

/** No moment before the year 5138, in milliseconds: what is later was taken for seconds (seen in 12.2). */
const LATEST = 1e14;

function milliseconds(time: number): number {
  return time > LATEST ? Math.round(time / 1000) : time;
}

/** `title {alertname=a, service=b} - values`: the labels as people read them, values with any sign in them included. */
function labelsIn(text: unknown): Readonly<Record<string, string>> {
  const [, listed] = typeof text === 'string' ? (/\{(\w+=[\s\S]*)\}(?: - |$)/.exec(text) ?? []) : [];
  const labels: Record<string, string> = {};
  for (const part of (listed ?? '').split(/, (?=[A-Za-z_]\w*=)/)) {
    const at = part.indexOf('=');
    if (at > 0) labels[part.slice(0, at)] = part.slice(at + 1);
  }
  return labels;
}
