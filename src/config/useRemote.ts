import { ApplyError } from '@release-risk/apply/errors';
import { useCallback, useEffect, useState } from 'react';
import { catchError, map, of } from 'rxjs';
import type { Remote } from '../risk/remote.ts';
import { abortable } from '../risk/read/abortable.ts';
import { remoteOf } from '../risk/read/remoteOf.ts';

/** What was asked, and whether it is being asked again: what was there stays shown until then. */
export interface Asked<T> {
  readonly remote: Remote<T>;
  readonly isAsking: boolean;
  readonly again: () => void;
}

/** Asks whenever `work` is another function; undefined: nothing is asked yet. Who no longer looks ends what is under way. */
export function useRemote<T>(work: ((signal: AbortSignal) => Promise<T>) | undefined): Asked<T> {
  const [remote, setRemote] = useState<Remote<T>>({ kind: 'loading' });
  const [isAsking, setAsking] = useState(false);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (work === undefined) {
      setRemote({ kind: 'loading' });
      return undefined;
    }
    setAsking(true);
    const said = abortable(work).pipe(
      map((value): Remote<T> => ({ kind: 'ok', value })),
      catchError((error: unknown) => {
        if (!(error instanceof ApplyError)) throw error;
        return of<Remote<T>>({ kind: 'failed', reason: error.message, hint: error.hint });
      }),
    );
    const subscription = remoteOf(said).subscribe((found) => {
      setRemote(found.kind === 'ok' ? found.value : found);
      setAsking(false);
    });
    return () => {
      subscription.unsubscribe();
    };
  }, [work, attempt]);
  const again = useCallback(() => {
    setAttempt((count) => count + 1);
  }, []);
  return { remote, isAsking, again };
}
