import type { LiveScore } from '../control/score-view.ts';
import type { ScoreWatch } from '../control/score-watch.ts';
import type { Workload } from '../workload/workload.ts';
import { tellLiveStory } from './live-story.ts';
import { tellPastStory } from './past-story.ts';
import type { StoryWriter } from './story-writer.ts';

/** Writes down what was released and what will be, beside everything else; returns what ends it. */
export function tellStory(
  writer: StoryWriter,
  options: {
    readonly workload: Workload;
    readonly watch: ScoreWatch;
    readonly score: LiveScore | undefined;
    readonly lengthMs: number;
    readonly page: string;
    readonly progress: (line: string) => void;
  },
): () => Promise<void> {
  const ended = new AbortController();
  let told = false;
  const onProblem = (problem: unknown) => {
    if (!told && !ended.signal.aborted)
      options.progress(
        `The releases cannot be written to Grafana: ${problem instanceof Error ? problem.message : String(problem)}`,
      );
    told = true;
  };
  const endLive = tellLiveStory({ ...options, writer, now: Date.now, onProblem });
  const past = tellPastStory({ ...options, writer, nowMs: Date.now(), signal: ended.signal }).catch(onProblem);
  return async () => {
    ended.abort();
    endLive();
    await past;
  };
}
