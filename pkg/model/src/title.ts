import type { ScoredSignal } from './model.ts';
import { oneLine } from './oneLine.ts';

const TITLE_AT_MOST = 60;

/** A signal's title as the sentence of cause begins with it. */
export function titleOf(signal: ScoredSignal): string {
  return oneLine(signal.title, TITLE_AT_MOST) || signal.id;
}

/** The title inside a sentence: "Error rate" becomes "error rate"; "CRM sync gap", "MySQL lag" and "p95" stay. */
export function inSentence(signal: ScoredSignal): string {
  const title = titleOf(signal);
  return /^\p{Lu}\p{Ll}+(?![\p{L}\p{N}])/u.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
}
