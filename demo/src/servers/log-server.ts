import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { lokiSink, settleLoki, writeLogHistory } from '../history/log-history.ts';
import type { Binaries } from '../processes/binaries.ts';
import { startChild } from '../processes/children.ts';
import type { Launcher } from '../processes/launcher.ts';
import type { Found } from './find-program.ts';
import type { LokiProgram } from './find-loki.ts';
import { startLoki } from './loki.ts';

/** Changes whenever what is generated changes. */
const GENERATION = 'logs-3';
/** Full-density windows reach 6 hours; a past this much older still covers every look-back of a session. */
const REFILL_AFTER_MS = 4 * 3_600_000;
const TOP_UP_MS = 10 * 60_000;

const filledSchema = z.object({ generation: z.string(), endMs: z.number(), lengthMs: z.number() });

/** The source of the stand-in's process, for whoever bundles programs. */
export const STAND_IN_SOURCE = new URL('../loki-stand-in/process.ts', import.meta.url);

/** The running log server, whichever it is. */
export interface LogServer {
  readonly kind: 'real' | 'stand-in';
  readonly url: string;
  readonly note: string;
  /** Writes the newest part of the past, up to `nowMs`, just before live lines begin. */
  finishHistory(nowMs: number): Promise<void>;
  stop(): Promise<void>;
  readonly crashed: Promise<string>;
}

interface Options {
  readonly binaries: Binaries;
  readonly launch: Launcher;
  readonly cacheFolder: string;
  readonly ports: { readonly http: number; readonly grpc: number };
  readonly nowMs: number;
  readonly lengthMs: number;
}

/** A real Loki with its past; what an earlier start wrote is kept while it is fresh. */
export async function startRealLoki(found: Found<LokiProgram>, options: Options): Promise<LogServer> {
  const { binaries, cacheFolder, nowMs, lengthMs } = options;
  const folder = join(cacheFolder, 'loki');
  const filledFile = join(cacheFolder, 'loki-filled.json');
  const filled = await readFilled(filledFile);
  const fresh =
    filled?.generation === GENERATION && filled.lengthMs === lengthMs && nowMs - filled.endMs < REFILL_AFTER_MS;
  if (!fresh) {
    await rm(filledFile, { force: true });
    await rm(folder, { recursive: true, force: true });
  }
  await mkdir(folder, { recursive: true });
  const { http: httpPort, grpc: grpcPort } = options.ports;
  const { url, process } = await startLoki(binaries, { file: found.program.loki, folder, httpPort, grpcPort });
  if (!fresh) {
    // Oldest first: Loki does not take lines much older than a stream's newest.
    await writeLogHistory(nowMs - lengthMs, nowMs, lokiSink(url));
    await settleLoki(url, nowMs, lengthMs);
    await writeFile(filledFile, JSON.stringify({ generation: GENERATION, endMs: nowMs, lengthMs }));
  }
  return {
    kind: 'real',
    url,
    note: `${found.program.loki} (${found.from})`,
    finishHistory: async (untilMs) => {
      // The same line twice is kept once, so what an earlier session already wrote does no harm.
      await writeLogHistory(fresh ? untilMs - TOP_UP_MS : nowMs, untilMs, lokiSink(url));
    },
    stop: () => process.stop(),
    crashed: process.crashed,
  };
}

/** The stand-in, which says so, with its past in memory. */
export async function startStandIn(options: Options): Promise<LogServer> {
  const { launch, nowMs, lengthMs, ports } = options;
  const child = await startChild(launch, 'Loki stand-in', STAND_IN_SOURCE, {
    port: ports.http,
    historyFromMs: nowMs - lengthMs,
    historyEndMs: nowMs,
  });
  const url = `http://127.0.0.1:${ports.http}`;
  return {
    kind: 'stand-in',
    url,
    note: 'answers only the queries that demo/src/loki-stand-in/README.md lists; for all of LogQL start with LOKI_BIN=/path/to/loki',
    finishHistory: (untilMs) => writeLogHistory(nowMs, untilMs, lokiSink(url)).then(() => undefined),
    stop: () => child.stop(),
    crashed: child.crashed,
  };
}

async function readFilled(file: string): Promise<z.infer<typeof filledSchema> | undefined> {
  try {
    return filledSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return undefined;
  }
}
