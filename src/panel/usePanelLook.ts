import { useEffect, useRef, useState } from 'react';
import { Subject } from 'rxjs';
import type { Host } from '../risk/host.ts';
import type { Memory } from '../risk/read/surroundingsOf.ts';
import type { PanelInput } from './panelInput.ts';
import { panelLooks, type PanelLook } from './panelLook.ts';

const FIRST: PanelLook = { look: { kind: 'loading' }, context: { bindings: undefined, frozen: [] } };

/** What the panel shows of its input; undefined input: nothing is asked. Everything in flight ends with the panel. */
export function usePanelLook(input: PanelInput | undefined, host: Host, memory: Memory): PanelLook {
  const [look, setLook] = useState(FIRST);
  const inputs = useRef<Subject<PanelInput> | null>(null);
  useEffect(() => {
    const subject = new Subject<PanelInput>();
    inputs.current = subject;
    const subscription = panelLooks(subject, host, memory).subscribe(setLook);
    return () => {
      subscription.unsubscribe();
      inputs.current = null;
    };
  }, [host, memory]);
  useEffect(() => {
    if (input === undefined) setLook(FIRST);
    else inputs.current?.next(input);
  }, [input]);
  return look;
}
