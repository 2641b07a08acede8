import type { ServiceVerdict } from '@release-risk/contract/verdict';
import { useEffect, useState } from 'react';
import { useApp } from '../../app/AppContext.ts';
import { remoteOf } from '../../risk/read/remoteOf.ts';
import type { Remote } from '../../risk/remote.ts';
import { verdictAt, watchOf, type WatchQuestion } from './watch.ts';

/** How a release is judged by its readings at the end of its watch; one request. */
export function useWatchEnd(question: WatchQuestion | undefined, now: number): Remote<ServiceVerdict | undefined> {
  const { host, memory } = useApp();
  const [verdict, setVerdict] = useState<Remote<ServiceVerdict | undefined>>({ kind: 'loading' });
  const at = question === undefined ? undefined : watchOf(question, now).to;
  useEffect(() => {
    if (question === undefined || at === undefined) return undefined;
    setVerdict({ kind: 'loading' });
    const subscription = remoteOf(verdictAt(host, memory, question, at)).subscribe(setVerdict);
    return () => {
      subscription.unsubscribe();
    };
  }, [host, memory, question, at]);
  return verdict;
}
