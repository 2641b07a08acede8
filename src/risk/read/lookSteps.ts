import { judgedOf, type Judged, type Look } from '../judged.ts';
import type { Problem } from '../problems.ts';
import type { Context } from './context.ts';

/** What is known of a model right now, and where more of it can be asked. */
export interface KnownLook {
  readonly look: Look;
  readonly context: Context;
}

/** What happens while a model is looked at. */
export type Step =
  | { readonly kind: 'asking' }
  | { readonly kind: 'judged'; readonly judged: Judged; readonly context: Context }
  | { readonly kind: 'problem'; readonly problem: Problem };

/** Before anything was asked. */
export const NOTHING_KNOWN: KnownLook = { look: { kind: 'loading' }, context: { bindings: undefined, frozen: [] } };

/** What was known stays shown until the next answer is there, and beside a problem. */
export function nextLook({ look, context }: KnownLook, step: Step): KnownLook {
  switch (step.kind) {
    case 'judged':
      return { look: { kind: 'judged', judged: step.judged, refreshing: false }, context: step.context };
    case 'problem':
      return { look: { kind: 'problem', problem: step.problem, last: judgedOf(look) }, context };
    case 'asking':
      return { look: look.kind === 'judged' ? { ...look, refreshing: true } : look, context };
  }
}
