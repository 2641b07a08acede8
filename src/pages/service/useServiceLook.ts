import type { Identity } from '@release-risk/model/model';
import { useEffect, useRef, useState } from 'react';
import { Subject } from 'rxjs';
import { useApp } from '../../app/AppContext.ts';
import { NOTHING_KNOWN, type KnownLook } from '../../risk/read/lookSteps.ts';
import { modelLook, type Ask, type LookedAt } from '../../risk/read/modelLooks.ts';

/** What is known of one service of a model, asked anew with each `ask`. */
export function useServiceLook(stored: LookedAt, labels: Identity, ask: Ask): KnownLook {
  const { host, memory } = useApp();
  const [known, setKnown] = useState(NOTHING_KNOWN);
  const asks = useRef<Subject<Ask> | null>(null);
  useEffect(() => {
    const subject = new Subject<Ask>();
    asks.current = subject;
    const subscription = modelLook(subject, stored, labels, host, memory).subscribe(setKnown);
    return () => {
      subscription.unsubscribe();
      asks.current = null;
    };
  }, [stored, labels, host, memory]);
  useEffect(() => {
    asks.current?.next(ask);
  }, [ask, stored, labels, host, memory]);
  return known;
}
