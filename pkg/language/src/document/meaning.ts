import type { Finding } from '../diagnostics/diagnostic.ts';
import { actionFindings } from './actionRules.ts';
import { baselineFindings } from './baselineRules.ts';
import { limitFindings } from './limitRules.ts';
import { modelFindings } from './modelRules.ts';
import type { Parts, PlacedSignal } from './parts.ts';
import { datasourceFindings, serviceFindings } from './referenceRules.ts';
import { sampleFindings } from './sampleRules.ts';

/** What a document of the right shape says that cannot be meant, or cannot be done. */
export function meaningFindings(parts: Parts): Finding[] {
  return [
    ...modelFindings(parts),
    ...datasourceFindings(parts),
    ...serviceFindings(parts),
    ...actionFindings(parts),
    ...parts.signals.flatMap((placed) => [
      ...limitFindings(placed),
      ...sampleFindings(parts, placed),
      ...gradingFindings(parts, placed),
      ...baselineFindings(parts, placed),
    ]),
  ];
}

function gradingFindings(parts: Parts, { signal, index }: PlacedSignal): Finding[] {
  if (signal.grading !== 'linear' || parts.challengerOf !== undefined) return [];
  return [
    {
      code: 'RR414',
      path: ['signals', index, 'grading'],
      message: 'Linear grading divides, so a rule and a gate could disagree in the last digit: only challengers may',
      hint: 'Remove it, or set challengerOf.',
    },
  ];
}
