import { isPart, textIn, type Part } from '../../risk/edit/signalDraft.ts';
import type { ModelDocument } from '../../config/draft/modelDocument.ts';

export const STEPS = ['bind', 'services', 'signals', 'score', 'save', 'apply'] as const;
export type Step = (typeof STEPS)[number];

/** How far somebody is with their first model; plain JSON, so that a reload loses nothing. */
export interface StartState {
  readonly step: Step;
  /** Uids of the datasources to look at; undefined: the one that decides itself, null: none. */
  readonly metrics?: string | null | undefined;
  readonly logs?: string | null | undefined;
  /** What tells services apart, where a person said it. */
  readonly labels?: readonly string[] | undefined;
  /** Keys of the chosen services; undefined: all that were found. */
  readonly services?: readonly string[] | undefined;
  /** Ids of the chosen proposals; undefined: all. */
  readonly proposals?: readonly string[] | undefined;
  /** Signals that were taken from dashboards and rules. */
  readonly extra?: readonly Part[] | undefined;
  /** The model so far. */
  readonly document?: ModelDocument | undefined;
  /** What of it the settings hold. */
  readonly saved?: ModelDocument | undefined;
}

export const BEGINNING: StartState = { step: 'bind' };

/** What was kept; the beginning where it is nothing that can be read. */
export function startStateFrom(kept: unknown): StartState {
  if (!isPart(kept)) return BEGINNING;
  const step = STEPS.find((one) => one === kept['step']);
  if (step === undefined) return BEGINNING;
  const document = partOrNothing(kept['document']);
  // Without a model there is nothing to save or to apply.
  return {
    step: document === undefined && (step === 'save' || step === 'apply') ? 'bind' : step,
    metrics: uidIn(kept, 'metrics'),
    logs: uidIn(kept, 'logs'),
    labels: textsIn(kept, 'labels'),
    services: textsIn(kept, 'services'),
    proposals: textsIn(kept, 'proposals'),
    extra: partsIn(kept, 'extra'),
    document,
    saved: partOrNothing(kept['saved']),
  };
}

export function nextStep(step: Step): Step {
  return STEPS[Math.min(STEPS.indexOf(step) + 1, STEPS.length - 1)] ?? step;
}

export function stepBefore(step: Step): Step | undefined {
  return STEPS[STEPS.indexOf(step) - 1];
}

function uidIn(kept: Part, key: string): string | null | undefined {
  return kept[key] === null ? null : textIn(kept, key);
}

function partOrNothing(value: unknown): Part | undefined {
  return isPart(value) ? value : undefined;
}

function partsIn(kept: Part, key: string): readonly Part[] | undefined {
  const found = kept[key];
  return Array.isArray(found) ? found.filter((one): one is Part => isPart(one)) : undefined;
}

function textsIn(kept: Part, key: string): readonly string[] | undefined {
  const found = kept[key];
  return Array.isArray(found) && found.every((one) => typeof one === 'string') ? found : undefined;
}
