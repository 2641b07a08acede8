import { SERVICES_AT_MOST } from '@release-risk/compiler/emit/dashboards/dashboardChecks';
import { engineDifferences } from '@release-risk/query/engineAgrees';
import { scoreExecution, type Evaluation } from '@release-risk/query/evaluate';
import { executeInGrafana } from '@release-risk/query/grafanaExecutor';
import type { Host } from '../host.ts';
import { allServices, leftOut, postingQueries, type LiveQuestion } from './askLive.ts';
import { frozenFor } from './frozenFor.ts';
import { planOf } from './planOf.ts';

/** Everything that was read of a model at one moment, to be scored by this model and by others like it. */
export interface AskedReadings {
  readonly evaluation: Evaluation;
  readonly warnings: readonly string[];
}

/** Asks a model through Grafana as {@link askLive} does, and gives the readings behind the score. */
export async function askReadings(
  host: Host,
  { model, bindings, at }: Pick<LiveQuestion, 'model' | 'bindings' | 'at'>,
  signal: AbortSignal,
): Promise<AskedReadings> {
  const post = postingQueries(host, signal);
  const services = await allServices({ model, bindings, at }, post, signal);
  const scored = services.slice(0, SERVICES_AT_MOST);
  const { frozen, warnings } = await frozenFor(host, model, undefined, signal);
  const plan = planOf(model, scored, frozen);
  const { execution, engine } = await executeInGrafana(plan, bindings, post, at, signal);
  const evaluation = scoreExecution(model, plan, execution);
  return {
    evaluation,
    warnings: [
      ...leftOut(services.length, scored.length),
      ...warnings,
      ...evaluation.warnings,
      ...engineDifferences(plan, evaluation, engine),
    ],
  };
}
