import { useEffect, useState } from 'react';
import { combineLatest, startWith } from 'rxjs';
import { useApp } from '../../app/AppContext.ts';
import { remoteOf } from '../../risk/read/remoteOf.ts';
import type { Remote } from '../../risk/remote.ts';
import { scoresOf, watchOf, type ScoredMoment, type WatchQuestion } from './watch.ts';

/** The scores of each watch as they come in; undefined questions: nothing is asked. Leaving ends what is in flight. */
export function useScores(
  questions: readonly WatchQuestion[] | undefined,
  now: number,
): readonly Remote<readonly ScoredMoment[]>[] {
  const { host, memory } = useApp();
  const [scores, setScores] = useState<readonly Remote<readonly ScoredMoment[]>[]>([]);
  useEffect(() => {
    if (questions === undefined) return undefined;
    const asked = questions.map((question) =>
      remoteOf(scoresOf(host, memory, question, watchOf(question, now))).pipe(startWith({ kind: 'loading' } as const)),
    );
    const subscription = combineLatest(asked).subscribe(setScores);
    return () => {
      subscription.unsubscribe();
    };
  }, [host, memory, questions, now]);
  return scores;
}
