import type { RollbackProgress } from '@release-risk/contract/rollbackProgress';
import type { ScoreView } from '../control/score-view.ts';
import type { ScoreWatch } from '../control/score-watch.ts';
import { running, type Release, type Releases, WATCH_MS } from '../workload/releases.ts';
import type { Workload } from '../workload/workload.ts';
import { askedRollback, iso, judgedRecord, recordOf } from './records.ts';
import type { StoryWriter } from './story-writer.ts';

const SEEN_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 2_000;

interface Options {
  readonly workload: Pick<Workload, 'releases' | 'onChange'>;
  readonly watch: Pick<ScoreWatch, 'state'>;
  readonly writer: StoryWriter;
  /** Address of the control page. */
  readonly page: string;
  readonly now: () => number;
  /** Told of what could not be written; the demo goes on. */
  readonly onProblem: (problem: string) => void;
}

/**
 * Writes down every release and rollback from now on: a release when it begins, and again with its verdict when its
 * watch ends (after ten minutes, or when another version replaces it); a rollback as asked, accepted, and done once the
 * score is about the old version again. Returns a function that ends it.
 */
export function tellLiveStory(options: Options): () => void {
  const { workload, watch, writer, page, now } = options;
  const timers = new Set<NodeJS.Timeout>();
  const write = (work: Promise<void>) => {
    work.catch((error: unknown) => options.onProblem(error instanceof Error ? error.message : String(error)));
  };
  const later = (ms: number, work: () => void): NodeJS.Timeout => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, ms);
    timers.add(timer);
    return timer;
  };
  /** What the score says now, if it is about that version. */
  const viewOf = (version: string): ScoreView | undefined => {
    const { state } = watch;
    return state.kind === 'ready' && state.view.running?.version === version ? state.view : undefined;
  };
  const judge = (release: Release, previous: Release | undefined) => {
    const view = viewOf(release.version);
    if (view !== undefined) write(writer.deployment(judgedRecord(recordOf(release, previous, page), now(), view)));
  };
  const follow = (progress: RollbackProgress, releases: Releases) => {
    const { to = '' } = progress;
    if (viewOf(to) !== undefined) return write(writer.rollback({ ...progress, state: 'done', updatedAt: iso(now()) }));
    const replaced = running(workload.releases()) !== running(releases);
    if (replaced || now() - Date.parse(progress.askedAt) > SEEN_WITHIN_MS) {
      const reason = replaced ? 'Another release came before it was seen running.' : `${to} was not seen running.`;
      return write(writer.rollback({ ...progress, state: 'failed', reason, updatedAt: iso(now()) }));
    }
    later(LOOK_EVERY_MS, () => follow(progress, releases));
  };

  let endOfWatch: NodeJS.Timeout | undefined;
  workload.onChange((releases) => {
    const [before, replaced, current] = [releases.at(-3), releases.at(-2), running(releases)];
    // The timer is still there exactly while the replaced release was being watched.
    if (replaced !== undefined && endOfWatch !== undefined && timers.delete(endOfWatch)) {
      clearTimeout(endOfWatch);
      judge(replaced, before);
    }
    // Whoever called the pipeline for it tells of it.
    if (current.kind === 'rollback' && current.callId === undefined && replaced !== undefined) {
      const asked = askedRollback(replaced, current, page, viewOf(replaced.version)?.sentence);
      write(writer.rollback(asked));
      const accepted: RollbackProgress = { ...asked, state: 'accepted', updatedAt: iso(now()) };
      write(writer.rollback(accepted));
      later(LOOK_EVERY_MS, () => follow(accepted, releases));
    }
    write(writer.deployment(recordOf(current, replaced, page)));
    endOfWatch = later(WATCH_MS, () => judge(current, replaced));
  });
  return () => {
    for (const timer of timers) clearTimeout(timer);
    timers.clear();
  };
}
