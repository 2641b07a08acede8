import { useDeferredValue, useEffect, useMemo, useReducer, useState } from 'react';
import { draftStorage } from '../../runtime/draftStorage.ts';
import { check, type Checked } from '../draft/checked.ts';
import { draftFrom, draftOf, edited, isChanged, textOf, type Draft, type DraftEdit } from '../draft/draft.ts';
import { sameValue } from '../draft/sameValue.ts';
import type { KeptModel } from '../save/sections.ts';

/** A model under edit, with what is said about it. */
export interface ModelDraft {
  readonly draft: Draft;
  readonly edit: (edit: DraftEdit) => void;
  /** The YAML of the draft as it was a moment ago, while it is shown: where `checked` finds its places. */
  readonly text: string | undefined;
  /** Whether the text is what is looked at. */
  readonly isTextShown: boolean;
  readonly showText: (isShown: boolean) => void;
  readonly checked: Checked;
  readonly isChanged: boolean;
}

/**
 * The draft of a model: what was kept of it in this tab, else what is saved. It is checked behind the typing, so that
 * no key waits for it, and kept at every change, so that a reload loses nothing.
 */
export function useModelDraft(name: string, saved: KeptModel | undefined): ModelDraft | undefined {
  const [draft, edit] = useReducer(reduced, undefined, () => firstDraft(name, saved));
  const changed = useMemo(() => draft !== undefined && isChanged(draft), [draft]);
  useEffect(() => {
    if (draft !== undefined) draftStorage.write(name, changed ? kept(draft) : undefined);
  }, [name, draft, changed]);
  // What others save is taken over as long as nothing was typed.
  const isBehind = draft !== undefined && !changed && saved !== undefined && !sameValue(draft.base, saved);
  useEffect(() => {
    if (isBehind) edit({ kind: 'merged', base: saved, merged: saved });
  }, [isBehind, saved]);
  const [isTextShown, showText] = useState(false);
  const later = useDeferredValue(draft);
  const text = useMemo(() => (isTextShown && later !== undefined ? textOf(later) : undefined), [later, isTextShown]);
  // Where nobody sees lines and columns, the shorter way to the same diagnostics: half the time of a key.
  const checked = useMemo(
    () => check(text ?? later?.text ?? JSON.stringify(later?.document ?? null), name),
    [text, later, name],
  );
  return useMemo(
    () => (draft === undefined ? undefined : { draft, edit, text, isTextShown, showText, checked, isChanged: changed }),
    [draft, text, isTextShown, checked, changed],
  );
}

function reduced(draft: Draft | undefined, edit: DraftEdit): Draft | undefined {
  return draft && edited(draft, edit);
}

function firstDraft(name: string, saved: KeptModel | undefined): Draft | undefined {
  return draftFrom(draftStorage.read(name)) ?? (saved === undefined ? undefined : draftOf(saved));
}

function kept({ document, bindings, text, base }: Draft): Draft {
  return { document, bindings, text, base };
}
