import { PluginExtensionPoints, type PluginExtensionAddedLinkConfig } from '@grafana/data';
import { firstRunPath, overviewPath, servicePath } from './paths.ts';

/**
 * What Grafana's own menus offer of the app. Titles stand in plugin.json, too, letter by letter: Grafana loads the app
 * because of them, and takes no link that differs. So they are English whatever the language.
 */
const PANEL_MENU: PluginExtensionAddedLinkConfig = {
  targets: PluginExtensionPoints.DashboardPanelMenu,
  title: 'Use these queries as risk signals',
  description: 'Makes a model of Release Risk from the Prometheus and Loki queries of this panel',
  icon: 'shield',
  path: firstRunPath,
  configure: (context) => {
    const path = pathOfPanel(context);
    return path === undefined ? undefined : { path };
  },
};

const ALERT_INSTANCE: PluginExtensionAddedLinkConfig = {
  targets: PluginExtensionPoints.AlertInstanceAction,
  title: 'Open release risk',
  description: 'Shows the service that this alert is about: its score, signals and releases',
  icon: 'shield',
  path: overviewPath,
  configure: (context) => {
    const path = pathOfAlert(context);
    return path === undefined ? undefined : { path };
  },
};

const COMMAND_PALETTE: PluginExtensionAddedLinkConfig = {
  targets: PluginExtensionPoints.CommandPalette,
  title: 'Release Risk: overview',
  description: 'All services, worst first',
  path: overviewPath,
};

export const LINKS: readonly PluginExtensionAddedLinkConfig[] = [PANEL_MENU, ALERT_INSTANCE, COMMAND_PALETTE];

const SCORABLE: readonly unknown[] = ['prometheus', 'loki'];

/** Where the queries of a panel become signals; undefined where it has none, or is on no saved dashboard. */
export function pathOfPanel(context: unknown): string | undefined {
  const dashboard = memberOf(memberOf(context, 'dashboard'), 'uid');
  const panel = memberOf(context, 'id');
  const targets = memberOf(context, 'targets');
  if (typeof dashboard !== 'string' || dashboard === '' || typeof panel !== 'number') return undefined;
  const isScorable = (target: unknown): boolean => SCORABLE.includes(memberOf(memberOf(target, 'datasource'), 'type'));
  if (!Array.isArray(targets) || !targets.some(isScorable)) return undefined;
  const query = new URLSearchParams({ from: 'panel', dashboard, panel: String(panel) });
  return `${firstRunPath}?${query.toString()}`;
}

/** Labels of an alert that tell nothing of its service. */
const NOT_OF_A_SERVICE = /^(__|release_risk_|alertname$|grafana_folder$|severity$|version$)/;

/**
 * The page of the service that an alert is about; undefined where it is none of ours. Which of the labels tell services
 * apart only the model knows: the page takes those.
 */
export function pathOfAlert(context: unknown): string | undefined {
  const labels = memberOf(memberOf(context, 'instance'), 'labels');
  const model = memberOf(labels, 'release_risk_model');
  if (typeof labels !== 'object' || labels === null || typeof model !== 'string' || model === '') return undefined;
  const said = Object.entries(labels).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'string' && !NOT_OF_A_SERVICE.test(name) ? [[name, value] as const] : [],
  );
  return servicePath(model, Object.fromEntries(said));
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
