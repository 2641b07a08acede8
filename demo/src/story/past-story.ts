import type { LiveScore } from '../control/score-view.ts';
import { pastReleases, WATCH_MS } from '../workload/releases.ts';
import { judgedRecord, recordOf } from './records.ts';
import type { StoryWriter } from './story-writer.ts';

const SHOWN = 8;

interface Options {
  readonly nowMs: number;
  /** Length of the generated past. */
  readonly lengthMs: number;
  readonly score: LiveScore | undefined;
  readonly writer: StoryWriter;
  readonly page: string;
  readonly signal?: AbortSignal;
}

/**
 * Writes down the last releases of the generated past, oldest first, each with the verdict that the model gives at the
 * end of its watch: asked of the servers, as a gate would have done. One that cannot be judged stays without, as the
 * first ones do whose baselines would lie before the generated past.
 */
export async function tellPastStory(options: Options): Promise<void> {
  const { nowMs, lengthMs, score, writer, page, signal } = options;
  const releases = pastReleases(nowMs, SHOWN + 1).filter(({ deployedAtMs }) => deployedAtMs > nowMs - lengthMs);
  for (const [at, release] of releases.entries()) {
    const previous = releases[at - 1];
    // The first one is only there to say what the second replaced.
    if (previous === undefined) continue;
    signal?.throwIfAborted();
    const record = recordOf(release, previous, page);
    const endMs = release.deployedAtMs + WATCH_MS;
    const view = endMs < nowMs ? await score?.read(endMs).catch(() => undefined) : undefined;
    const judged = view !== undefined && view.verdict !== 'Inconclusive';
    await writer.deployment(judged ? judgedRecord(record, endMs, view) : record);
  }
}
