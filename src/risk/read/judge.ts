import { identityKey } from '@release-risk/compiler/identity';
import type { Plan } from '@release-risk/compiler/plan';
import type { RiskModel } from '@release-risk/model/model';
import { engineDifferences } from '@release-risk/query/engineAgrees';
import { scoreExecution, type Evaluation } from '@release-risk/query/evaluate';
import type { Execution } from '@release-risk/query/executor';
import { uniqueFailures } from '@release-risk/query/failedQueries';
import type { Engine } from '@release-risk/query/planAnswers';
import { toServiceVerdict, worstFirst } from '@release-risk/query/serviceVerdict';
import type { Judged, Origin } from '../judged.ts';
import { ProblemError } from './problemError.ts';

/** What was asked of a model and what came back. */
export interface Asked {
  readonly model: RiskModel;
  readonly plan: Plan;
  readonly execution: Execution;
  readonly engine: Engine;
  readonly origin: Origin;
  readonly warnings?: readonly string[];
}

/**
 * Every service of a plan, judged. The score shown is that of Grafana's own engine, which the alert rule sees; `score()`
 * explains it, and a difference between the two is said. Throws {@link ProblemError} when nothing at all was answered.
 */
export function judge({ model, plan, execution, engine, origin, warnings = [] }: Asked): Judged {
  const evaluation = evaluated(model, plan, execution);
  const services = evaluation.services.map((one) => {
    const verdict = toServiceVerdict(model, one);
    const engineScore = engine.ok && one.evaluated ? engine.outputs(one.service)?.score : undefined;
    // What is no number cannot be shown: the difference is said all the same.
    return engineScore === undefined || !Number.isFinite(engineScore) ? verdict : { ...verdict, score: engineScore };
  });
  return {
    model,
    fingerprint: plan.fingerprint,
    origin,
    at: execution.at,
    services: services.sort(worstFirst),
    failures: uniqueFailures(evaluation),
    warnings: [...warnings, ...evaluation.warnings, ...engineDifferences(plan, evaluation, engine)],
    panelOnly: [],
  };
}

/** What an execution makes of each service. Throws {@link ProblemError} when not one query was answered. */
export function evaluated(model: RiskModel, plan: Plan, execution: Execution): Evaluation {
  const evaluation = scoreExecution(model, plan, execution);
  if (evaluation.unanswered) throw new ProblemError(nothingAnswered(evaluation));
  return evaluation;
}

function nothingAnswered(evaluation: Evaluation) {
  const failures = uniqueFailures(evaluation);
  return {
    code: 'RR710',
    name: 'nothingAnswered',
    reasons: failures.map(({ reason }) => reason),
    hint: failures[0]?.hint ?? '',
  } as const;
}

/** The key of a service among those of a model. */
export function keyOf(model: RiskModel, labels: Readonly<Record<string, string>>): string {
  return identityKey(model.identity.labels, labels);
}
