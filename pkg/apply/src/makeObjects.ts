import { grafanaObjects } from '@release-risk/compiler/compile';
import type { Emitted, EmitDiagnostic } from '@release-risk/compiler/emit/diagnostics';
import type { RuleGroup } from '@release-risk/compiler/emit/grafana/ruleGroup';
import type { FrozenAt } from '@release-risk/compiler/frozen';
import { makePlan } from '@release-risk/compiler/makePlan';
import type { Plan } from '@release-risk/compiler/plan';
import { findFolder } from '@release-risk/grafana/api/folders';
import { findDashboard } from '@release-risk/grafana/api/dashboards';
import type { GrafanaClient } from '@release-risk/grafana/client';
import { desiredState, type DesiredState } from '@release-risk/grafana/state/desired';
import { DEFAULT_FOLDER, overviewUid, recordIn } from '@release-risk/grafana/state/record';
import type { Identity, RiskModel } from '@release-risk/model/model';
import { discoverServices } from '@release-risk/query/discover';
import { grafanaSources, type GrafanaBindings } from '@release-risk/query/grafanaExecutor';
import type { PostQuery } from '@release-risk/query/grafanaSource';
import { z } from 'zod';
import { durationOption } from '../arguments/duration.ts';
import { readRecord, requireLabels } from '../deployment/readRecord.ts';
import { CliError, usageError } from '../errors.ts';
import { frozenBy } from '../evaluation/session.ts';
import type { Io } from '../io.ts';
import { bindDatasources } from './bindDatasources.ts';
import { installedPlugin } from '@release-risk/apply/installedPlugin';
import { openGrafana } from './openGrafana.ts';
import type { ObjectOptions } from './options.ts';
import { pipelineOf, type PipelineOptions } from './pipeline.ts';
import { answeringQueries } from '@release-risk/grafana/api/evaluation';

/** Seconds between two evaluations of the rules. */
const DEFAULT_INTERVAL = 30;

/** What was said at the last apply and holds until something else is said. No secrets. */
const SETTINGS = z.object({
  bindings: z.record(z.string(), z.string()).default({}),
  intervalSeconds: z.number().optional(),
  pipeline: z
    .object({
      pipeline: z.string(),
      pipelineRef: z.string().optional(),
      pipelineUser: z.string().optional(),
      pipelineApi: z.string().optional(),
    })
    .optional(),
});

type Settings = z.output<typeof SETTINGS>;

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

/** Makes a model's objects for a Grafana: binds its datasources, discovers its services, compiles. Throws CliError. */
export async function objectsOf(io: Io, model: RiskModel, options: ObjectOptions): Promise<Objects> {
  const client = await openGrafana(io, options);
  const overview = await findDashboard(client, overviewUid(model.name));
  const record = recordIn(overview?.dashboard);
  const applied: Settings = SETTINGS.catch({ bindings: {} }).parse(record?.settings ?? {});
  const bindings = await bindDatasources(client, model, options.datasource, applied.bindings);
  const post = answeringQueries(client);
  const services = await servicesOf(io, model, bindings, post);
  const frozen = await frozenOf(model, options.deployment);
  const pipeline: PipelineOptions = options.pipeline === undefined ? (applied.pipeline ?? {}) : options;
  const intervalSeconds =
    options.interval === undefined
      ? (applied.intervalSeconds ?? DEFAULT_INTERVAL)
      : durationOption('--interval', options.interval, 'positive');
  const folder = await folderOf(client, options.folder ?? record?.folder.uid);
  const plan = makePlan(model, { services, frozen });
  const panelInstalled = (await installedPlugin(client).catch(() => undefined))?.kind === 'ready';
  const uids = Object.fromEntries(Object.entries(bindings).map(([name, { uid }]) => [name, { uid }]));
  const { groups, dashboards, gaps } = required(
    model,
    grafanaObjects(
      model,
      plan,
      { services, frozen },
      { folderUid: folder.uid, bindings: uids, intervalSeconds, panelInstalled },
    ),
  );
  if (dashboards.some(({ uid }) => uid === folder.uid)) {
    const hint = 'Name another with --folder, or leave it out.';
    throw usageError(`The folder ${folder.uid} has the uid of a dashboard, and Grafana keeps both in one place`, hint);
  }
  const contactPoint = pipelineOf(model, pipeline);
  const desired = desiredState({
    plan,
    folder,
    contactPoints: contactPoint === undefined ? [] : [contactPoint],
    usedContactPoints: usedBy(groups),
    groups,
    dashboards: dashboards.map((dashboard) => ({ ...dashboard })),
    settings: settingsOf(bindings, intervalSeconds, pipeline),
  });
  return { client, post, model, bindings, plan, desired, gaps: gaps.map(({ message }) => message) };
}

async function servicesOf(
  io: Io,
  model: RiskModel,
  bindings: GrafanaBindings,
  post: PostQuery,
): Promise<readonly Identity[]> {
  const at = io.clock.now() / 1000;
  const found = await discoverServices(model, grafanaSources(bindings, post), at, io.interrupted);
  if (found.ok) return found.services;
  throw new CliError({ code: 'RR609', reason: found.reason, hint: found.hint });
}

async function frozenOf(model: RiskModel, files: readonly string[]): Promise<readonly FrozenAt[]> {
  const frozen: FrozenAt[] = [];
  for (const file of files) {
    const record = await readRecord(file);
    requireLabels(file, record, model.identity.labels);
    frozen.push(frozenBy(record));
  }
  return frozen;
}

async function folderOf(client: GrafanaClient, uid: string | undefined) {
  if (uid === undefined || uid === DEFAULT_FOLDER.uid) return DEFAULT_FOLDER;
  const found = await findFolder(client, uid);
  // A folder that is missing is made, under the only name there is for it.
  return found ?? { uid, title: uid };
}

function usedBy(groups: readonly RuleGroup[]): readonly string[] {
  const names = groups.flatMap(({ rules }) => rules.flatMap((rule) => rule.notification_settings?.receiver ?? []));
  return [...new Set(names)];
}

function settingsOf(bindings: GrafanaBindings, intervalSeconds: number, said: PipelineOptions): Settings {
  const { pipeline, pipelineRef, pipelineUser, pipelineApi } = said;
  return {
    bindings: Object.fromEntries(Object.entries(bindings).map(([name, { uid }]) => [name, uid])),
    intervalSeconds,
    ...(pipeline === undefined
      ? {}
      : {
          pipeline: {
            pipeline,
            ...(pipelineRef === undefined ? {} : { pipelineRef }),
            ...(pipelineUser === undefined ? {} : { pipelineUser }),
            ...(pipelineApi === undefined ? {} : { pipelineApi }),
          },
        }),
  };
}

function required<T>(model: RiskModel, emitted: Emitted<T>): T {
  if (emitted.ok) return emitted.value;
  const [first, ...others] = emitted.diagnostics;
  throw new CliError({
    code: 'RR611',
    reason: `The model ${model.name} cannot be compiled for Grafana: ${[first, ...others].map(sentence).join('; ')}`,
    hint: first?.hint ?? '',
  });
}

function sentence(diagnostic: EmitDiagnostic | undefined): string {
  if (diagnostic === undefined) return '';
  const where = diagnostic.path.length === 0 ? '' : ` (${diagnostic.path.join('.')})`;
  return `${diagnostic.code} ${diagnostic.message}${where}`;
}
