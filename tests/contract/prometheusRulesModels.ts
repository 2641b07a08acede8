import { isStatic, type Limit } from '@release-risk/model/limit';
import type { RiskModel, ScoredSignal, Signal } from '@release-risk/model/model';
import { anySignal } from '@release-risk/model/scoring.arbitrary';
import fc from 'fast-check';

const BASELINE = { kind: 'recorded', window: 604_800, step: 300, endsBefore: 7200 } as const;

/** Where a test puts the answers of a model's queries. */
function answerSeries(model: string, signal: string, part: 'value' | 'samples'): string {
  return `answer_${part}{model="${model}", signal="${signal}"}`;
}

/** A signal whose queries read {@link answerSeries}; its baseline is recorded. */
function asked(model: string, scored: ScoredSignal, index: number): Signal {
  const id = `s${index}`;
  const { samples, ...rest } = scored;
  const query = (part: 'value' | 'samples') => `sum by (service) (${answerSeries(model, id, part)})`;
  return {
    ...rest,
    ...judgement(scored),
    id,
    title: `Signal ${index}`,
    datasource: 'metrics',
    query: query('value'),
    empty: 'missing',
    ...(samples === undefined ? {} : { samples: { query: query('samples'), atLeast: samples.atLeast } }),
  };
}

function judgement(signal: ScoredSignal) {
  const limit: Limit = signal.limit;
  if (isStatic(limit)) return { limit };
  return {
    limit,
    worse: 'worse' in signal ? signal.worse : 'higher',
    atMostRatio: 'atMostRatio' in signal ? signal.atMostRatio : 0.8,
    baseline: BASELINE,
  } as const;
}

/** Random whole models, all limits, directions and policies; the same for the same seed. */
export function randomModels(count: number, seed: number): RiskModel[] {
  const signals = fc.array(anySignal({ grading: 'steps' }), { minLength: 1, maxLength: 7 });
  const minCoverage = fc.constantFrom(0.01, 0.5, 0.7, 1);
  const weighted = fc.tuple(signals, minCoverage).filter(([all]) => all.some(({ weight }) => weight > 0));
  return fc.sample(weighted, { numRuns: count, seed }).map(([all, coverage], index): RiskModel => {
    const name = `random-${index}`;
    return {
      name,
      title: name,
      identity: { labels: ['service'], services: { kind: 'listed', list: [] } },
      datasources: { metrics: { type: 'prometheus' } },
      signals: all.map((signal, at) => asked(name, signal, at)),
      bands: { low: 0.5, high: 1.5, recovery: 1 },
      minCoverage: coverage,
      policy: { for: 0, keepFiringFor: 0, warmUp: 0, actionWindow: 7200, cooldown: 0 },
      action: { mode: 'observe' },
      contactPoints: {},
    };
  });
}
