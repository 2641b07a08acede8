import { listContactPoints, type StoredContactPoint } from '../api/contactPoints.ts';
import { findDashboard, type StoredDashboard } from '../api/dashboards.ts';
import { findFolder, type Folder } from '../api/folders.ts';
import { findGroup, findRule, type StoredGroup, type StoredRule } from '../api/rules.ts';
import type { GrafanaClient } from '../client.ts';
import { KEY, parseKey, type DesiredState } from './desired.ts';
import { normalContactPoint, normalRule, normalStoredDashboard, type NormalForm } from './normalForm.ts';
import { overviewUid, recordedKeys, recordIn, type AppliedRecord } from './record.ts';

/** What there is in Grafana of a model's objects and of those that stand in their places. */
export interface ActualState {
  readonly record: AppliedRecord | undefined;
  readonly folder: Folder | undefined;
  /** All of them: contact points are found by uid and by name. */
  readonly contactPoints: readonly StoredContactPoint[];
  /** By the key of the group. */
  readonly groups: ReadonlyMap<string, StoredGroup>;
  /** By uid, with their provenance. */
  readonly rules: ReadonlyMap<string, StoredRule>;
  /** By uid. */
  readonly dashboards: ReadonlyMap<string, StoredDashboard>;
}

/**
 * Reads the desired objects, and those that the record says were applied. `desired` may be undefined: then only the
 * recorded ones are read.
 */
export async function readActual(
  client: GrafanaClient,
  model: string,
  desired: DesiredState | undefined,
): Promise<ActualState> {
  const overview = await findDashboard(client, overviewUid(model));
  const record = recordIn(overview?.dashboard);
  const recorded = recordedKeys(record).flatMap((key) => parseKey(key) ?? []);
  const groupKeys = new Map<string, { readonly folderUid: string; readonly title: string }>();
  for (const one of [...(desired?.groups ?? []), ...recorded.flatMap((key) => (key.kind === 'group' ? key : []))]) {
    groupKeys.set(KEY.group(one.folderUid, one.title), one);
  }
  const uidsOf = (kind: 'rule' | 'dashboard', wanted: readonly string[]) => [
    ...new Set([...wanted, ...recorded.flatMap((key) => (key.kind === kind ? key.uid : []))]),
  ];
  const ruleUids = uidsOf(
    'rule',
    (desired?.groups ?? []).flatMap(({ rules }) => rules.map(({ uid }) => uid)),
  );
  const details = uidsOf(
    'dashboard',
    (desired?.details ?? []).map(({ uid }) => uid),
  ).filter((uid) => uid !== overviewUid(model));
  const folderUid = desired?.folder.uid ?? record?.folder.uid;
  const folder = folderUid === undefined ? undefined : await findFolder(client, folderUid);
  // Grafana answers 403, not 404, for groups of a folder that is not there.
  const askedGroups = [...groupKeys].filter(([, one]) => one.folderUid !== folderUid || folder !== undefined);
  const [contactPoints, groups, rules, dashboards] = await Promise.all([
    listContactPoints(client),
    Promise.all(
      askedGroups.map(async ([key, { folderUid: at, title }]) => [key, await findGroup(client, at, title)] as const),
    ),
    Promise.all(ruleUids.map(async (uid) => [uid, await findRule(client, uid)] as const)),
    Promise.all(details.map(async (uid) => [uid, await findDashboard(client, uid)] as const)),
  ]);
  return {
    record,
    folder,
    contactPoints,
    groups: present(groups),
    rules: present(rules),
    dashboards: present([[overviewUid(model), overview], ...dashboards]),
  };
}

/** The recorded or desired objects that are there, in their normal form, by key. */
export function actualForms(actual: ActualState, keys: Iterable<string>): ReadonlyMap<string, NormalForm> {
  const forms = new Map<string, NormalForm>();
  for (const key of keys) {
    const form = formOf(actual, key);
    if (form !== undefined) forms.set(key, form);
  }
  return forms;
}

function formOf(actual: ActualState, text: string): NormalForm | undefined {
  const key = parseKey(text);
  switch (key?.kind) {
    case undefined:
      return undefined;
    case 'group': {
      const group = actual.groups.get(text);
      return group && { interval: group.interval };
    }
    case 'rule': {
      const rule = actual.rules.get(key.uid);
      return rule && normalRule(rule);
    }
    case 'contactPoint': {
      const stored = actual.contactPoints.find(({ uid }) => uid === key.uid);
      return stored && normalContactPoint(stored);
    }
    case 'dashboard': {
      const stored = actual.dashboards.get(key.uid);
      return stored && normalStoredDashboard(stored);
    }
  }
}

function present<T>(entries: readonly (readonly [string, T | undefined])[]): ReadonlyMap<string, T> {
  return new Map(entries.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])));
}
