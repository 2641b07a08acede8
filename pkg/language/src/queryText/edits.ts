import type { Span } from './problem.ts';

/** One change of a text: the span (empty to insert) and what stands there afterwards. */
export interface Edit extends Span {
  readonly text: string;
}

/** A blank where a word inserted at `at` would run into the word that follows. */
export function blankBefore(text: string, at: number): string {
  return /[\w@]/.test(text.charAt(at)) ? ' ' : '';
}

/** The text with all edits applied. Edits must not overlap; those at the same place are applied in the order given. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const ordered = edits
    .map((edit, index) => ({ edit, index }))
    .sort((a, b) => a.edit.from - b.edit.from || a.edit.to - b.edit.to || a.index - b.index);
  const parts: string[] = [];
  let at = 0;
  for (const { edit } of ordered) {
    if (edit.from < at) throw new Error(`Edits overlap at ${edit.from}`);
    parts.push(text.slice(at, edit.from), edit.text);
    at = edit.to;
  }
  parts.push(text.slice(at));
  return parts.join('');
}
