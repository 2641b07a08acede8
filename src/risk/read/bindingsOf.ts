import type { DatasourceType, RiskModel } from '@release-risk/model/model';
import type { GrafanaBindings } from '@release-risk/query/grafanaExecutor';
import type { HostDatasource } from '../host.ts';
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
      const found = datasourceFor(name, type, bound[name], datasources);
      if (found === undefined) {
        throw new ProblemError({ code: 'RR707', name: 'unboundDatasource', datasource: name, type });
      }
      return [name, { name: found.name, type, uid: found.uid }];
    }),
  );
}

function datasourceFor(
  name: string,
  type: DatasourceType,
  uid: string | undefined,
  datasources: readonly HostDatasource[],
): HostDatasource | undefined {
  const fitting = datasources.filter((one) => one.type === type);
  if (uid !== undefined) return fitting.find((one) => one.uid === uid);
  const named = fitting.find((one) => one.name === name || one.uid === name);
  return named ?? fitting.find(({ isDefault }) => isDefault) ?? (fitting.length === 1 ? fitting[0] : undefined);
}
