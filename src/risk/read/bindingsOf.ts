import type { RiskModel } from '@release-risk/model/model';
import type { GrafanaBindings } from '@release-risk/query/grafanaExecutor';
import type { HostDatasource } from '../host.ts';
import { boundBy } from './boundBy.ts';
import { ProblemError } from './problemError.ts';

/**
 * Which datasource of this Grafana each logical one of a model is: the one it is bound to, else the one of that name,
 * else the default of its type, else the only one of its type. Throws ProblemError where none of these decides.
 */
export function bindingsOf(
  model: RiskModel,
  bound: Readonly<Record<string, string>>,
  datasources: readonly HostDatasource[],
): GrafanaBindings {
  return Object.fromEntries(
    Object.entries(model.datasources).map(([name, { type }]) => {
      const found = boundBy(name, type, bound[name], datasources)?.datasource;
      if (found === undefined) {
        throw new ProblemError({ code: 'RR707', name: 'unboundDatasource', datasource: name, type });
      }
      return [name, { name: found.name, type, uid: found.uid }];
    }),
  );
}
