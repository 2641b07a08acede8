import type { RiskModel } from '@release-risk/model/model';
import { evaluate } from '@release-risk/query/evaluate';
import { openSources } from '../bindings/openSources.ts';
import type { Io } from '../io.ts';
import type { Evaluator } from './evaluator.ts';
import { requireOneWayToAsk } from './oneWayToAsk.ts';
import type { EvaluationOptions } from './options.ts';

/**
 * Through the Grafana that `--grafana` names, otherwise by the servers that are bound. Throws CliError: RR601 where the
 * command line asks for both, otherwise as `grafanaEvaluation` and `openSources` do.
 */
export async function openEvaluator(io: Io, model: RiskModel, options: EvaluationOptions): Promise<Evaluator> {
  requireOneWayToAsk(io, options);
  if (options.grafana !== undefined) {
    const { grafanaEvaluation } = await import('../grafana/grafanaEvaluation.ts');
    return grafanaEvaluation(io, model, options);
  }
  const sources = await openSources(io, model, options);
  return { sources, evaluate: (plan, at, signal) => evaluate(model, plan, sources, at, signal) };
}
