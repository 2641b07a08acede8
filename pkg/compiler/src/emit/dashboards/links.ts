import type { RiskModel, Signal } from '@release-risk/model/model';
import type { DashboardLink, Link } from './dashboardJson.ts';
import { dashboardUid, type DashboardKind } from './dashboardNames.ts';
import type { Names } from './names.ts';

const BAR: readonly { readonly kind: DashboardKind; readonly title: string; readonly icon: string }[] = [
  { kind: 'overview', title: 'All services', icon: 'dashboard' },
  { kind: 'service', title: 'One service', icon: 'bolt' },
  { kind: 'releases', title: 'Releases', icon: 'external link' },
];

/** The bar of links: the model's other dashboards, and its runbook. */
export function dashboardLinks(model: RiskModel, here: DashboardKind): readonly DashboardLink[] {
  const others = BAR.filter(({ kind }) => kind !== here).map(({ kind, title, icon }) =>
    barLink(title, `/d/${dashboardUid(model.name, kind)}`, icon, true),
  );
  return model.runbook === undefined ? others : [...others, barLink('Runbook', model.runbook, 'doc', false)];
}

function barLink(title: string, url: string, icon: string, within: boolean): DashboardLink {
  return {
    type: 'link',
    title,
    url,
    icon,
    tooltip: '',
    tags: [],
    asDropdown: false,
    includeVars: within,
    keepTime: within,
    targetBlank: !within,
  };
}

/** From a row of services to one of them: the row's identity and the time range go along. */
export function serviceLink(model: RiskModel, names: Names): Link {
  const chosen = model.identity.labels.map(
    (label) => `var-${names.label(label)}=\${__data.fields["${label}"]:percentencode}`,
  );
  const query = [...chosen, '${__url_time_range}'].join('&');
  return { title: 'Open this service', url: `/d/${dashboardUid(model.name, 'service')}?${query}`, targetBlank: false };
}

/** Explore with the signal's own query over the panel's time range, and the signal's runbook. */
export function signalLinks(signal: Signal, names: Names): readonly Link[] {
  const datasource = names.datasource(signal.datasource);
  const pane = {
    datasource: datasource.uid,
    queries: [{ refId: 'A', datasource, editorMode: 'code', expr: signal.query, range: true, instant: false }],
    range: { from: '${__from}', to: '${__to}' },
  };
  const encoded = encodeURIComponent(JSON.stringify({ release_risk: pane })).replace(
    // Grafana fills variables in where they stand plainly; what the query says stays encoded.
    new RegExp(encodeURIComponent(`\${${names.datasourceVariable(signal.datasource)}}`).replaceAll('$', '\\$'), 'g'),
    () => datasource.uid,
  );
  const url = `/explore?schemaVersion=1&panes=${encoded}`
    .replace(encodeURIComponent('${__from}'), '${__from}')
    .replace(encodeURIComponent('${__to}'), '${__to}');
  const explore = { title: 'Explore this signal', url, targetBlank: true };
  if (signal.runbook === undefined) return [explore];
  return [explore, { title: 'Runbook of this signal', url: signal.runbook, targetBlank: true }];
}
