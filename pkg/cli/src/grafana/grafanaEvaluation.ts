import { bindDatasources } from '@release-risk/apply/bindDatasources';
import { listDatasources } from '@release-risk/grafana/api/datasources';
import { answeringQueries } from '@release-risk/grafana/api/evaluation';
import type { RiskModel } from '@release-risk/model/model';
import { engineDifferences } from '@release-risk/query/engineAgrees';
import { scoreExecution } from '@release-risk/query/evaluate';
import { executeInGrafana, grafanaSources } from '@release-risk/query/grafanaExecutor';
import type { Evaluator } from '../evaluation/evaluator.ts';
import type { Io } from '../io.ts';
import { namedDatasources } from './namedDatasources.ts';
import { openGrafana } from './openGrafana.ts';
import type { GrafanaOptions } from './options.ts';
import { telling } from './told.ts';

/**
 * A model evaluated by a Grafana: its datasources, its network, its engine. A tick is one request; where Grafana's
 * engine gives another score, the warnings say so. Throws CliError.
 */
export async function grafanaEvaluation(
  io: Io,
  model: RiskModel,
  options: GrafanaOptions & { readonly datasource: readonly string[] },
): Promise<Evaluator> {
  return telling(async () => {
    const client = await openGrafana(io, options);
    const named = namedDatasources(Object.keys(model.datasources), options.datasource, 'the model');
    const bindings = bindDatasources(await listDatasources(client), model.datasources, named, {});
    const post = answeringQueries(client);
    return {
      sources: grafanaSources(bindings, post),
      async evaluate(plan, at, signal) {
        const { execution, engine } = await executeInGrafana(plan, bindings, post, at, signal);
        const evaluation = scoreExecution(model, plan, execution);
        const differences = engineDifferences(plan, evaluation, engine);
        const unknown = engine.ok ? [] : [`Grafana's engine gave no score: ${engine.reason}`];
        return { ...evaluation, warnings: [...evaluation.warnings, ...differences, ...unknown] };
      },
    };
  });
}
