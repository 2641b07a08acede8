import type { Datasource } from '@release-risk/grafana/api/datasources';
import type { DatasourceType, RiskModel } from '@release-risk/model/model';
import type { GrafanaBindings } from '@release-risk/query/grafanaExecutor';
import { ApplyError } from './errors.ts';

/** Logical name -> uid or name of a datasource of Grafana. */
export type NamedDatasources = Readonly<Record<string, string>>;

/**
 * Binds every logical datasource of a model to one of those that are `there` in Grafana, each by the first that names
 * it: `named`, what was bound at the last apply, a datasource of that uid or name, the only one of its type.
 * Throws ApplyError.
 */
export function bindDatasources(
  there: readonly Datasource[],
  datasources: RiskModel['datasources'],
  named: NamedDatasources,
  applied: NamedDatasources,
): GrafanaBindings {
  return Object.fromEntries(
    Object.entries(datasources).map(([logical, { type }]) => {
      const wanted = valueOf(named, logical) ?? valueOf(applied, logical);
      const found = wanted === undefined ? guessed(there, logical, type) : existing(there, logical, wanted);
      if (found.type !== type) {
        const fitting = ofType(there, type);
        throw new ApplyError({
          name: 'datasourceOfOtherType',
          logical,
          type,
          uid: found.uid,
          found: found.type,
          fitting,
        });
      }
      return [logical, { name: logical, type, uid: found.uid }];
    }),
  );
}

function valueOf(names: NamedDatasources, logical: string): string | undefined {
  return Object.hasOwn(names, logical) ? names[logical] : undefined;
}

function ofType(there: readonly Datasource[], type: DatasourceType): readonly Datasource[] {
  return there.filter((one) => one.type === type);
}

function existing(there: readonly Datasource[], logical: string, wanted: string): Datasource {
  const found = there.find(({ uid }) => uid === wanted) ?? there.find(({ name }) => name === wanted);
  if (found !== undefined) return found;
  throw new ApplyError({ name: 'datasourceMissing', logical, wanted, fitting: there });
}

function guessed(there: readonly Datasource[], logical: string, type: DatasourceType): Datasource {
  const fitting = ofType(there, type);
  const exact = fitting.find(({ uid }) => uid === logical) ?? fitting.find(({ name }) => name === logical);
  const [only, another] = fitting;
  if (exact !== undefined) return exact;
  if (only !== undefined && another === undefined) return only;
  throw new ApplyError({ name: 'datasourceUndecided', logical, type, fitting });
}
