import { compile } from '@release-risk/compiler/compile';
import { pluginSettings } from '@release-risk/compiler/emit/plugin/pluginProvisioning';
import type { RiskModel } from '@release-risk/model/model';
import { discoverServices } from '@release-risk/query/discover';
import type { Source } from '@release-risk/query/source';
import type { HostContent, StandInDashboard } from './server/content.ts';
import { ADMIN } from './server/everything-allowed.ts';
import type { AskDatasource } from './server/query/ask.ts';

/** The two datasources of the stand-in, as provisioning names them. */
export const METRICS_UID = 'metrics';
export const LOGS_UID = 'logs';

const UID_OF = { prometheus: METRICS_UID, loki: LOGS_UID } as const;

export interface ModelContentOptions {
  readonly models: readonly RiskModel[];
  /** By uid; they discover a model's services. */
  readonly sources: ReadonlyMap<string, Source>;
  readonly ask: AskDatasource;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** What a Grafana holds once these models are applied to it and set in the plugin. Rejects with why not. */
export async function modelContent({ models, sources, ask, now }: ModelContentOptions): Promise<HostContent> {
  const bindings = Object.fromEntries(models.map((model) => [model.name, uidsOf(model)]));
  const settings = pluginSettings(models, { revision: 1, bindings });
  if (!settings.ok) throw new Error(settings.diagnostics.map(({ message }) => message).join('\n'));
  const dashboards: StandInDashboard[] = [];
  for (const model of models) dashboards.push(...(await dashboardsOf(model, sources, now() / 1000)));
  return {
    dashboards,
    datasources: [
      { uid: METRICS_UID, name: 'metrics', type: 'prometheus', isDefault: true },
      { uid: LOGS_UID, name: 'logs', type: 'loki', isDefault: false },
    ],
    user: ADMIN,
    ask,
    settings: { enabled: true, pinned: true, jsonData: { ...settings.value }, secrets: [] },
    annotations: [],
    silences: [],
    ruleGroups: [],
  };
}

async function dashboardsOf(
  model: RiskModel,
  sources: ReadonlyMap<string, Source>,
  at: number,
): Promise<readonly StandInDashboard[]> {
  const named = new Map(
    Object.entries(model.datasources).flatMap(([name, { type }]) => {
      const source = sources.get(UID_OF[type]);
      return source === undefined ? [] : [[name, source] as const];
    }),
  );
  const found = await discoverServices(model, named, at);
  if (!found.ok) throw new Error(`${model.name}: ${found.reason}. ${found.hint}`);
  const bindings = Object.fromEntries(Object.entries(uidsOf(model)).map(([name, uid]) => [name, { uid, name: uid }]));
  const target = { folderUid: 'release-risk', bindings, intervalSeconds: 10, panelInstalled: true };
  const { grafana } = compile(model, { services: found.services }, target);
  if (!grafana.ok) throw new Error(grafana.diagnostics.map(({ message }) => message).join('\n'));
  return grafana.value.dashboards;
}

function uidsOf(model: RiskModel): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(model.datasources).map(([name, { type }]) => [name, UID_OF[type]]));
}
