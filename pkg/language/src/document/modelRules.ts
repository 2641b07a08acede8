import type { Finding } from '../diagnostics/diagnostic.ts';
import type { Parts } from './parts.ts';

/** What must hold for a model as a whole: its weights, ids and bands. */
export function modelFindings(parts: Parts): Finding[] {
  return [...weightFindings(parts), ...duplicateFindings(parts), ...bandFindings(parts)];
}

function weightFindings(parts: Parts): Finding[] {
  if (!parts.complete || parts.signals.some(({ signal }) => signal.weight > 0)) return [];
  return [
    {
      code: 'RR401',
      path: ['signals'],
      message: 'All weights are 0: there is nothing to score',
      hint: 'Give at least one signal a weight above 0.',
      atKey: true,
    },
  ];
}

function duplicateFindings(parts: Parts): Finding[] {
  const first = new Map<string, number>();
  return parts.signals.flatMap(({ signal, index }): Finding[] => {
    const earlier = first.get(signal.id);
    if (earlier === undefined) {
      first.set(signal.id, index);
      return [];
    }
    return [
      {
        code: 'RR402',
        path: ['signals', index, 'id'],
        message: `The id "${signal.id}" is already that of signals[${earlier}]`,
        hint: 'Ids name a signal in the score, the plan and the history: each needs its own.',
      },
    ];
  });
}

function bandFindings({ bands }: Parts): Finding[] {
  if (!bands) return [];
  const { low, high, recovery } = bands;
  const findings: Finding[] = [];
  if (low < 0 || high >= 2 || low >= high) {
    findings.push({
      code: 'RR403',
      path: ['bands'],
      message: `The bands low ${low} and high ${high} must rise, from 0 to below 2`,
      hint: 'The score runs from 0 (all green) to 2 (all red). The defaults are 0.5 and 1.5.',
    });
  }
  if (recovery >= high || recovery < 0) {
    findings.push({
      code: 'RR403',
      path: ['bands', 'recovery'],
      message: `A High cannot recover at ${recovery} when it begins at ${high}`,
      hint: 'Put recovery between low and high, such as 1.',
    });
  }
  return findings;
}
