import type { DatasourceType } from '@release-risk/model/model';
import type { HostDatasource } from '../../risk/host.ts';
import type { DashboardVariable } from './literalQuery.ts';

/** A query that a team already has, in a panel or in an alert rule. */
export interface FoundQuery {
  /** Within what it was found in. */
  readonly key: string;
  /** What it stands for: the title of its panel or rule. */
  readonly title: string;
  readonly refId: string;
  readonly expr: string;
  /** Where it is asked. */
  readonly datasource: HostDatasource;
  /** As Grafana calls it, such as `percentunit`. */
  readonly grafanaUnit: string | undefined;
  /** Of the dashboard it is in. */
  readonly variables: readonly DashboardVariable[];
}

/** What was found in a dashboard or a rule. */
export interface Found {
  readonly queries: readonly FoundQuery[];
  /** Queries of other kinds of datasources, or of none of this Grafana. */
  readonly others: number;
  /** Panels that stand in a library and are not in the dashboard itself. */
  readonly libraryPanels: readonly string[];
}

/** The datasource of that uid or name; the default where none is named. */
export function datasourceNamed(
  wanted: string | undefined,
  datasources: readonly HostDatasource[],
): HostDatasource | undefined {
  if (wanted === undefined || wanted === 'default') return datasources.find(({ isDefault }) => isDefault);
  return datasources.find(({ uid }) => uid === wanted) ?? datasources.find(({ name }) => name === wanted);
}

/** How people call a kind of datasource. */
export function typeName(type: DatasourceType): string {
  return type === 'prometheus' ? 'Prometheus' : 'Loki';
}
