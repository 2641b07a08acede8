import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BaselineLimit } from './limit.ts';
import type { ScoredSignal, ScoringModel } from './model.ts';
import type { Reading } from './reading.ts';
import { score } from './score.ts';
import { anyCase } from './scoring.arbitrary.ts';

/*
 * The expressions that an alert rule evaluates (design section 5), written out with nothing but arithmetic and
 * comparisons that give 0 or 1, as Grafana has them, and with the sentinel 1e100 in place of what is missing.
 * Nothing here knows of score(): both must find the very same bits.
 */

const gt = (a: number, b: number): number => (a > b ? 1 : 0);
const ge = (a: number, b: number): number => (a >= b ? 1 : 0);
const lt = (a: number, b: number): number => (a < b ? 1 : 0);
const eq = (a: number, b: number): number => (a === b ? 1 : 0);
const max = (a: number, b: number): number => a * ge(a, b) + b * lt(a, b);
const min = (a: number, b: number): number => a * lt(a, b) + b * ge(a, b);
const sum = (terms: readonly number[]): number => terms.reduce((total, term) => total + term, 0);

/** `((Q) > -1e99 < 1e99) or sentinel`. */
const row = (x: number): number => (x > -1e99 && x < 1e99 ? x : 1e100);

interface Nodes {
  readonly P: number;
  readonly G: number;
}

function spanNode(limit: BaselineLimit, M: number, D: number): number {
  const size = max(M, -1 * M);
  if (limit.kind === 'increase') return limit.by;
  if (limit.kind === 'ratio') {
    const share = Math.abs(limit.factor - 1) * size;
    return limit.atLeast === undefined ? share : max(share, limit.atLeast);
  }
  let S = limit.k * D;
  if (limit.atLeast !== undefined) S = max(S, limit.atLeast);
  if (limit.atLeastRatio !== undefined) S = max(S, limit.atLeastRatio * size);
  return S;
}

function nodesOf(signal: ScoredSignal, reading: Reading): Nodes {
  const V = row(reading.value);
  const M = row(reading.mean);
  const D = row(reading.deviation);
  const N = row(reading.samples);
  const enough = signal.samples ? lt(N, 1e99) * ge(N, signal.samples.atLeast) : 1;
  if (!('worse' in signal)) {
    const { kind, yellow, red } = signal.limit;
    const P = lt(V, 1e99) * enough;
    return { P, G: P * (kind === 'above' ? gt(V, yellow) + gt(V, red) : lt(V, yellow) + lt(V, red)) };
  }
  const { limit, worse, atMostRatio } = signal;
  const uncapped = spanNode(limit, M, D);
  const S = worse === 'lower' ? min(uncapped, atMostRatio * max(M, -1 * M)) : uncapped;
  const E = worse === 'higher' ? V - M : worse === 'lower' ? M - V : max(V - M, M - V);
  const deviationThere = limit.kind === 'sigmas' ? lt(D, 1e99) : 1;
  const P = lt(V, 1e99) * lt(M, 1e99) * deviationThere * enough * gt(S, 0);
  return { P, G: P * (gt(E, 0.5 * S) + gt(E, S)) };
}

function compiled(model: ScoringModel, readings: readonly Reading[]) {
  const rows = model.signals.flatMap((signal, i) => {
    const reading = readings[i];
    return reading ? [{ signal, ...nodesOf(signal, reading) }] : [];
  });
  const counting = rows.filter(({ signal }) => signal.weight > 0 || signal.critical);
  const NU = sum(
    rows.map(({ signal, P, G }) => (signal.missing === 'red' ? signal.weight * (G + 2 * (1 - P)) : signal.weight * G)),
  );
  const DE = sum(rows.map(({ signal, P }) => (signal.missing === 'exclude' ? signal.weight * P : signal.weight)));
  const R = NU / (DE + eq(DE, 0));
  const all = sum(rows.map(({ signal }) => signal.weight));
  const W = sum(rows.map(({ signal, P }) => signal.weight * P)) / (all + eq(all, 0));
  const VE = gt(sum(counting.map(({ signal, G }) => Number(signal.critical) * eq(G, 2))), 0);
  const unknown = counting.map(({ signal, P }) => (signal.missing === 'inconclusive' ? 1 - P : 0));
  const IN = gt(sum(unknown) + lt(W, model.minCoverage), 0);
  const RD = gt(sum(counting.map(({ G }) => eq(G, 2))), 0);
  return { rows, R, W, VE, IN, RD };
}

/** The verdict as the rule's bands read it: 3 is a veto or High, 2 Medium, 1 Low, 0 Inconclusive. */
function level(VE: number, IN: number, R: number, model: ScoringModel): number {
  return 3 * VE + (1 - VE) * (1 - IN) * (1 + gt(R, model.bands.low) + gt(R, model.bands.high));
}

const LEVELS = { Inconclusive: 0, Low: 1, Medium: 2, High: 3 } as const;

describe('the compiled forms', () => {
  it('equal score() bit for bit, for 5,000 random models and readings', () => {
    fc.assert(
      fc.property(anyCase({ grading: 'steps' }), ({ model, readings }) => {
        const { rows, R, W, VE, IN, RD } = compiled(model, readings);
        const result = score(model, readings);
        const grades = result.signals.map(({ grade, missing }) => ({ P: missing === undefined ? 1 : 0, G: grade }));
        expect(grades).toEqual(rows.map(({ P, G }) => ({ P, G })));
        expect(Object.is(result.score, R)).toBe(true);
        expect(Object.is(result.coverage, W)).toBe(true);
        expect([result.veto, result.inconclusive, result.red].map(Number)).toEqual([VE, IN, RD]);
        expect(LEVELS[result.verdict]).toBe(level(VE, IN, R, model));
      }),
      { numRuns: 5_000 },
    );
  });

  it('are tried on every verdict, every grade and many absences', () => {
    const seen = { verdicts: new Set<string>(), grades: new Set<number>(), missing: new Set<string | undefined>() };
    for (const { model, readings } of fc.sample(anyCase({ grading: 'steps' }), { numRuns: 2_000, seed: 1 })) {
      const result = score(model, readings);
      seen.verdicts.add(result.verdict);
      for (const { grade, missing } of result.signals) {
        seen.grades.add(grade);
        seen.missing.add(missing);
      }
    }
    expect(seen.verdicts.size).toBe(4);
    expect(seen.grades.size).toBe(3);
    expect(seen.missing.size).toBe(7);
  });
});
