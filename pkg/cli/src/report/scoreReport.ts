import type { FailedQuery, ScoreReport } from '@release-risk/contract/verdict';
import type { RiskModel } from '@release-risk/model/model';
import type { Evaluation } from '@release-risk/query/evaluate';
import { toFailedQuery, toServiceVerdict, worstFirst } from './serviceVerdict.ts';

/** The score of every service at one tick, worst first. */
export function toScoreReport(model: RiskModel, evaluation: Evaluation, warnings: readonly string[]): ScoreReport {
  return {
    apiVersion: 'releaserisk/score/v1',
    model: model.name,
    fingerprint: evaluation.fingerprint,
    evaluatedAt: new Date(evaluation.at * 1000).toISOString(),
    services: evaluation.services.map((one) => toServiceVerdict(model, one)).sort(worstFirst),
    failures: uniqueFailures(evaluation),
    warnings: [...warnings, ...evaluation.warnings],
  };
}

/** The failed queries of a tick; those that failed of the same reason are one trouble, told once. */
export function uniqueFailures(evaluation: Evaluation): FailedQuery[] {
  const told = new Map<string, FailedQuery>();
  for (const failure of evaluation.failures.map(toFailedQuery)) {
    const key = `${failure.datasource}\n${failure.reason}`;
    const earlier = told.get(key);
    told.set(key, earlier === undefined ? failure : { ...earlier, query: `${earlier.query}, ${failure.query}` });
  }
  return [...told.values()];
}
