import { useCallback, useState } from 'react';

/** How far something that a person started is. */
export type Deed =
  | { readonly kind: 'none' }
  | { readonly kind: 'running' }
  | { readonly kind: 'done' }
  /** `message` is a sentence for people. */
  | { readonly kind: 'failed'; readonly message: string };

/** Runs one thing at a time and knows how it went; resolves to whether it went well. */
export function useDeed(): readonly [Deed, (work: () => Promise<void>) => Promise<boolean>, () => void] {
  const [deed, setDeed] = useState<Deed>({ kind: 'none' });
  const run = useCallback(async (work: () => Promise<void>) => {
    setDeed({ kind: 'running' });
    try {
      await work();
      setDeed({ kind: 'done' });
      return true;
    } catch (error) {
      setDeed({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
      return false;
    }
  }, []);
  const forget = useCallback(() => {
    setDeed({ kind: 'none' });
  }, []);
  return [deed, run, forget];
}
