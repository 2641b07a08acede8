import { PLUGIN_ID } from '@release-risk/compiler/emit/plugin/pluginProvisioning';
import { RISK_PANEL_TYPE } from '@release-risk/compiler/emit/dashboards/riskPanel';
import { readPlugin } from '@release-risk/grafana/api/health';
import type { GrafanaClient } from '@release-risk/grafana/client';

/** The plugin in a Grafana. `withoutPanel`: the app runs, and its nested panel was not loaded. */
export type InstalledPlugin =
  | { readonly kind: 'missing' | 'disabled' | 'withoutPanel' }
  | { readonly kind: 'ready'; readonly version: string | undefined };

/** Whether dashboards may use the risk panel here. A nested panel is never enabled by itself: it follows its app. */
export async function installedPlugin(client: GrafanaClient): Promise<InstalledPlugin> {
  const app = await readPlugin(client, PLUGIN_ID);
  if (app === undefined) return { kind: 'missing' };
  if (!app.enabled) return { kind: 'disabled' };
  const panel = await readPlugin(client, RISK_PANEL_TYPE);
  return panel === undefined ? { kind: 'withoutPanel' } : { kind: 'ready', version: app.version };
}
