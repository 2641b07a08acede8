import type { Identity, RiskModel } from '@release-risk/model/model';
import { constantRows } from '../../rows.ts';
import type { CustomVariable, DatasourceVariable, QueryVariable, Variable } from './dashboardJson.ts';
import { placeholder, withVariables, type Names } from './names.ts';

/** Grafana's datasources by logical name. */
export type Bindings = Readonly<Record<string, { readonly uid: string; readonly name?: string }>>;

const FIXED = { multi: false, includeAll: false, options: [] } as const;

/** One variable per logical datasource, set to the one it is bound to. */
export function datasourceVariables(model: RiskModel, names: Names, bindings: Bindings): readonly DatasourceVariable[] {
  return Object.entries(model.datasources).map(([logical, { type }]) => {
    const bound = bindings[logical];
    return {
      type: 'datasource',
      name: names.datasourceVariable(logical),
      label: logical,
      hide: 0,
      skipUrlSync: false,
      current: { text: bound?.name ?? bound?.uid ?? '', value: bound?.uid ?? '' },
      ...FIXED,
      query: type,
      regex: '',
      refresh: 1,
    };
  });
}

/**
 * One variable per identity label. With several labels each offers what goes with those before it, as far as a
 * Prometheus is there to be asked: it is given the list of services and only picks from it.
 */
export function identityVariables(model: RiskModel, services: readonly Identity[], names: Names): readonly Variable[] {
  const { labels } = model.identity;
  const [prometheus] = Object.entries(model.datasources).filter(([, { type }]) => type === 'prometheus');
  return labels.map((label, index) =>
    index === 0 || prometheus === undefined
      ? customVariable(label, services, names)
      : chainedVariable(labels.slice(0, index), label, services, names, prometheus[0]),
  );
}

/** The characters that no variable carries into a query unchanged. */
const UNSAFE = /["'\\$,\p{Cc}]| : |^\s|\s$/u;

/** Whether variables can choose this service. */
export function canBeChosen(labels: readonly string[], service: Identity): boolean {
  return labels.every((label) => {
    const value = service[label] ?? '';
    return value !== '' && !UNSAFE.test(value);
  });
}

function base(label: string, services: readonly Identity[], names: Names) {
  const value = services[0]?.[label] ?? '';
  return {
    name: names.label(label),
    label,
    hide: 0,
    skipUrlSync: false,
    current: { text: value, value },
  } as const;
}

function customVariable(label: string, services: readonly Identity[], names: Names): CustomVariable {
  const said = base(label, services, names);
  const values = [...new Set(services.map((service) => service[label] ?? ''))];
  return {
    type: 'custom',
    ...said,
    ...FIXED,
    options: values.map((value) => ({ text: value, value, selected: value === said.current.value })),
    query: values.join(','),
  };
}

function chainedVariable(
  before: readonly string[],
  label: string,
  services: readonly Identity[],
  names: Names,
  datasource: string,
): QueryVariable {
  const labels = [...before, label];
  const rows = constantRows('1', labels, distinct(labels, services));
  const chosen = withVariables(constantRows('1', before, [placeholder(before)]), before, names);
  const query = `query_result(${rows} and on (${before.join(', ')}) ${chosen})`;
  return {
    type: 'query',
    ...base(label, services, names),
    ...FIXED,
    datasource: names.datasource(datasource),
    definition: query,
    query: { query, refId: 'services' },
    regex: `/[{, ]${label}="([^"]*)"/`,
    refresh: 1,
    sort: 1,
  };
}

function distinct(labels: readonly string[], services: readonly Identity[]): readonly Identity[] {
  const byKey = new Map(services.map((service) => [JSON.stringify(labels.map((label) => service[label])), service]));
  return [...byKey.values()];
}
