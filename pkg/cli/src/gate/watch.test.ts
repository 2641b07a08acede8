import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFailing, isUnclear, nextWait, observe, openWatch, worstOutcome } from './watch.ts';
import type { GateRules, Observed, Watch } from './watch.ts';

const RULES: GateRules = { warmUpEndsAt: 180, windowEndsAt: 780, standsFor: 60, failOn: 'high' };

/** Plays `[moment, verdict]` steps of one service; the state after the last. */
function play(rules: GateRules, steps: readonly (readonly [number, Observed])[]): Watch {
  return steps.reduce((watch, [now, observed]) => observe(rules, watch, [observed], now), openWatch(1));
}

/** A verdict every 30 from `from` to `to`, both included. */
function every30(from: number, to: number, observed: Observed): (readonly [number, Observed])[] {
  return Array.from({ length: Math.floor((to - from) / 30) + 1 }, (_, at) => [from + 30 * at, observed] as const);
}

describe('a gate that watches one service', () => {
  const cases: readonly [string, readonly (readonly [number, Observed])[], string | undefined][] = [
    ['stays open while all is calm before the end', every30(0, 750, 'Low'), undefined],
    ['passes at the end when all was calm', every30(0, 780, 'Low'), 'pass'],
    ['passes on Medium when it fails on High only', every30(0, 780, 'Medium'), 'pass'],
    ['judges nothing during warm-up, however bad', every30(0, 150, 'High'), undefined],
    [
      'counts the standing from the end of warm-up',
      [...every30(0, 150, 'High'), [180, 'High'], [210, 'High']],
      undefined,
    ],
    [
      'fails when High stood for the time, long before the end',
      [...every30(0, 150, 'High'), ...every30(180, 240, 'High')],
      'fail',
    ],
    [
      'does not fail on High that cleared in time',
      [
        [180, 'Low'],
        [210, 'High'],
        [240, 'High'],
        [250, 'Low'],
        [780, 'Low'],
      ],
      'pass',
    ],
    [
      'begins again after a break',
      [
        [180, 'High'],
        [210, 'Low'],
        [230, 'High'],
        [270, 'High'],
      ],
      undefined,
    ],
    [
      'takes an evaluation that tells nothing for a break',
      [
        [180, 'High'],
        [210, 'Inconclusive'],
        [240, 'High'],
        [270, 'High'],
      ],
      undefined,
    ],
    [
      'takes an unanswered evaluation for a break',
      [
        [180, 'High'],
        [210, 'Unanswered'],
        [240, 'High'],
      ],
      undefined,
    ],
    [
      'stays open at the end while High has not stood',
      [
        [180, 'Low'],
        [760, 'High'],
        [780, 'High'],
      ],
      undefined,
    ],
    [
      'fails after the end when it stood then',
      [
        [180, 'Low'],
        [760, 'High'],
        [780, 'High'],
        [820, 'High'],
      ],
      'fail',
    ],
    [
      'passes after the end when it cleared',
      [
        [180, 'Low'],
        [760, 'High'],
        [780, 'High'],
        [810, 'Low'],
      ],
      'pass',
    ],
    [
      'is inconclusive after the end when it became unclear',
      [
        [180, 'Low'],
        [780, 'High'],
        [810, 'Inconclusive'],
      ],
      'inconclusive',
    ],
    [
      'is inconclusive at the end, whatever came before',
      [...every30(180, 750, 'Low'), [780, 'Inconclusive']],
      'inconclusive',
    ],
    ['is inconclusive without a canary', every30(180, 780, 'NotEvaluated'), 'inconclusive'],
    [
      'is inconclusive when the last evaluation was not answered',
      [
        [180, 'Low'],
        [780, 'Unanswered'],
      ],
      'inconclusive',
    ],
    ['is an error when nothing was ever answered', every30(0, 780, 'Unanswered'), 'error'],
    ['is an error when only the warm-up was answered', [[0, 'Low'], ...every30(180, 780, 'Unanswered')], 'error'],
    ['waits for the end after a late start', [[900, 'Low']], 'pass'],
    ['does not pass at a late start that is High', [[900, 'High']], undefined],
  ];
  it.each(cases)('%s', (_, steps, outcome) => {
    expect(play(RULES, steps).outcomes?.[0]).toBe(outcome);
  });

  it('fails on Medium with failOn medium', () => {
    expect(
      play({ ...RULES, failOn: 'medium' }, [
        [180, 'Medium'],
        [240, 'High'],
      ]).outcomes,
    ).toEqual(['fail']);
  });

  it('fails at the first High when nothing needs to stand', () => {
    expect(play({ ...RULES, standsFor: 0 }, [[180, 'High']]).outcomes).toEqual(['fail']);
  });

  it('never moves again once it has ended', () => {
    const ended = play(RULES, every30(0, 780, 'Low'));
    expect(observe(RULES, ended, ['High'], 900)).toBe(ended);
  });
});

describe('a gate that watches several services', () => {
  const both = (steps: readonly (readonly [number, Observed, Observed])[]) =>
    steps.reduce((watch, [now, a, b]) => observe(RULES, watch, [a, b], now), openWatch(2)).outcomes;

  it('fails for all as soon as one failed, and says that the other was not watched to the end', () => {
    expect(
      both([
        [180, 'High', 'Low'],
        [240, 'High', 'Low'],
      ]),
    ).toEqual(['fail', 'inconclusive']);
  });

  it('passes only when all are clear at once', () => {
    expect(
      both([
        [180, 'Low', 'Low'],
        [780, 'Low', 'High'],
      ]),
    ).toBeUndefined();
    expect(
      both([
        [180, 'Low', 'Low'],
        [780, 'Low', 'High'],
        [810, 'Low', 'Low'],
      ]),
    ).toEqual(['pass', 'pass']);
  });

  it('gives up on services that take turns in failing', () => {
    const turns = [
      [780, 'High', 'Low'],
      [810, 'Low', 'High'],
      [830, 'High', 'Low'],
      [840, 'Low', 'High'],
    ] as const;
    expect(both(turns)).toEqual(['pass', 'inconclusive']);
  });

  it('lets the worst decide', () => {
    expect(worstOutcome(['pass', 'inconclusive', 'fail'])).toBe('fail');
    expect(worstOutcome(['pass', 'error', 'inconclusive'])).toBe('error');
    expect(worstOutcome(['pass', 'pass'])).toBe('pass');
  });
});

describe('any gate', () => {
  const observed = fc.constantFrom<Observed>('Low', 'Medium', 'High', 'Inconclusive', 'NotEvaluated', 'Unanswered');
  const rules = fc
    .record({
      warmUpEndsAt: fc.nat(300),
      window: fc.nat(900),
      standsFor: fc.nat(200),
      failOn: fc.constantFrom('medium' as const, 'high' as const),
    })
    .map(({ window, ...rest }): GateRules => ({ ...rest, windowEndsAt: rest.warmUpEndsAt + window }));

  /** Runs a gate to its end as the program does: evaluate, wait, evaluate. */
  function run(gate: GateRules, interval: number, services: number, stream: (at: number) => Observed[]) {
    let watch = openWatch(services);
    let now = 0;
    const history: { now: number; observed: Observed[] }[] = [];
    while (watch.outcomes === undefined) {
      const seen = stream(history.length).slice(0, services);
      watch = observe(gate, watch, seen, now);
      history.push({ now, observed: seen });
      if (watch.outcomes !== undefined) break;
      if (history.length > 10_000) throw new Error('The gate does not end.');
      now += nextWait(gate, watch, interval, now);
    }
    return { watch, now, history, outcomes: watch.outcomes };
  }

  const runs = fc.record({
    gate: rules,
    interval: fc.integer({ min: 5, max: 120 }),
    services: fc.integer({ min: 1, max: 3 }),
    stream: fc.array(fc.array(observed, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 40 }),
  });
  const played = ({ gate, interval, services, stream }: typeof runs extends fc.Arbitrary<infer T> ? T : never) =>
    run(gate, interval, services, (at) => stream[at % stream.length] ?? []);

  it('ends, at the latest when a failing verdict had its time after the window', () => {
    fc.assert(
      fc.property(runs, (drawn) => {
        const { now } = played(drawn);
        expect(now).toBeLessThanOrEqual(drawn.gate.windowEndsAt + drawn.gate.standsFor);
      }),
    );
  });

  it('never passes before the end, nor while a service fails or tells nothing', () => {
    fc.assert(
      fc.property(runs, (drawn) => {
        const { outcomes, now, history } = played(drawn);
        if (worstOutcome(outcomes) !== 'pass') return;
        expect(now).toBeGreaterThanOrEqual(drawn.gate.windowEndsAt);
        for (const last of history.at(-1)?.observed ?? []) {
          expect(isFailing(last, drawn.gate.failOn)).toBe(false);
          expect(isUnclear(last)).toBe(false);
        }
      }),
    );
  });

  it('fails exactly when the failing verdict stood for its time without a break', () => {
    fc.assert(
      fc.property(runs, (drawn) => {
        const { outcomes, history } = played(drawn);
        const { gate, services } = drawn;
        const stood = Array.from({ length: services }, (_, service) => {
          let since: number | undefined;
          return history.some(({ now, observed: seen }) => {
            if (now < gate.warmUpEndsAt) return false;
            since = isFailing(seen[service], gate.failOn) ? (since ?? now) : undefined;
            return since !== undefined && now - since >= gate.standsFor;
          });
        });
        expect(outcomes.map((outcome) => outcome === 'fail')).toEqual(stood);
      }),
    );
  });

  it('waits longer than nothing and never longer than the interval', () => {
    fc.assert(
      fc.property(runs, (drawn) => {
        const { history } = played(drawn);
        history.slice(1).forEach(({ now }, at) => {
          const waited = now - (history[at]?.now ?? NaN);
          expect(waited).toBeGreaterThan(0);
          expect(waited).toBeLessThanOrEqual(drawn.interval);
        });
      }),
    );
  });
});
