import { readChronicle, type Chronicle } from '@release-risk/grafana/api/chronicle';
import { useCallback, useEffect, useState } from 'react';
import { useApp } from '../../app/AppContext.ts';
import { abortable } from '../../risk/read/abortable.ts';
import { remoteOf } from '../../risk/read/remoteOf.ts';
import type { Remote } from '../../risk/remote.ts';

/** The newest so many of what was written down: enough for a year of daily releases. */
export const CHRONICLE_AT_MOST = 500;

/** What was written down about all services, and a way to read it again. What was read stays until then. */
export function useChronicle(): readonly [Remote<Chronicle>, () => void] {
  const { host } = useApp();
  const [chronicle, setChronicle] = useState<Remote<Chronicle>>({ kind: 'loading' });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const asked = remoteOf(abortable((signal) => readChronicle(host.client(signal), CHRONICLE_AT_MOST)));
    const subscription = asked.subscribe(setChronicle);
    return () => {
      subscription.unsubscribe();
    };
  }, [host, attempt]);
  const again = useCallback(() => {
    setAttempt((count) => count + 1);
  }, []);
  return [chronicle, again];
}
