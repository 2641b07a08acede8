import { leadBot } from '@release-risk/propose/leadBot';
import { draftDocument } from '@release-risk/propose/modelText';
import type { LiveModel } from '@release-risk/propose/live';
import { freeName } from '../../config/draft/newDocument.ts';
import type { StartState } from './startState.ts';
import { withKept, type ModelDocument } from '../../config/draft/modelDocument.ts';
import { idOf, signalsOf, withSignals } from '../../config/draft/signals.ts';

/** The document of what was proposed and chosen, under a name that is free. */
export function proposedDocument(
  live: LiveModel,
  chosen: ReadonlySet<string>,
  taken: readonly string[],
): ModelDocument {
  const document: ModelDocument = draftDocument(live.draft);
  const signals = signalsOf(document).filter((signal) => chosen.has(idOf(signal)));
  return withKept(withSignals(document, signals), 'name', freeName(live.draft.name, taken));
}

/** The example this product was made for. */
export function sampleDocument(taken: readonly string[]): ModelDocument {
  return withKept(draftDocument(leadBot('lead-bot')), 'name', freeName('lead-bot', taken));
}

/** What people wrote themselves, and what was saved under: it stays when signals are chosen anew. */
const WORDS = ['name', 'title', 'owner', 'action', 'contactPoints'];

/** A document made anew with the words of the one before it, where that one was made by this start. */
export function keepingWords(
  made: ModelDocument,
  { document, saved }: Pick<StartState, 'document' | 'saved'>,
): ModelDocument {
  const before = saved ?? document;
  if (before === undefined) return made;
  return WORDS.reduce((next, key) => (before[key] === undefined ? next : withKept(next, key, before[key])), made);
}
