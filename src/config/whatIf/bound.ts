import type { RiskModel } from '@release-risk/model/model';
import type { GrafanaBindings } from '@release-risk/query/grafanaExecutor';
import type { HostDatasource } from '../../risk/host.ts';
import type { Problem } from '../../risk/problems.ts';
import { bindingsOf } from '../../risk/read/bindingsOf.ts';
import { problemOf } from '../../risk/read/problemError.ts';

/** A model with the datasources of this Grafana that it asks, or why one of them is none. */
export type Bound =
  | { readonly ok: true; readonly model: RiskModel; readonly bindings: GrafanaBindings }
  | { readonly ok: false; readonly problem: Problem };

export function boundModel(
  model: RiskModel,
  bound: Readonly<Record<string, string>>,
  datasources: readonly HostDatasource[],
): Bound {
  try {
    return { ok: true, model, bindings: bindingsOf(model, bound, datasources) };
  } catch (error) {
    return { ok: false, problem: problemOf(error) };
  }
}
