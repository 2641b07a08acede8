import { grafanaObjects } from '@release-risk/compiler/compile';
import type { RuleGroup } from '@release-risk/compiler/emit/grafana/ruleGroup';
import type { FrozenAt } from '@release-risk/compiler/frozen';
import { makePlan } from '@release-risk/compiler/makePlan';
import type { Plan } from '@release-risk/compiler/plan';
import { findDashboard } from '@release-risk/grafana/api/dashboards';
import { listDatasources } from '@release-risk/grafana/api/datasources';
import { findFolder } from '@release-risk/grafana/api/folders';
import type { GrafanaClient } from '@release-risk/grafana/client';
import { desiredState, type DesiredState } from '@release-risk/grafana/state/desired';
import { DEFAULT_FOLDER, overviewUid, recordIn } from '@release-risk/grafana/state/record';
import type { Identity, RiskModel } from '@release-risk/model/model';
import { discoverServices } from '@release-risk/query/discover';
import { grafanaSources, type GrafanaBindings } from '@release-risk/query/grafanaExecutor';
import type { PostQuery } from '@release-risk/query/grafanaSource';
import { appliedSettings, settingsToRecord } from './appliedSettings.ts';
import { bindDatasources, type NamedDatasources } from './bindDatasources.ts';
import { ApplyError } from './errors.ts';
import { installedPlugin } from './installedPlugin.ts';
import { pipelineOf, type PipelinePlace } from './pipeline.ts';

/** Seconds between two evaluations of the rules. */
const DEFAULT_INTERVAL = 30;

/** What the model does not say. Whatever is left open is as at the last apply, and then as it is guessed. */
export interface ApplyChoices {
  readonly bindings: NamedDatasources;
  /** Uid of the folder for rules and dashboards; made where it is missing. */
  readonly folder?: string | undefined;
  /** Seconds between two evaluations of the rules. */
  readonly intervalSeconds?: number | undefined;
  readonly pipeline?: PipelinePlace | undefined;
  /** What deployments froze: see `frozenBy` for a deployment record. */
  readonly frozen: readonly FrozenAt[];
}

/** A model, the Grafana it is for, and everything that is to be there. */
export interface Objects {
  readonly client: GrafanaClient;
  readonly post: PostQuery;
  readonly model: RiskModel;
  readonly bindings: GrafanaBindings;
  readonly plan: Plan;
  readonly desired: DesiredState;
  /** What the dashboards cannot show. */
  readonly gaps: readonly string[];
}

/**
 * Makes a model's objects for a Grafana: binds its datasources, discovers its services at `at` (epoch seconds),
 * compiles. Reads from Grafana and writes nothing: see `diffState` and `applyState` of pkg/grafana for what follows.
 * Rejects with ApplyError, GrafanaError, and QueryError where the discovery cannot be asked.
 */
export async function makeObjects(
  client: GrafanaClient,
  post: PostQuery,
  model: RiskModel,
  choices: ApplyChoices,
  at: number,
  signal?: AbortSignal,
): Promise<Objects> {
  const overview = await findDashboard(client, overviewUid(model.name));
  const record = recordIn(overview?.dashboard);
  const applied = appliedSettings(record);
  const there = await listDatasources(client);
  const bindings = bindDatasources(there, model.datasources, choices.bindings, applied.bindings);
  const services = await servicesOf(model, bindings, post, at, signal);
  const pipeline = choices.pipeline ?? applied.pipeline;
  const intervalSeconds = choices.intervalSeconds ?? applied.intervalSeconds ?? DEFAULT_INTERVAL;
  const folder = await folderOf(client, choices.folder ?? record?.folder.uid);
  const { frozen } = choices;
  const plan = makePlan(model, { services, frozen });
  const panelInstalled = (await installedPlugin(client).catch(() => undefined))?.kind === 'ready';
  const target = { folderUid: folder.uid, bindings: uidsOf(bindings), intervalSeconds, panelInstalled };
  const emitted = grafanaObjects(model, plan, { services, frozen }, target);
  if (!emitted.ok) {
    throw new ApplyError({ name: 'notCompiled', model: model.name, diagnostics: emitted.diagnostics });
  }
  const { groups, dashboards, gaps } = emitted.value;
  if (dashboards.some(({ uid }) => uid === folder.uid)) {
    throw new ApplyError({ name: 'folderIsDashboard', uid: folder.uid });
  }
  const contactPoint = pipelineOf(model, pipeline);
  const desired = desiredState({
    plan,
    folder,
    contactPoints: contactPoint === undefined ? [] : [contactPoint],
    usedContactPoints: usedBy(groups),
    groups,
    dashboards: dashboards.map((dashboard) => ({ ...dashboard })),
    settings: settingsToRecord(bindings, intervalSeconds, pipeline),
  });
  return { client, post, model, bindings, plan, desired, gaps: gaps.map(({ message }) => message) };
}

async function servicesOf(
  model: RiskModel,
  bindings: GrafanaBindings,
  post: PostQuery,
  at: number,
  signal: AbortSignal | undefined,
): Promise<readonly Identity[]> {
  const found = await discoverServices(model, grafanaSources(bindings, post), at, signal);
  if (found.ok) return found.services;
  throw new ApplyError({ name: 'noServices', reason: found.reason, hint: found.hint });
}

async function folderOf(client: GrafanaClient, uid: string | undefined) {
  if (uid === undefined || uid === DEFAULT_FOLDER.uid) return DEFAULT_FOLDER;
  const found = await findFolder(client, uid);
  // A folder that is missing is made, under the only name there is for it.
  return found ?? { uid, title: uid };
}

function uidsOf(bindings: GrafanaBindings) {
  return Object.fromEntries(Object.entries(bindings).map(([name, { uid }]) => [name, { uid }]));
}

function usedBy(groups: readonly RuleGroup[]): readonly string[] {
  const names = groups.flatMap(({ rules }) => rules.flatMap((rule) => rule.notification_settings?.receiver ?? []));
  return [...new Set(names)];
}
