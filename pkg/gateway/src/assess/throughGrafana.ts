import { bindDatasources, type NamedDatasources } from '@release-risk/apply/bindDatasources';
import { SERVICES_AT_MOST } from '@release-risk/compiler/emit/dashboards/dashboardChecks';
import { identityKey } from '@release-risk/compiler/identity';
import { type Datasource, listDatasources } from '@release-risk/grafana/api/datasources';
import { answeringQueries } from '@release-risk/grafana/api/evaluation';
import type { GrafanaClient } from '@release-risk/grafana/client';
import type { GrafanaError } from '@release-risk/grafana/errors';
import { type GrafanaErrorCode } from '@release-risk/grafana/errors';
import type { RiskModel } from '@release-risk/model/model';
import { discoverServices } from '@release-risk/query/discover';
import { engineDifferences } from '@release-risk/query/engineAgrees';
import { scoreExecution } from '@release-risk/query/evaluate';
import { executeInGrafana, grafanaSources, type GrafanaBindings } from '@release-risk/query/grafanaExecutor';
import type { PostQuery } from '@release-risk/query/grafanaSource';
import type { Evaluator } from './evaluator.ts';

export interface GrafanaEvaluator extends Evaluator {
  /** Which datasources of the Grafana a model is asked of; rejects with ApplyError or GrafanaError. */
  bindings(model: RiskModel, at: number, signal: AbortSignal): Promise<GrafanaBindings>;
}

/** After these the next query would not be answered either: Grafana itself, or what stands before it, is not there. */
const GONE: readonly GrafanaErrorCode[] = [
  'aborted',
  'unreachable',
  'timeout',
  'unauthorized',
  'forbidden',
  'notJson',
  'redirected',
  'rateLimited',
];
const BEFORE_GRAFANA = [502, 503, 504];

/** For how long the list of datasources is believed, in seconds. */
const LIST_KEPT = 60;

/**
 * Models evaluated by a Grafana: its datasources, its network, the engine that evaluates the alert rules. Where that
 * engine and `score()` differ on the same readings, the service is disputed.
 *
 * @param open a client whose requests end with the signal.
 * @param named logical names of a model -> uid or name of a datasource, where somebody said so.
 */
export function throughGrafana(
  open: (signal: AbortSignal) => GrafanaClient,
  named: (model: string) => NamedDatasources,
): GrafanaEvaluator {
  let listed: { readonly at: number; readonly there: readonly Datasource[] } | undefined;

  const bindingsOf = async (client: GrafanaClient, model: RiskModel, at: number): Promise<GrafanaBindings> => {
    const isFresh = listed !== undefined && Math.abs(at - listed.at) <= LIST_KEPT;
    const there = isFresh && listed !== undefined ? listed.there : await listDatasources(client);
    if (!isFresh) listed = { at, there };
    return bindDatasources(there, model.datasources, named(model.name), {});
  };

  const asking = async (model: RiskModel, at: number, signal: AbortSignal) => {
    const client = open(signal);
    const post: PostQuery = answeringQueries(client, isGone);
    return { bindings: await bindingsOf(client, model, at), post };
  };

  return {
    atMost: SERVICES_AT_MOST,
    bindings: (model, at, signal) => bindingsOf(open(signal), model, at),
    async discover(model, at, signal) {
      const { bindings, post } = await asking(model, at, signal);
      return discoverServices(model, grafanaSources(bindings, post), at, signal);
    },
    async evaluate(model, plan, at, signal) {
      const { bindings, post } = await asking(model, at, signal);
      const { execution, engine } = await executeInGrafana(plan, bindings, post, at, signal);
      const evaluation = scoreExecution(model, plan, execution);
      const disputed = new Map<string, string>();
      for (const one of evaluation.services) {
        const [difference] = engineDifferences(plan, { ...evaluation, services: [one] }, engine);
        if (difference !== undefined) disputed.set(identityKey(plan.labels, one.service), difference);
      }
      return { evaluation, disputed };
    },
  };
}

function isGone({ code, context }: GrafanaError): boolean {
  return GONE.includes(code) || BEFORE_GRAFANA.includes(context.status ?? 0);
}
