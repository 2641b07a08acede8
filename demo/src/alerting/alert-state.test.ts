import { describe, expect, it } from 'vitest';
import { type AlertState, nextState, type Seen } from './alert-state.ts';

const LINES = { fires: 1.5, recovers: 1, forMs: 30_000, keepFiringMs: 60_000 };
const EVERY_MS = 10_000;

/** Evaluations 10 s apart, in short: a number is a value, `?` nobody can tell, `-` missing. */
function phases(seen: string, lines = LINES): string {
  let state: AlertState | undefined;
  const words: string[] = [];
  for (const [at, one] of seen.split(' ').entries()) {
    const what: Seen =
      one === '?' ? { kind: 'unsure' } : one === '-' ? { kind: 'missing' } : { kind: 'value', value: Number(one) };
    state = nextState(state, what, lines, at * EVERY_MS);
    words.push(state.phase + (state.reason === undefined ? '' : `(${state.reason})`));
  }
  return words.join(' ');
}

describe('An alert', () => {
  it.each([
    ['fires once it stood over the line for as long as the rule says', '2 2 2 2', 'pending pending pending firing'],
    ['begins anew after one calm look', '2 2 0 2', 'pending pending normal pending'],
    ['does not begin on the line itself', '1.5 1.5', 'normal normal'],
    ['goes on between its two lines', '2 2 2 2 1.2', 'pending pending pending firing firing'],
    ['waits on, pending, between its two lines', '2 1.2 1.2 1.2', 'pending pending pending firing'],
    ['neither begins nor ends while nobody can tell', '? 2 2 2 2 ?', 'normal pending pending pending firing firing'],
    [
      'is kept firing after it recovered, and ends then',
      '2 2 2 2 0 0 0 0 0 0 0',
      'pending pending pending firing recovering recovering recovering recovering recovering recovering resolved',
    ],
    ['fires on when it rises again meanwhile', '2 2 2 2 0 2', 'pending pending pending firing recovering firing'],
    [
      'ends for another reason when its release is not there any more',
      '2 2 2 2 - - -',
      'pending pending pending firing firing firing resolved(MissingSeries)',
    ],
    ['outlives a look or two that missed it', '2 2 2 2 - - 2', 'pending pending pending firing firing firing firing'],
    ['is forgotten when it goes missing before it fired', '2 - - -', 'pending pending pending normal'],
  ])('%s', (_what, seen, expected) => {
    expect(phases(seen)).toBe(expected);
  });

  it('fires and ends at once where the rule waits for nothing', () => {
    expect(phases('2 0 2', { ...LINES, forMs: 0, keepFiringMs: 0 })).toBe('firing resolved firing');
  });

  it('has the moment at which it began to fire, whatever follows', () => {
    let state: AlertState | undefined;
    for (const [at, value] of [2, 2, 2, 2, 0, 2].entries()) {
      state = nextState(state, { kind: 'value', value }, LINES, at * EVERY_MS);
    }
    expect(state?.startsAt).toBe(3 * EVERY_MS);
  });
});
