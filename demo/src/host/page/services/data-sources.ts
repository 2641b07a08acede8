import {
  type DataQuery,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceApi,
  type DataSourceInstanceSettings,
  type DataSourceRef,
  PluginType,
  type ScopedVars,
} from '@grafana/data';
import {
  config,
  type DataSourceSrv,
  DataSourceWithBackend,
  getTemplateSrv,
  isExpressionReference,
} from '@grafana/runtime';
import { from, mergeMap, type Observable } from 'rxjs';

/** A query or an expression as dashboards hold it. */
export interface Target extends DataQuery {
  readonly expr?: string;
  readonly expression?: string;
}

/** Prometheus' and Loki's frontend as far as panels need it: variables filled in, then Grafana's own backend way. */
class QueryDataSource extends DataSourceWithBackend<Target> {
  override applyTemplateVariables(query: Target, scopedVars: ScopedVars): Target {
    return query.expr === undefined
      ? query
      : { ...query, expr: getTemplateSrv().replace(query.expr, scopedVars, escaped) };
  }

  override interpolateVariablesInQueries(queries: Target[], scopedVars: ScopedVars): Target[] {
    return queries.map((query) => ({ ...this.applyTemplateVariables(query, scopedVars), datasource: this.getRef() }));
  }
}

/** How both datasources write a variable into a query: one value escaped, several as alternatives. */
function escaped(value: unknown): string {
  if (Array.isArray(value)) return value.length === 1 ? String(value[0]) : `(${value.map(String).join('|')})`;
  return String(value).replaceAll('\\', '\\\\').replaceAll("'", "\\\\'");
}

const EXPRESSIONS: DataSourceInstanceSettings = {
  id: -100,
  uid: '__expr__',
  name: 'Expression',
  type: '__expr__',
  access: 'proxy',
  meta: {
    id: '__expr__',
    name: 'Expression',
    type: PluginType.datasource,
    module: '',
    baseUrl: '',
    info: {
      author: { name: 'Grafana Labs' },
      description: '',
      links: [],
      logos: { small: '', large: '' },
      screenshots: [],
      updated: '',
      version: '',
    },
  },
  jsonData: {},
  readOnly: true,
};

/** Grafana's expression datasource: with one expression among the targets, all of them are its. */
class ExpressionDataSource extends DataSourceWithBackend<Target> {
  readonly instanceSettings = EXPRESSIONS;

  override query(request: DataQueryRequest<Target>): Observable<DataQueryResponse> {
    const filled = Promise.all(
      request.targets.map(async (target): Promise<Target> => {
        const source = await dataSources.get(target.datasource, request.scopedVars);
        const [first = target] =
          source.interpolateVariablesInQueries?.([target], request.scopedVars, request.filters) ?? [];
        return first;
      }),
    );
    return from(filled).pipe(mergeMap((targets) => super.query({ ...request, targets })));
  }

  override applyTemplateVariables(query: Target, scopedVars: ScopedVars): Target {
    return { ...query, expression: getTemplateSrv().replace(query.expression, scopedVars) };
  }
}

export const expressions = new ExpressionDataSource(EXPRESSIONS);
const known = new Map<string, DataSourceApi>();

/** Grafana's list of datasources, as the boot data gave it. */
export const dataSources: DataSourceSrv = {
  async get(ref, scopedVars) {
    if (isExpressionReference(ref)) return expressions;
    const settings = dataSources.getInstanceSettings(ref, scopedVars);
    if (settings === undefined) throw new Error(`Datasource ${JSON.stringify(ref ?? null)} was not found`);
    const source = known.get(settings.uid) ?? new QueryDataSource(settings);
    known.set(settings.uid, source);
    return source;
  },

  getInstanceSettings(ref, scopedVars) {
    if (isExpressionReference(ref)) return EXPRESSIONS;
    const name = getTemplateSrv().replace(nameOf(ref), scopedVars);
    const all = Object.values(config.datasources);
    if (name === '' || name === 'default') return all.find(({ isDefault }) => isDefault === true);
    const found = all.find((one) => one.uid === name || one.name === name);
    return found === undefined || typeof ref === 'string'
      ? found
      : { ...found, rawRef: { type: found.type, uid: found.uid } };
  },

  getList(filters = {}) {
    const types = filters.type === undefined ? undefined : [filters.type].flat();
    return Object.values(config.datasources)
      .filter(({ type }) => types === undefined || types.includes(type))
      .filter(({ type }) => filters.pluginId === undefined || filters.pluginId === type)
      .filter((one) => filters.filter?.(one) ?? true)
      .sort((a, b) => a.name.localeCompare(b.name));
  },

  reload: () => Promise.resolve(),
  registerRuntimeDataSource: () => undefined,
};

function nameOf(ref: DataSourceRef | string | null | undefined): string {
  return typeof ref === 'string' ? ref : (ref?.uid ?? '');
}
