import type { BaselineLimit, StaticLimit, Worse } from './limit.ts';
import type { ScoredSignal, ScoringModel } from './model.ts';
import { NO_READING, type Reading } from './reading.ts';

/** What tests say about a signal; the rest is ordinary. */
type Said = Partial<Omit<ScoredSignal, 'limit'>>;

const ORDINARY = {
  weight: 10,
  critical: false,
  missing: 'inconclusive',
  grading: 'steps',
  unit: '',
} as const;

/** A signal judged against its baseline; by default red 10 above it. */
export function baselineSignal(
  title: string,
  said: Said & { limit?: BaselineLimit; worse?: Worse; atMostRatio?: number } = {},
): ScoredSignal {
  return {
    ...ORDINARY,
    id: title,
    title,
    worse: 'higher',
    limit: { kind: 'increase', by: 10 },
    atMostRatio: 0.8,
    baseline: { kind: 'control' },
    ...said,
  };
}

/** A signal judged by lines that do not move; by default yellow above 2.5 and red above 5. */
export function lineSignal(title: string, said: Said & { limit?: StaticLimit } = {}): ScoredSignal {
  return { ...ORDINARY, id: title, title, limit: { kind: 'above', yellow: 2.5, red: 5 }, ...said };
}

export function modelOf(signals: readonly ScoredSignal[], said: Partial<ScoringModel> = {}): ScoringModel {
  return { signals, bands: { low: 0.5, high: 1.5, recovery: 1 }, minCoverage: 0.5, ...said };
}

/** Numbers of one signal; what is not said is not there. */
export function reading(said: Partial<Reading>): Reading {
  return { ...NO_READING, ...said };
}

/** The lead-qualification bot: five weighted signals (30/30/20/10/10), and CRM sync as a veto without weight. */
export const LEAD_BOT = modelOf([
  baselineSignal('Error rate', {
    weight: 30,
    critical: true,
    unit: 'ratio',
    limit: { kind: 'sigmas', k: 3, atLeast: 0.02 },
    samples: { atLeast: 50 },
  }),
  baselineSignal('API latency p95', {
    weight: 30,
    unit: 'ms',
    limit: { kind: 'ratio', factor: 2.5, atLeast: 50 },
  }),
  baselineSignal('Message volume', {
    weight: 20,
    critical: true,
    unit: '/min',
    worse: 'lower',
    limit: { kind: 'sigmas', k: 3, atLeastRatio: 0.5 },
  }),
  baselineSignal('Database connections', { limit: { kind: 'increase', by: 40 }, unit: 'connections' }),
  lineSignal('Failed jobs', { limit: { kind: 'above', yellow: 2.5, red: 5 }, unit: 'jobs' }),
  lineSignal('CRM sync gap', { weight: 0, critical: true, unit: 'leads' }),
]);

export type LeadBotSignal = 'errors' | 'latency' | 'messages' | 'connections' | 'jobs' | 'crm';

/** Readings of a healthy lead bot, in the model's order, with what a test says otherwise. */
export function leadBotReadings(said: Partial<Record<LeadBotSignal, Partial<Reading>>> = {}): Reading[] {
  const healthy: Record<LeadBotSignal, Reading> = {
    errors: { value: 0.006, mean: 0.006, deviation: 0.002, samples: 3120 },
    latency: reading({ value: 190, mean: 190 }),
    messages: reading({ value: 140, mean: 140, deviation: 10 }),
    connections: reading({ value: 20, mean: 20 }),
    jobs: reading({ value: 0 }),
    crm: reading({ value: 0 }),
  };
  const order: LeadBotSignal[] = ['errors', 'latency', 'messages', 'connections', 'jobs', 'crm'];
  return order.map((name) => ({ ...healthy[name], ...said[name] }));
}
