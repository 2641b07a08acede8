import { z } from 'zod';
import { pastLogLines } from '../history/log-lines.ts';
import { createLokiStandIn } from './http.ts';
import { LogStore, type LogStream } from './log-store.ts';

/** What the starter hands over: where to listen, and which past to begin with. */
const configSchema = z.object({ port: z.number().int(), historyFromMs: z.number(), historyEndMs: z.number() });
const KEEP_MS = 16 * 86_400_000;
const CLEAN_UP_EVERY_MS = 3_600_000;

process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit(0));
process.once('SIGTERM', () => process.exit(0));

const config = configSchema.parse(JSON.parse(process.argv[2] ?? '{}'));
const store = new LogStore();
const streams = new Map<object, LogStream>();
for (const { labels, ns, line } of pastLogLines(config.historyFromMs, config.historyEndMs)) {
  const stream = streams.get(labels) ?? store.stream(new Map(Object.entries(labels)));
  streams.set(labels, stream);
  stream.add({ ns, line });
}
setInterval(() => store.dropUntil(BigInt(Date.now() - KEEP_MS) * 1_000_000n), CLEAN_UP_EVERY_MS);
await createLokiStandIn(store, () => BigInt(Date.now()) * 1_000_000n).listen({ host: '127.0.0.1', port: config.port });
process.send?.({ type: 'ready' });
