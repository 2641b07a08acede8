import { isPart } from '../../risk/edit/signalDraft.ts';
import type { KeptModel } from '../save/sections.ts';
import type { ModelDocument } from './modelDocument.ts';
import { sameValue } from './sameValue.ts';
import { documentIn, yamlOf } from './yamlText.ts';

/** A model while somebody edits it, by its form and by its text. */
export interface Draft extends KeptModel {
  /** What was typed into the text and stands there still; undefined: the text is written from the document. */
  readonly text: string | undefined;
  /** What is in the settings, as far as this draft knows; undefined for a model that is not there yet. */
  readonly base: KeptModel | undefined;
}

export type DraftEdit =
  | { readonly kind: 'document'; readonly document: ModelDocument }
  | { readonly kind: 'text'; readonly text: string }
  /** Back from a text that says nothing to what the form shows. */
  | { readonly kind: 'dropText' }
  | { readonly kind: 'binding'; readonly datasource: string; readonly uid: string | undefined }
  | { readonly kind: 'bindings'; readonly bindings: Readonly<Record<string, string>> }
  /** What was read or written: nothing of it is unsaved any more. */
  | { readonly kind: 'settled'; readonly base: KeptModel | undefined }
  /** A draft on top of what somebody else saved. */
  | { readonly kind: 'merged'; readonly base: KeptModel | undefined; readonly merged: KeptModel }
  | { readonly kind: 'reverted' };

export function draftOf(base: KeptModel): Draft {
  return { ...base, text: undefined, base };
}

/** The draft after one edit. A text that says something is what the form shows; one that does not leaves it alone. */
export function edited(draft: Draft, edit: DraftEdit): Draft {
  switch (edit.kind) {
    case 'document':
      return { ...draft, document: edit.document, text: undefined };
    case 'text':
      return { ...draft, text: edit.text, document: documentIn(edit.text) ?? draft.document };
    case 'dropText':
      return { ...draft, text: undefined };
    case 'binding': {
      const { [edit.datasource]: _before, ...others } = draft.bindings;
      return { ...draft, bindings: edit.uid === undefined ? others : { ...others, [edit.datasource]: edit.uid } };
    }
    case 'bindings':
      return { ...draft, bindings: edit.bindings };
    case 'settled':
      return { ...draft, base: edit.base };
    case 'merged':
      return { ...edit.merged, text: undefined, base: edit.base };
    case 'reverted':
      return draft.base === undefined ? draft : draftOf(draft.base);
  }
}

/** What the text of the draft is: as it was typed, else as it is written. */
export function textOf({ text, document }: Pick<Draft, 'text' | 'document'>): string {
  return text ?? yamlOf(document);
}

/** Whether what was typed says nothing yet: the form shows what it said last. */
export function isTextUnreadable({ text }: Pick<Draft, 'text'>): boolean {
  return text !== undefined && documentIn(text) === undefined;
}

/** Whether there is something to save. */
export function isChanged(draft: Draft): boolean {
  if (isTextUnreadable(draft)) return true;
  const { base, document, bindings } = draft;
  return base === undefined || !sameValue(base.document, document) || !sameValue(base.bindings, bindings);
}

/** A draft as it was kept over a reload; undefined where it is none. */
export function draftFrom(kept: unknown): Draft | undefined {
  if (!isPart(kept)) return undefined;
  const mine = keptFrom(kept);
  if (mine === undefined) return undefined;
  const text = kept['text'];
  return { ...mine, text: typeof text === 'string' ? text : undefined, base: keptFrom(kept['base']) };
}

function keptFrom(value: unknown): KeptModel | undefined {
  if (!isPart(value)) return undefined;
  const { document, bindings } = value;
  if (!isPart(document) || !isPart(bindings)) return undefined;
  const texts = Object.entries(bindings).flatMap(([key, uid]) => (typeof uid === 'string' ? [[key, uid]] : []));
  return { document, bindings: Object.fromEntries(texts) };
}
