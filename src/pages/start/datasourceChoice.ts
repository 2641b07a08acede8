import type { DatasourceType } from '@release-risk/model/model';
import type { HostDatasource } from '../../risk/host.ts';
import type { StartState } from './startState.ts';

/** What is looked at. */
export interface ChosenDatasources {
  readonly metrics: HostDatasource | undefined;
  readonly logs: HostDatasource | undefined;
}

/** The chosen ones; where nobody chose, the default of its type or the first. */
export function chosenDatasources(
  { metrics, logs }: Pick<StartState, 'metrics' | 'logs'>,
  datasources: readonly HostDatasource[],
): ChosenDatasources {
  return { metrics: chosen(metrics, 'prometheus', datasources), logs: chosen(logs, 'loki', datasources) };
}

function chosen(
  uid: string | null | undefined,
  type: DatasourceType,
  datasources: readonly HostDatasource[],
): HostDatasource | undefined {
  if (uid === null) return undefined;
  const fitting = datasources.filter((one) => one.type === type);
  return fitting.find((one) => one.uid === uid) ?? fitting.find(({ isDefault }) => isDefault) ?? fitting[0];
}

/** The same as a model's bindings. */
export function bindingsFor({ metrics, logs }: ChosenDatasources): Readonly<Record<string, string>> {
  return {
    ...(metrics === undefined ? {} : { metrics: metrics.uid }),
    ...(logs === undefined ? {} : { logs: logs.uid }),
  };
}
