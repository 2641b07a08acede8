import { useCallback, useEffect, useRef, useState } from 'react';
import type { Host } from '../../risk/host.ts';
import { saveModel, type ModelToSave, type Saved } from './saveModel.ts';

/** Where a save stands. */
export type Saving = { readonly kind: 'no' } | { readonly kind: 'saving' } | Saved;

/** Saves models one at a time; what came of the last one stays until the next, or until it is put away. */
export function useSaving(host: Host): {
  readonly saving: Saving;
  readonly save: (toSave: ModelToSave) => Promise<Saved>;
  readonly putAway: () => void;
} {
  const [saving, setSaving] = useState<Saving>({ kind: 'no' });
  const controller = useRef<AbortController>(undefined);
  useEffect(
    () => () => {
      controller.current?.abort();
    },
    [],
  );
  const save = useCallback(
    async (toSave: ModelToSave) => {
      controller.current = new AbortController();
      const { signal } = controller.current;
      setSaving({ kind: 'saving' });
      const saved = await saveModel(host, toSave, signal);
      if (!signal.aborted) setSaving(saved);
      return saved;
    },
    [host],
  );
  const putAway = useCallback(() => {
    setSaving({ kind: 'no' });
  }, []);
  return { saving, save, putAway };
}
