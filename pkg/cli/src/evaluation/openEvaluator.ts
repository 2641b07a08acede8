import type { RiskModel } from '@release-risk/model/model';
import { evaluate } from '@release-risk/query/evaluate';
import { openSources } from '../bindings/openSources.ts';
import { usageError } from '../errors.ts';
import type { Io } from '../io.ts';
import type { Evaluator } from './evaluator.ts';
import type { EvaluationOptions } from './options.ts';

/**
 * Through the Grafana that `--grafana` names, otherwise by the servers that are bound. Throws CliError: RR601 where the
 * command line asks for both, otherwise as `grafanaEvaluation` and `openSources` do.
 */
export async function openEvaluator(io: Io, model: RiskModel, options: EvaluationOptions): Promise<Evaluator> {
  if (options.grafana !== undefined) {
    requireNoServers(io, options);
    const { grafanaEvaluation } = await import('../grafana/grafanaEvaluation.ts');
    return grafanaEvaluation(io, model, options);
  }
  if (options.datasource.length > 0) {
    throw usageError('--datasource binds datasources of a Grafana, and none is named', 'Name it with --grafana URL.');
  }
  const sources = await openSources(io, model, options);
  return { sources, evaluate: (plan, at, signal) => evaluate(model, plan, sources, at, signal) };
}

/** Bindings of the environment are for other runs and are left alone; those of this command line contradict. */
function requireNoServers({ env }: Io, { prometheus, loki, bindings, bind }: EvaluationOptions): void {
  const said = [
    ['--prometheus', prometheus !== env['RELEASE_RISK_PROMETHEUS_URL']],
    ['--loki', loki !== env['RELEASE_RISK_LOKI_URL']],
    ['--bindings', bindings !== env['RELEASE_RISK_BINDINGS']],
    ['--bind', bind.length > 0],
  ] as const;
  const [first] = said.filter(([, given]) => given);
  if (first === undefined) return;
  throw usageError(
    `--grafana and ${first[0]} exclude each other`,
    'Grafana asks its own datasources: choose among them with --datasource name=uid.',
  );
}
