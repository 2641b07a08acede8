import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { cp, link, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { promisify } from 'node:util';
import { metricLines } from './metric-series.ts';
import { tile } from './tiles.ts';

const run = promisify(execFile);

/** Changes whenever what is generated changes, so that an older cache is not mixed in. */
const GENERATION = 'metrics-5';
const PROMTOOL_TIMEOUT_MS = 120_000;

/** How many pieces were made and how many were already there. */
export interface HistoryReport {
  readonly made: number;
  readonly cached: number;
}

interface Options {
  readonly promtool: string;
  /** Folder that keeps finished pieces between starts. */
  readonly cacheFolder: string;
  /** Length of the past in ms. */
  readonly lengthMs: number;
  readonly signal?: AbortSignal;
}

/**
 * Makes sure that the whole tiles of the past before `endMs` are in the cache; tiles that are no longer needed go.
 * The newest two hours at most are left to {@link placeHistory}.
 */
export async function prepareHistory(endMs: number, options: Options): Promise<HistoryReport> {
  const folder = join(options.cacheFolder, GENERATION);
  await mkdir(folder, { recursive: true });
  const { tiles } = tile(endMs, options.lengthMs);
  const wanted = new Map(tiles.map((t) => [`${t.fromMs}-${t.toMs}`, t]));
  const present = new Set(await readdir(folder));
  for (const name of present) {
    if (!wanted.has(name)) await rm(join(folder, name), { recursive: true, force: true });
  }
  // One piece is written while promtool turns the one before into a block: two cores, two jobs.
  let compacting: Promise<void> = Promise.resolve();
  let made = 0;
  for (const [name, t] of wanted) {
    if (present.has(name)) continue;
    const text = join(options.cacheFolder, `${name}.om`);
    await writeOpenMetrics(text, metricLines(t.fromMs, t.toMs, false), options.signal);
    await compacting;
    compacting = compact(options, text, join(folder, name));
    // Awaited in the next round or below; until then a failure must not count as unhandled.
    compacting.catch(() => undefined);
    made += 1;
  }
  await compacting;
  return { made, cached: wanted.size - made };
}

/**
 * Fills an empty Prometheus data folder with the prepared past and the rest up to exactly `endMs`.
 * Blocks are linked, not copied, where the file system allows it.
 */
export async function placeHistory(endMs: number, dataFolder: string, options: Options): Promise<void> {
  const folder = join(options.cacheFolder, GENERATION);
  const { tiles, restFromMs } = tile(endMs, options.lengthMs);
  await mkdir(dataFolder, { recursive: true });
  const rest = join(options.cacheFolder, `rest-${process.pid}`);
  await rm(rest, { recursive: true, force: true });
  await writeOpenMetrics(`${rest}.om`, metricLines(restFromMs, endMs, true), options.signal);
  await compact(options, `${rest}.om`, rest);
  for (const source of [...tiles.map((t) => join(folder, `${t.fromMs}-${t.toMs}`)), rest]) {
    for (const block of await readdir(source)) await linkFolder(join(source, block), join(dataFolder, block));
  }
  await rm(rest, { recursive: true, force: true });
}

async function writeOpenMetrics(file: string, lines: Iterable<string>, signal?: AbortSignal): Promise<void> {
  const stream = createWriteStream(file, { highWaterMark: 1 << 20 });
  try {
    let turn = 0;
    for (const text of lines) {
      turn += 1;
      if (!stream.write(text)) await once(stream, 'drain');
      else if (turn % 20 === 0) await nextTurn();
      signal?.throwIfAborted();
    }
    stream.end('# EOF\n');
    await finished(stream);
  } catch (error) {
    stream.destroy();
    await rm(file, { force: true });
    throw error;
  }
}

/** Turns the text into blocks in `target`; `target` appears only when it is complete. */
async function compact(options: Options, text: string, target: string): Promise<void> {
  const partial = `${text}.blocks`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  try {
    const args = ['tsdb', 'create-blocks-from', 'openmetrics', '--max-block-duration=54h', '--quiet', text, partial];
    await run(options.promtool, args, {
      timeout: PROMTOOL_TIMEOUT_MS,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    await rename(partial, target);
  } finally {
    await rm(text, { force: true });
    await rm(partial, { recursive: true, force: true });
  }
}

async function linkFolder(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.isDirectory()) await linkFolder(source, target);
    // Blocks never change, so a link is as good as a copy; another file system needs the copy.
    else await link(source, target).catch(() => cp(source, target));
  }
}
