import type { DatasourceType } from '@release-risk/model/model';
import type { HostDatasource } from '../host.ts';

/** A datasource for a logical one, and what chose it. */
export interface Bound {
  readonly datasource: HostDatasource;
  readonly by: 'binding' | 'name' | 'default' | 'only';
}

/** The datasource that a logical one of a model is; undefined where nothing decides, or what it is bound to is gone. */
export function boundBy(
  name: string,
  type: DatasourceType,
  uid: string | undefined,
  datasources: readonly HostDatasource[],
): Bound | undefined {
  const fitting = datasources.filter((one) => one.type === type);
  if (uid !== undefined)
    return chosen(
      'binding',
      fitting.find((one) => one.uid === uid),
    );
  return (
    chosen(
      'name',
      fitting.find((one) => one.name === name || one.uid === name),
    ) ??
    chosen(
      'default',
      fitting.find(({ isDefault }) => isDefault),
    ) ??
    chosen('only', fitting.length === 1 ? fitting[0] : undefined)
  );
}

function chosen(by: Bound['by'], datasource: HostDatasource | undefined): Bound | undefined {
  return datasource === undefined ? undefined : { datasource, by };
}
