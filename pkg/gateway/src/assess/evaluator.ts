import type { Plan } from '@release-risk/compiler/plan';
import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import type { Identity, RiskModel } from '@release-risk/model/model';
import type { Discovery } from '@release-risk/query/discover';
import type { Evaluation } from '@release-risk/query/evaluate';
import type { Assessment } from '../flow/rollbackRecord.ts';

/** One evaluation, and where it cannot be believed. */
export interface Evaluated {
  readonly evaluation: Evaluation;
  /** By `identityKey`: why the score of this service is not to be acted upon, a clause without a full stop. */
  readonly disputed: ReadonlyMap<string, string>;
}

/** A way to evaluate a model: through a Grafana, or its servers directly. Epoch seconds. Rejects with any error. */
export interface Evaluator {
  /** How many services one evaluation may have. */
  readonly atMost: number;
  discover(model: RiskModel, at: number, signal: AbortSignal): Promise<Discovery>;
  evaluate(model: RiskModel, plan: Plan, at: number, signal: AbortSignal): Promise<Evaluated>;
}

/** The gateway's fresh look at services. Nothing rejects but on abort: what cannot be asked says why. */
export interface Assessor {
  /**
   * By `identityKey` of the model's labels, one for each of `services`. `at` is epoch seconds: an answer is of that
   * moment or of one shortly before or after it that somebody else asked for. `records` are what deployments froze.
   */
  assess(
    model: RiskModel,
    services: readonly Identity[],
    at: number,
    records: readonly DeploymentRecord[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, Assessment>>;
  /** The services of a model, listed or discovered. */
  services(model: RiskModel, at: number, signal: AbortSignal): Promise<Discovery>;
}
