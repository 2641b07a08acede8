import { useEffect, useRef, useState } from 'react';
import { Subject } from 'rxjs';
import { modelLooks, type Ask, type LookedAt } from '../risk/read/modelLooks.ts';
import type { KnownLook } from '../risk/read/lookSteps.ts';
import { useApp } from './AppContext.ts';

const NONE: ReadonlyMap<string, KnownLook> = new Map();

/** What is known of each of these models, by its key, asked anew with each `ask`. */
export function useModelLooks(models: readonly LookedAt[], ask: Ask): ReadonlyMap<string, KnownLook> {
  const { host, memory } = useApp();
  const [looks, setLooks] = useState(NONE);
  const asks = useRef<Subject<Ask> | null>(null);
  const begun = useRef<readonly LookedAt[] | null>(null);
  useEffect(() => {
    const subject = new Subject<Ask>();
    asks.current = subject;
    begun.current = null;
    const subscription = modelLooks(subject, models, host, memory).subscribe(setLooks);
    return () => {
      subscription.unsubscribe();
      asks.current = null;
    };
  }, [models, host, memory]);
  useEffect(() => {
    // Models that were not asked for yet are all meant, whichever one was meant last.
    asks.current?.next(begun.current === models ? ask : { ...ask, only: undefined });
    begun.current = models;
  }, [ask, models, host, memory]);
  return looks;
}
