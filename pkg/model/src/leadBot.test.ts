import { describe, expect, it } from 'vitest';
import { lineSignal, modelOf, reading } from './leadBot.sample.ts';
import type { ScoringModel } from './model.ts';
import { score, type ServiceScore } from './score.ts';
import type { Verdict } from './verdict.ts';

/** Error rate, API latency, message volume, database connections, failed jobs. */
const WEIGHTS = [30, 30, 20, 10, 10] as const;
const CRITICAL = [true, false, true, false, false] as const;
const IN_ORDER = [0, 1, 2, 3, 4] as const;
const VERDICTS = ['Low', 'Medium', 'High'] as const;

/** Every vector of five grades, the first signal's digit first: "00112". */
const VECTORS: readonly string[] = Array.from({ length: 3 ** 5 }, (_, n) => n.toString(3).padStart(5, '0'));

/** A model whose readings are the grades themselves, with the CRM veto beside the five weighted signals. */
function graded(withVeto: boolean, order: readonly number[] = IN_ORDER, factor = 1): ScoringModel {
  const limit = { kind: 'above', yellow: 0.5, red: 1.5 } as const;
  const weighted = order.map((i) =>
    lineSignal(`S${i}`, { limit, weight: (WEIGHTS[i] ?? 0) * factor, critical: withVeto && CRITICAL[i] === true }),
  );
  return modelOf([...weighted, lineSignal('CRM', { limit, weight: 0, critical: true })]);
}

function scored(model: ScoringModel, vector: string, order: readonly number[] = IN_ORDER, crm = 0): ServiceScore {
  return score(model, [...order.map((i) => reading({ value: Number(vector[i]) })), reading({ value: crm })]);
}

function count(model: ScoringModel, crm = 0): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const verdict of VERDICTS) {
    counts[verdict] = VECTORS.filter((vector) => scored(model, vector, IN_ORDER, crm).verdict === verdict).length;
  }
  return counts;
}

function permutations(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) => permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));
}

/** The 24 vectors whose score is exactly an edge: vector, score, verdict without veto, verdict with it. */
const ON_AN_EDGE: readonly [vector: string, score: number, withoutVeto: Verdict, withVeto: Verdict][] = [
  ['00112', 0.5, 'Low', 'Low'],
  ['00121', 0.5, 'Low', 'Low'],
  ['00201', 0.5, 'Low', 'High'],
  ['00210', 0.5, 'Low', 'High'],
  ['01002', 0.5, 'Low', 'Low'],
  ['01011', 0.5, 'Low', 'Low'],
  ['01020', 0.5, 'Low', 'Low'],
  ['01100', 0.5, 'Low', 'Low'],
  ['10002', 0.5, 'Low', 'Low'],
  ['10011', 0.5, 'Low', 'Low'],
  ['10020', 0.5, 'Low', 'Low'],
  ['10100', 0.5, 'Low', 'Low'],
  ['12122', 1.5, 'Medium', 'Medium'],
  ['12202', 1.5, 'Medium', 'High'],
  ['12211', 1.5, 'Medium', 'High'],
  ['12220', 1.5, 'Medium', 'High'],
  ['21122', 1.5, 'Medium', 'High'],
  ['21202', 1.5, 'Medium', 'High'],
  ['21211', 1.5, 'Medium', 'High'],
  ['21220', 1.5, 'Medium', 'High'],
  ['22012', 1.5, 'Medium', 'High'],
  ['22021', 1.5, 'Medium', 'High'],
  ['22101', 1.5, 'Medium', 'High'],
  ['22110', 1.5, 'Medium', 'High'],
];

describe('the 243 grade vectors of the lead bot', () => {
  it('are 34 Low, 187 Medium and 22 High without the veto, both edges belonging to the lower band', () => {
    expect(count(graded(false))).toEqual({ Low: 34, Medium: 187, High: 22 });
  });

  it('without the 24 on an edge are 22 Low, 175 Medium and 22 High', () => {
    const edges = new Set(ON_AN_EDGE.map(([vector]) => vector));
    const verdicts = VECTORS.filter((vector) => !edges.has(vector)).map((one) => scored(graded(false), one).verdict);
    expect(VERDICTS.map((verdict) => verdicts.filter((one) => one === verdict).length)).toEqual([22, 175, 22]);
  });

  it('are 31 Low, 77 Medium and 135 High with the veto of error rate and message volume', () => {
    expect(count(graded(true))).toEqual({ Low: 31, Medium: 77, High: 135 });
  });

  it('are all High when the CRM gap is red, and as before when it is yellow', () => {
    expect(count(graded(true), 2)).toEqual({ Low: 0, Medium: 0, High: 243 });
    expect(count(graded(true), 1)).toEqual(count(graded(true)));
  });

  it('lie exactly on an edge 24 times, and nowhere else', () => {
    const found = VECTORS.filter((vector) => [0.5, 1.5].includes(scored(graded(false), vector).score));
    expect(found).toEqual(ON_AN_EDGE.map(([vector]) => vector));
  });

  it.each(ON_AN_EDGE)('%s scores exactly %d: %s without the veto, %s with it', (vector, onEdge, without, withVeto) => {
    expect(scored(graded(false), vector)).toMatchObject({ score: onEdge, verdict: without });
    expect(scored(graded(true), vector)).toMatchObject({ score: onEdge, verdict: withVeto });
  });

  it('are the whole numbers of the sum, divided once', () => {
    for (const vector of VECTORS) {
      const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(vector[i]), 0);
      expect(scored(graded(false), vector).score).toBe(sum / 100);
    }
  });

  it.each([false, true])('come out the same in each of the 120 orders of the signals (veto: %s)', (withVeto) => {
    const orders = permutations(IN_ORDER);
    expect(orders.length).toBe(120);
    const expected = VECTORS.map((vector) => scored(graded(withVeto), vector)).map((one) => [one.score, one.verdict]);
    for (const order of orders) {
      const model = graded(withVeto, order);
      const found = VECTORS.map((vector) => scored(model, vector, order)).map((one) => [one.score, one.verdict]);
      expect(found).toEqual(expected);
    }
  });

  it('come out the same with all weights seven times as large', () => {
    for (const vector of VECTORS) {
      const once = scored(graded(true), vector);
      const sevenfold = scored(graded(true, IN_ORDER, 7), vector);
      expect(sevenfold).toEqual(once);
    }
  });
});
