import type { ScoreReport } from '@release-risk/contract/verdict';
import type { RiskModel } from '@release-risk/model/model';
import type { Evaluation } from '@release-risk/query/evaluate';
import { uniqueFailures } from '@release-risk/query/failedQueries';
import { toServiceVerdict, worstFirst } from '@release-risk/query/serviceVerdict';

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
