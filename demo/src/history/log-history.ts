import { setImmediate as nextTurn } from 'node:timers/promises';
import { request } from 'undici';
import { z } from 'zod';
import { waitUntil } from '../processes/wait-until.ts';
import { SERVICE } from '../workload/identity.ts';
import { type PastLine, pastLogLines } from './log-lines.ts';

const BATCH_LINES = 20_000;
const PUSH_TIMEOUT_MS = 60_000;
const INDEX_TIMEOUT_MS = 60_000;
const DAY_MS = 86_400_000;

/** Takes lines, oldest first. */
export type LineSink = (lines: readonly PastLine[]) => Promise<void>;

/** Hands the request lines of the past in (fromMs, endMs] to a sink in batches; returns how many there were. */
export async function writeLogHistory(fromMs: number, endMs: number, sink: LineSink): Promise<number> {
  let batch: PastLine[] = [];
  let count = 0;
  for (const line of pastLogLines(fromMs, endMs)) {
    batch.push(line);
    count += 1;
    if (batch.length < BATCH_LINES) continue;
    await sink(batch);
    batch = [];
    await nextTurn();
  }
  await sink(batch);
  return count;
}

/** A sink that pushes to a real Loki. Throws with Loki's own message when it refuses. */
export function lokiSink(url: string): LineSink {
  return async (lines) => {
    if (lines.length === 0) return;
    const streams = new Map<string, { stream: object; values: [string, string][] }>();
    for (const { labels, ns, line } of lines) {
      const stream = streams.get(labels.component) ?? { stream: labels, values: [] };
      streams.set(labels.component, stream);
      stream.values.push([ns.toString(), line]);
    }
    const answer = await request(`${url}/loki/api/v1/push`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ streams: [...streams.values()] }),
      headersTimeout: PUSH_TIMEOUT_MS,
    });
    const text = await answer.body.text();
    if (answer.statusCode !== 204)
      throw new Error(`Loki refused the past (${answer.statusCode}): ${text.slice(0, 300)}`);
  };
}

const countSchema = z.object({
  data: z.object({ result: z.array(z.object({ value: z.tuple([z.number(), z.string()]) })) }),
});

/** Moves what Loki holds in memory to its store, and waits until the lines of a week before `endMs` are found there. */
export async function settleLoki(url: string, endMs: number, lengthMs: number): Promise<void> {
  const flush = await request(`${url}/flush`, { method: 'POST', headersTimeout: PUSH_TIMEOUT_MS });
  await flush.body.dump();
  await waitUntil(
    'the past to be found in Loki',
    async () => ((await lokiHolds(url, endMs, lengthMs)) ? true : undefined),
    { timeoutMs: INDEX_TIMEOUT_MS, everyMs: 300 },
  );
}

/** Whether Loki has lines of a week before `endMs`, or of the middle of a shorter past. */
export async function lokiHolds(url: string, endMs: number, lengthMs: number): Promise<boolean> {
  const atMs = lengthMs > 7 * DAY_MS ? endMs - 7 * DAY_MS : endMs - lengthMs / 2;
  const query = `sum(count_over_time({service="${SERVICE}",kind="request"}[2m]))`;
  const search = new URLSearchParams({ query, time: (atMs / 1000).toFixed(3) });
  const answer = await request(`${url}/loki/api/v1/query?${search}`);
  const count = countSchema.parse(await answer.body.json()).data.result[0]?.value[1] ?? '0';
  return Number(count) > 0;
}
