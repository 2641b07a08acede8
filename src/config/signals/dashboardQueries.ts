import type { HostDatasource } from '../../risk/host.ts';
import { isPart, textIn, type Part } from '../../risk/edit/signalDraft.ts';
import { datasourceNamed, type Found, type FoundQuery } from './foundQuery.ts';
import type { DashboardVariable } from './literalQuery.ts';

/** The Prometheus and Loki queries of a dashboard's JSON, panel by panel. Whatever it holds, this does not throw. */
export function dashboardQueries(dashboard: Part, datasources: readonly HostDatasource[]): Found {
  const variables = variablesOf(dashboard);
  const queries: FoundQuery[] = [];
  const libraryPanels: string[] = [];
  let others = 0;
  for (const panel of panelsOf(dashboard)) {
    const title = textIn(panel, 'title') ?? '';
    if (isPart(panel['libraryPanel']) && !Array.isArray(panel['targets'])) libraryPanels.push(title);
    for (const target of partsIn(panel, 'targets')) {
      const datasource = datasourceNamed(uidOf(target, panel, variables), datasources);
      const expr = textIn(target, 'expr') ?? '';
      if (datasource === undefined || expr.trim() === '') {
        if (datasource === undefined && !isExpression(target)) others += 1;
        continue;
      }
      const refId = textIn(target, 'refId') ?? '';
      const key = `${String(panel['id'])}/${refId}/${String(queries.length)}`;
      queries.push({ key, title, refId, expr, datasource, grafanaUnit: unitOf(panel), variables });
    }
  }
  return { queries, others, libraryPanels };
}

/** Only those of one panel. */
export function ofPanel({ queries, ...rest }: Found, panelId: string): Found {
  return { ...rest, queries: queries.filter(({ key }) => key.startsWith(`${panelId}/`)) };
}

/** Panels in rows stand inside of them where the row is folded. */
function panelsOf(whole: Part): readonly Part[] {
  return partsIn(whole, 'panels').flatMap((panel) => [panel, ...partsIn(panel, 'panels')]);
}

function partsIn(part: Part, key: string): readonly Part[] {
  const found = part[key];
  return Array.isArray(found) ? found.filter((one): one is Part => isPart(one)) : [];
}

function isExpression(target: Part): boolean {
  return isPart(target['datasource']) && textIn(target['datasource'], 'uid') === '__expr__';
}

/** What a query names, else its panel; a variable that chooses datasources is what is chosen there. */
function uidOf(target: Part, panel: Part, variables: readonly DashboardVariable[]): string | undefined {
  const named = namedIn(target) ?? namedIn(panel);
  const variable = /^\$\{?(\w+)\}?$/.exec(named ?? '')?.[1];
  if (variable === undefined) return named === '-- Mixed --' ? undefined : named;
  return variables.find(({ name }) => name === variable)?.values[0] ?? named;
}

function namedIn(part: Part): string | undefined {
  const { datasource } = part;
  if (typeof datasource === 'string') return datasource;
  return isPart(datasource) ? textIn(datasource, 'uid') : undefined;
}

function unitOf(panel: Part): string | undefined {
  const { fieldConfig } = panel;
  const defaults = isPart(fieldConfig) ? fieldConfig['defaults'] : undefined;
  return isPart(defaults) ? textIn(defaults, 'unit') : undefined;
}

function variablesOf(dashboard: Part): readonly DashboardVariable[] {
  const { templating } = dashboard;
  return partsIn(isPart(templating) ? templating : {}, 'list').flatMap((variable): DashboardVariable[] => {
    const name = textIn(variable, 'name');
    if (name === undefined) return [];
    const { current } = variable;
    const chosen: unknown = isPart(current) ? current['value'] : undefined;
    const values = (Array.isArray(chosen) ? chosen : [chosen]).filter((one): one is string => typeof one === 'string');
    // Constants and text boxes hold their value as their query where nobody chose another.
    const written =
      variable['type'] === 'constant' || variable['type'] === 'textbox' ? textIn(variable, 'query') : undefined;
    const known = values.filter((value) => value !== '');
    const allValue = textIn(variable, 'allValue');
    return [
      {
        name,
        values: known.length > 0 || written === undefined ? known : [written],
        allValue: allValue === '' ? undefined : allValue,
      },
    ];
  });
}
