import { comparison } from '@release-risk/model/explain';
import type { RiskModel } from '@release-risk/model/model';
import type { ServiceEvaluation } from '@release-risk/query/evaluate';
import { toServiceVerdict } from '@release-risk/query/serviceVerdict';
import type { Assessment } from '../flow/rollbackRecord.ts';

/** What an evaluation says of one service; `at` in epoch seconds. */
export function assessmentOf(model: RiskModel, one: ServiceEvaluation, at: number): Assessment {
  const { verdict, score, sentence, version, versionAge, signals } = toServiceVerdict(model, one);
  const { result } = one;
  return {
    verdict,
    score,
    sentence,
    signals: model.signals.flatMap((signal, index) => {
      const scored = result.signals[index];
      const said = signals.find(({ id }) => id === signal.id);
      if (scored === undefined || said === undefined) return [];
      const { id, title, grade, points, missingReason } = said;
      const text = missingReason === null ? comparison(signal, scored) : `missing (${missingReason})`;
      return [{ id, title, grade, points, text }];
    }),
    recovered: one.evaluated && !result.veto && !result.inconclusive && result.score <= model.bands.recovery,
    problem: undefined,
    runningVersion: version ?? undefined,
    runningSince: versionAge === null ? undefined : (at - versionAge) * 1000,
    at: at * 1000,
  };
}

/** What is known where nothing could be evaluated; `problem` is a clause without a full stop, `at` in epoch seconds. */
export function notAssessed(problem: string, at: number): Assessment {
  return {
    verdict: null,
    score: null,
    sentence: `Not evaluated: ${problem}`,
    signals: [],
    recovered: false,
    problem,
    runningVersion: undefined,
    runningSince: undefined,
    at: at * 1000,
  };
}
