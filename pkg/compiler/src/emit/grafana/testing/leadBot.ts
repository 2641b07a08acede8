import type { Identity, RiskModel } from '@release-risk/model/model';
import type { Reading } from '@release-risk/model/reading';

const ORDINARY = {
  critical: false,
  missing: 'inconclusive',
  grading: 'steps',
  empty: 'missing',
  unit: '',
} as const;

const trailing = { kind: 'trailing', window: 604_800, step: 300, endsBefore: 7200 } as const;

/** The example's lead bot: weights 30/30/20/10/10 over Prometheus and Loki, and CRM sync as a veto without weight. */
export function leadBot(said: Partial<RiskModel> = {}, labels: readonly string[] = ['service']): RiskModel {
  const by = labels.join(', ');
  const metric = (name: string) => `max by (${by}) (${name})`;
  return {
    name: 'lead-bot',
    title: 'Lead bot',
    runbook: 'https://runbooks.example.com/lead-bot',
    identity: { labels, services: { kind: 'listed', list: [] } },
    datasources: { metrics: { type: 'prometheus' }, logs: { type: 'loki' } },
    deployment: { datasource: 'metrics', query: `max by (${by}, version) (deploy_age)`, versionLabel: 'version' },
    signals: [
      {
        ...ORDINARY,
        id: 'api_latency',
        title: 'API latency p95',
        datasource: 'metrics',
        query: metric('latency'),
        unit: 'ms',
        weight: 30,
        limit: { kind: 'ratio', factor: 2.5, atLeast: 50 },
        worse: 'higher',
        atMostRatio: 0.8,
        baseline: trailing,
      },
      {
        ...ORDINARY,
        id: 'error_rate',
        title: 'Error rate',
        datasource: 'logs',
        query: `sum by (${by}) (rate({app="bot"} |= "error" [2m]))`,
        unit: 'ratio',
        weight: 30,
        critical: true,
        limit: { kind: 'increase', by: 0.05 },
        worse: 'higher',
        atMostRatio: 0.8,
        baseline: { kind: 'sameHour', weeks: 2 },
        samples: { query: `sum by (${by}) (count_over_time({app="bot"} [2m]))`, atLeast: 50 },
      },
      {
        ...ORDINARY,
        id: 'message_volume',
        title: 'Message volume',
        datasource: 'metrics',
        query: metric('messages'),
        unit: '/min',
        weight: 20,
        critical: true,
        limit: { kind: 'sigmas', k: 3, atLeastRatio: 0.5 },
        worse: 'lower',
        atMostRatio: 0.8,
        baseline: trailing,
      },
      {
        ...ORDINARY,
        id: 'cpu_memory',
        title: 'CPU and memory',
        datasource: 'metrics',
        query: metric('cpu_memory'),
        unit: 'ratio',
        weight: 10,
        limit: { kind: 'above', yellow: 0.75, red: 0.9 },
      },
      {
        ...ORDINARY,
        id: 'database',
        title: 'Database p95',
        datasource: 'metrics',
        query: metric('database'),
        unit: 'ms',
        weight: 10,
        limit: { kind: 'increase', by: 40 },
        worse: 'higher',
        atMostRatio: 0.8,
        baseline: trailing,
      },
      {
        ...ORDINARY,
        id: 'crm_gap',
        title: 'CRM sync gap',
        datasource: 'metrics',
        query: metric('crm_gap'),
        unit: 'leads',
        weight: 0,
        critical: true,
        limit: { kind: 'above', yellow: 2.5, red: 5 },
      },
    ],
    bands: { low: 0.5, high: 1.5, recovery: 1 },
    minCoverage: 0.5,
    policy: { for: 30, keepFiringFor: 300, warmUp: 60, actionWindow: 7200, cooldown: 1800 },
    action: { mode: 'act' },
    contactPoints: { pipeline: { kind: 'gateway', name: 'release-risk-gateway' }, team: { name: 'lead-bot-team' } },
    ...said,
  };
}

export function withServices(model: RiskModel, list: readonly Identity[]): RiskModel {
  return { ...model, identity: { ...model.identity, services: { kind: 'listed', list } } };
}

const reading = (value: number, mean = NaN, deviation = NaN, samples = NaN): Reading => ({
  value,
  mean,
  deviation,
  samples,
});

/** Readings of the five weighted signals at each grade; the CRM is calm. */
const BY_GRADE: readonly (readonly [green: Reading, yellow: Reading, red: Reading])[] = [
  [reading(190, 190), reading(350, 190), reading(900, 190)],
  [reading(0.006, 0.006, NaN, 3120), reading(0.041, 0.006, NaN, 3120), reading(0.2, 0.006, NaN, 3120)],
  [reading(140, 140, 10), reading(100, 140, 10), reading(0, 140, 10)],
  [reading(0.5), reading(0.8), reading(0.95)],
  [reading(20, 20), reading(45, 20), reading(61, 20)],
];

/** All 243 vectors of grades of the five weighted signals, as readings in the model's order. */
export function gradeGrid(): readonly (readonly Reading[])[] {
  return Array.from({ length: 243 }, (_, index) => {
    const weighted = BY_GRADE.map((readings, signal) => readings[Math.floor(index / 3 ** signal) % 3] ?? readings[0]);
    return [...weighted, reading(0)];
  });
}
