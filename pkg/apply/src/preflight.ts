import { RISK_PANEL_TYPE } from '@release-risk/compiler/emit/dashboards/riskPanel';
import { PLUGIN_ID } from '@release-risk/compiler/emit/plugin/pluginProvisioning';
import { allows, readPermissions, type Permissions } from '@release-risk/grafana/api/access';
import { listContactPoints } from '@release-risk/grafana/api/contactPoints';
import { datasourceProblem } from '@release-risk/grafana/api/datasources';
import { findFolder } from '@release-risk/grafana/api/folders';
import { readVersion } from '@release-risk/grafana/api/health';
import { GrafanaError } from '@release-risk/grafana/errors';
import { fail, ok, warn, type Check } from './check.ts';
import { installedPlugin } from './installedPlugin.ts';
import type { Objects } from './makeObjects.ts';
import { checkQueries } from './checkQueries.ts';

const LEAST_VERSION = [12, 2] as const;

/**
 * Everything that must hold before a model is applied, in the order of working; queries are asked for `at` (epoch
 * seconds). What Grafana refuses is a failed check: rejects only on abort.
 */
export async function preflight(objects: Objects, at: number, signal?: AbortSignal): Promise<readonly Check[]> {
  const environment = [
    await guarded('Grafana', () => checkVersion(objects)),
    await guarded('Plugin', () => checkPlugin(objects)),
    ...(await guardedAll('Permissions', () => checkPermissions(objects))),
    ...(await Promise.all(
      Object.values(objects.bindings).map(({ name, uid }) =>
        guarded(`Datasource ${name}`, async () => {
          const problem = await datasourceProblem(objects.client, uid);
          return problem === undefined
            ? ok(`Datasource ${name}`, `${uid} answers`)
            : fail(
                `Datasource ${name}`,
                `${uid}: ${problem}`,
                'Save & test it in Grafana, or bind another.',
                'bindDatasource',
              );
        }),
      ),
    )),
    ...(await guardedAll('Contact points', () => checkContactPoints(objects))),
  ];
  return [...environment, ...(await guardedAll('Queries', () => checkQueries(objects, at, signal)))];
}

async function guarded(what: string, check: () => Promise<Check>): Promise<Check> {
  return (await guardedAll(what, async () => [await check()]))[0] ?? ok(what, '');
}

async function guardedAll(what: string, checks: () => Promise<readonly Check[]>): Promise<readonly Check[]> {
  try {
    return await checks();
  } catch (error) {
    if (!(error instanceof GrafanaError) || error.code === 'aborted') throw error;
    return [fail(what, error.message, error.hint)];
  }
}

async function checkVersion({ client }: Objects): Promise<Check> {
  const version = await readVersion(client);
  const [major = 0, minor = 0] = (version ?? '').split('.').map(Number);
  const [leastMajor, leastMinor] = LEAST_VERSION;
  if (version === undefined) return warn('Grafana', 'hides its version', 'It must be 12.2 or newer.');
  return major > leastMajor || (major === leastMajor && minor >= leastMinor)
    ? ok('Grafana', version)
    : fail('Grafana', `${version} is too old`, 'Version 12.2 or newer is needed.');
}

async function checkPlugin({ client }: Objects): Promise<Check> {
  const plugin = await installedPlugin(client);
  switch (plugin.kind) {
    case 'missing':
      return warn(
        'Plugin',
        `${PLUGIN_ID} is not installed`,
        'Rules and dashboards work without it; the risk panel needs it.',
      );
    case 'disabled':
      return warn(
        'Plugin',
        `${PLUGIN_ID} is installed and not enabled`,
        'Enable it under Administration > Plugins, then apply again.',
      );
    case 'withoutPanel':
      return warn(
        'Plugin',
        `${PLUGIN_ID} is enabled, and its panel ${RISK_PANEL_TYPE} was not loaded`,
        'An unsigned build needs both names in allow_loading_unsigned_plugins.',
      );
    case 'ready':
      return ok('Plugin', plugin.version ?? 'enabled');
  }
}

async function checkPermissions({ client, desired, bindings }: Objects): Promise<readonly Check[]> {
  const permissions = await readPermissions(client);
  const folder = `folders:uid:${desired.folder.uid}`;
  const exists = (await findFolder(client, desired.folder.uid)) !== undefined;
  const needed: readonly Needed[] = [
    ...(exists ? [] : [{ action: 'folders:create' }]),
    { action: 'alert.rules:read', resource: exists ? folder : undefined },
    ...['alert.rules:create', 'alert.rules:write', 'alert.rules:delete'].map((action) => ({
      action,
      // In a folder of one's own making everything is allowed.
      resource: exists ? folder : undefined,
      instead: 'alert.provisioning:write',
    })),
    { action: 'alert.provisioning.provenance:write', instead: 'alert.provisioning:write' },
    ...(desired.contactPoints.length === 0
      ? []
      : [{ action: 'alert.notifications:write', instead: 'alert.provisioning:write' }]),
    { action: 'dashboards:create', resource: exists ? folder : undefined },
    { action: 'dashboards:write' },
    ...Object.values(bindings).map(({ uid }) => ({ action: 'datasources:query', resource: `datasources:uid:${uid}` })),
  ];
  const missing = needed.filter((one) => !isAllowed(permissions, one));
  if (missing.length === 0) return [ok('Permissions', `all ${String(needed.length)} that are needed`)];
  return missing.map(({ action, resource }) =>
    fail(
      'Permissions',
      `${action} is missing${resource === undefined ? '' : ` on ${resource}`}`,
      'Give it to the service account; the role Editor with Edit on the folder has all that is needed.',
    ),
  );
}

interface Needed {
  readonly action: string;
  readonly resource?: string | undefined;
  /** An action that makes this one needless. */
  readonly instead?: string;
}

/** A folder's rights come as rights on the folder or above it, which only Grafana can resolve: any scope may do. */
function isAllowed(permissions: Permissions, { action, resource, instead }: Needed): boolean {
  if (instead !== undefined && allows(permissions, instead)) return true;
  return resource?.startsWith('datasources:') === true
    ? allows(permissions, action, resource)
    : allows(permissions, action);
}

async function checkContactPoints({ client, model, desired }: Objects): Promise<readonly Check[]> {
  const stored = await listContactPoints(client);
  const there = new Set(stored.map(({ name }) => name));
  // The one Grafana begins with has no uid, and rules cannot name it, until somebody saves it once.
  const unsaved = new Set(stored.flatMap(({ uid, name }) => (uid === '' ? [name] : [])));
  const made = new Set(desired.contactPoints.map(({ name }) => name));
  const { pipeline, team } = model.contactPoints;
  const usable = (name: string, kind: 'pipeline' | 'team'): Check => {
    if (unsaved.has(name)) {
      const hint = 'Open it under Alerting > Contact points and save it, or name another.';
      return fail(`Contact point ${name}`, `${kind}, was never saved, so rules cannot send to it`, hint);
    }
    if (there.has(name)) return ok(`Contact point ${name}`, `${kind}, is there`);
    if (made.has(name)) return ok(`Contact point ${name}`, `${kind}, will be made`);
    const missing = `${kind}, does not exist`;
    if (kind === 'pipeline') {
      const hint = 'Say where the pipeline is, so that it is made, or make it in Grafana.';
      return fail(`Contact point ${name}`, missing, hint, 'sayWherePipelineIs');
    }
    const hint = 'Make it under Alerting > Contact points: it is yours, and is never made or changed here.';
    return fail(`Contact point ${name}`, missing, hint);
  };
  const checks: Check[] = [];
  if (pipeline !== undefined && (model.action.mode !== 'observe' || made.has(pipeline.name))) {
    checks.push(usable(pipeline.name, 'pipeline'));
  }
  if (team === undefined) {
    const hint = 'Name one with contactPoints.team, so that people hear of everything that is not Low.';
    checks.push(warn('Contact point of the team', 'none: its alerts follow the notification policies', hint));
  } else {
    checks.push(usable(team.name, 'team'));
  }
  if (team !== undefined && team.name === pipeline?.name) {
    const hint = 'A pipeline must not be called for what only people should look at.';
    checks.push(fail('Contact points', `pipeline and team are the same, ${team.name}`, hint));
  }
  return checks;
}
