import { useCallback, useEffect, useRef, useState } from 'react';
import type { Ask } from '../risk/read/modelLooks.ts';

/** What asks a page's questions again and again. */
export interface AutoRefresh {
  readonly ask: Ask;
  /** Asks now: one model by its key, or all. */
  readonly again: (only?: string) => void;
}

interface Options {
  /** Seconds between an answer and the next question; undefined: only by hand. */
  readonly every: number | undefined;
  /** While something is being answered nothing new is asked: a slow server would never get to its answer. */
  readonly busy: boolean;
  /** The moment that is asked for, in epoch seconds. */
  readonly moment: () => number;
  /** What else the questions are about: another one is asked for at once. */
  readonly about?: string;
}

/** Asks when the page opens, then from time to time while somebody can see it, and by hand. */
export function useAutoRefresh({ every, busy, moment, about = '' }: Options): AutoRefresh {
  const [ask, setAsk] = useState<Ask>(() => ({ at: moment(), attempt: 0, only: undefined }));
  const latest = useRef(moment);
  latest.current = moment;
  const next = useCallback((byHand: boolean, only?: string) => {
    setAsk(({ attempt }) => ({ at: latest.current(), attempt: byHand ? attempt + 1 : attempt, only }));
  }, []);
  const asked = useRef(about);
  useEffect(() => {
    if (asked.current === about) return;
    asked.current = about;
    next(true);
  }, [about, next]);
  useEffect(() => {
    if (every === undefined || busy) return undefined;
    const due = Date.now() + every * 1000;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const wait = (): void => {
      clearTimeout(timer);
      if (document.visibilityState === 'hidden') return;
      timer = setTimeout(
        () => {
          next(false);
        },
        Math.max(0, due - Date.now()),
      );
    };
    wait();
    document.addEventListener('visibilitychange', wait);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', wait);
    };
  }, [ask, every, busy, next]);
  const again = useCallback(
    (only?: string) => {
      next(true, only);
    },
    [next],
  );
  return { ask, again };
}

/** The present, in whole epoch seconds. */
export function presentMoment(): number {
  return Math.floor(Date.now() / 1000);
}
