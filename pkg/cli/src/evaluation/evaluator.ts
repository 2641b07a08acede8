import type { Plan } from '@release-risk/compiler/plan';
import type { Evaluation } from '@release-risk/query/evaluate';
import type { Sources } from '@release-risk/query/executor';

/** How a model is evaluated: by its servers directly, or through a Grafana. */
export interface Evaluator {
  /** For discovery and baselines. */
  readonly sources: Sources;
  /** One tick (epoch seconds). Rejects only on abort. */
  evaluate(plan: Plan, at: number, signal?: AbortSignal): Promise<Evaluation>;
}
