import { RULE_LABEL } from '@release-risk/compiler/conventions';
import type { StoredRule } from '../api/rules.ts';
import type { ActualState } from './actual.ts';
import { canonicalJson, hashOf } from './canonical.ts';
import type { Change, ObjectKind } from './change.ts';
import { desiredForms, desiredHashes, KEY, parseKey, type DesiredState } from './desired.ts';
import { fieldDiff } from './fieldDiff.ts';
import { normalContactPoint, normalRule, normalStoredDashboard, type NormalForm } from './normalForm.ts';
import { DEFAULT_FOLDER, isMarkedFor, knownHashes, recordedKeys, type AppliedRecord } from './record.ts';

export interface DiffOptions {
  /** Objects are to be locked: one that can still be edited by hand is a difference. */
  readonly lock: boolean;
  /** Secrets cannot be compared: with this, contact points that hold some are written again. */
  readonly rewriteSecrets: boolean;
}

/** Provenances that only their own tool may change. */
const FOREIGN_PROVENANCE: readonly string[] = ['file', 'converted_prometheus'];

/**
 * What applying would do, object by object, in the order of writing. Pure: an object is ours when the record or its
 * own mark says so; it is edited by hand when it is neither as desired nor as we last left it.
 */
export function diffState(desired: DesiredState, actual: ActualState, options: DiffOptions): readonly Change[] {
  return [
    folderChange(desired, actual),
    ...contactPointChanges(desired, actual, options),
    ...ruleChanges(desired, actual, options),
    ...dashboardChanges(desired, actual),
  ];
}

interface Compared {
  readonly kind: ObjectKind;
  readonly key: string;
  readonly name: string;
  readonly wanted: NormalForm | undefined;
  readonly there: NormalForm | undefined;
  /** Why it is not ours. */
  readonly foreign?: string | undefined;
  /** Differs although both forms are the same. */
  readonly stale?: boolean;
}

function judged(record: AppliedRecord | undefined, { kind, key, name, wanted, there, ...said }: Compared): Change {
  const fields = there === undefined || wanted === undefined ? [] : fieldDiff(there, wanted);
  const change = { kind, key, name, fields };
  const known = knownHashes(record, key);
  if (there === undefined) {
    const note = known.length > 0 && record?.pending === undefined ? 'it was deleted since it was applied' : undefined;
    return { ...change, state: 'create', note };
  }
  if (said.foreign !== undefined) return { ...change, state: 'foreign', blocks: true, note: said.foreign };
  const asWeLeftIt = known.includes(hashOf(there));
  if (wanted === undefined) {
    return asWeLeftIt ? { ...change, state: 'delete' } : { ...change, state: 'editedByHand', then: 'delete' };
  }
  if (fields.length === 0) return { ...change, state: said.stale === true ? 'update' : 'unchanged' };
  if (asWeLeftIt) return { ...change, state: 'update' };
  const note = known.length === 0 ? 'nothing says that it was applied as it is' : undefined;
  return { ...change, state: 'editedByHand', then: 'update', note };
}

function folderChange({ folder }: DesiredState, actual: ActualState): Change {
  const state = actual.folder === undefined ? 'create' : 'unchanged';
  return { kind: 'folder', key: folder.uid, name: actual.folder?.title ?? folder.title, state, fields: [] };
}

function contactPointChanges(desired: DesiredState, actual: ActualState, options: DiffOptions): Change[] {
  const forms = desiredForms(desired);
  const changes = desired.contactPoints.map(({ uid, name }): Change => {
    const key = KEY.contactPoint(uid);
    const sameName = actual.contactPoints.find((one) => one.name === name && one.uid !== uid);
    const stored = actual.contactPoints.find((one) => one.uid === uid);
    if (stored === undefined && sameName !== undefined) {
      const note = 'one of this name is there and is used as it is';
      return { kind: 'contact point', key, name, state: 'foreign', blocks: false, note, fields: [] };
    }
    return judged(actual.record, {
      kind: 'contact point',
      key,
      name,
      wanted: forms.get(key),
      there: stored && normalContactPoint(stored),
      foreign: foreignProvenance(stored?.provenance),
      stale: options.rewriteSecrets || (options.lock && stored?.provenance !== 'api'),
    });
  });
  const left = recordedUids(actual.record, 'contactPoint')
    .filter((uid) => !desired.contactPoints.some((one) => one.uid === uid))
    .flatMap((uid) => actual.contactPoints.find((one) => one.uid === uid) ?? [])
    .filter(({ name }) => !desired.usedContactPoints.includes(name));
  return [
    ...changes,
    ...left.map((stored) =>
      judged(actual.record, {
        kind: 'contact point',
        key: KEY.contactPoint(stored.uid),
        name: stored.name,
        wanted: undefined,
        there: normalContactPoint(stored),
      }),
    ),
  ];
}

function ruleChanges(desired: DesiredState, actual: ActualState, options: DiffOptions): Change[] {
  const forms = desiredForms(desired);
  const model = desired.plan.model;
  const groups = desired.groups.flatMap((group): Change[] => {
    const key = KEY.group(group.folderUid, group.title);
    const stored = actual.groups.get(key);
    const rules = group.rules.map((rule): Change => {
      const there = actual.rules.get(rule.uid);
      return judged(actual.record, {
        kind: 'alert rule',
        key: KEY.rule(rule.uid),
        name: rule.title,
        wanted: forms.get(KEY.rule(rule.uid)),
        there: there && normalRule(there),
        foreign: there && foreignRule(there, model, actual.record),
        stale: options.lock && there?.provenance !== 'api',
      });
    });
    const wanted = forms.get(key);
    const there = stored && { interval: stored.interval };
    return [
      judged(actual.record, { kind: 'rule group', key, name: group.title, wanted, there }),
      ...rules,
      ...strangersIn(stored?.rules ?? [], desired, actual.record),
    ];
  });
  return [...groups, ...leftRules(desired, actual)];
}

/** Rules that others put into a group of ours: they are written back as they are. */
function strangersIn(rules: readonly StoredRule[], desired: DesiredState, record: AppliedRecord | undefined): Change[] {
  return rules
    .filter((rule) => isStranger(rule, desired, record))
    .map(({ uid, title }) => ({
      kind: 'alert rule',
      key: KEY.rule(uid),
      name: title,
      state: 'foreign',
      blocks: false,
      note: 'it is not ours and stays as it is',
      fields: [],
    }));
}

/** Whether a rule in a group of ours is someone else's. */
export function isStranger(rule: StoredRule, desired: DesiredState, record: AppliedRecord | undefined): boolean {
  const wanted = desired.groups.some(({ rules }) => rules.some(({ uid }) => uid === rule.uid));
  return !wanted && foreignRule(rule, desired.plan.model, record) !== undefined;
}

/** Rules of ours that the model no longer has, recorded or found in its groups. */
function leftRules(desired: DesiredState, actual: ActualState): Change[] {
  const wanted = new Set(desired.groups.flatMap(({ rules }) => rules.map(({ uid }) => uid)));
  const found = new Map<string, StoredRule>();
  for (const { rules } of actual.groups.values()) for (const rule of rules) found.set(rule.uid, rule);
  for (const [uid, rule] of actual.rules) found.set(uid, rule);
  return [...found.values()]
    .filter((rule) => !wanted.has(rule.uid) && foreignRule(rule, desired.plan.model, actual.record) === undefined)
    .map((rule) =>
      judged(actual.record, {
        kind: 'alert rule',
        key: KEY.rule(rule.uid),
        name: rule.title,
        wanted: undefined,
        there: normalRule(rule),
      }),
    );
}

/** Why a rule is not ours; undefined where it is. */
export function foreignRule(rule: StoredRule, model: string, record: AppliedRecord | undefined): string | undefined {
  if (FOREIGN_PROVENANCE.includes(rule.provenance)) return foreignProvenance(rule.provenance);
  if (knownHashes(record, KEY.rule(rule.uid)).length > 0) return undefined;
  const owner = rule.labels?.[RULE_LABEL.model];
  if (owner === model) return undefined;
  return owner === undefined ? 'it is not one of ours' : `it belongs to the model "${owner}"`;
}

function foreignProvenance(provenance: string | undefined): string | undefined {
  return provenance !== undefined && FOREIGN_PROVENANCE.includes(provenance)
    ? 'files provision it, and only they may change it'
    : undefined;
}

function dashboardChanges(desired: DesiredState, actual: ActualState): Change[] {
  const forms = desiredForms(desired);
  const { model } = desired.plan;
  const changes = [...desired.details, desired.overview].map((dashboard): Change => {
    const key = KEY.dashboard(dashboard.uid);
    const stored = actual.dashboards.get(dashboard.uid);
    return judged(actual.record, {
      kind: 'dashboard',
      key,
      name: dashboard.title,
      wanted: forms.get(key),
      there: stored && normalStoredDashboard(stored),
      foreign: stored && foreignDashboard(stored.dashboard, stored.meta.provisioned, model),
      stale: dashboard === desired.overview && !isRecorded(desired, actual),
    });
  });
  const left = recordedUids(actual.record, 'dashboard')
    .filter((uid) => !desired.dashboards.some((one) => one.uid === uid))
    .flatMap((uid) => actual.dashboards.get(uid) ?? []);
  return [
    ...left.map((stored) =>
      judged(actual.record, {
        kind: 'dashboard',
        key: KEY.dashboard(stored.dashboard.uid),
        name: stored.dashboard.title,
        wanted: undefined,
        there: normalStoredDashboard(stored),
      }),
    ),
    ...changes,
  ];
}

function foreignDashboard(
  dashboard: Readonly<Record<string, unknown>>,
  provisioned: boolean,
  model: string,
): string | undefined {
  if (provisioned) return foreignProvenance('file');
  return isMarkedFor(dashboard, model) ? undefined : 'it is not one of ours';
}

function recordedUids(record: AppliedRecord | undefined, kind: 'contactPoint' | 'dashboard'): readonly string[] {
  return recordedKeys(record).flatMap((text) => {
    const key = parseKey(text);
    return key?.kind === kind ? key.uid : [];
  });
}

function isRecorded(desired: DesiredState, actual: ActualState): boolean {
  return (
    actual.record?.pending === undefined && canonicalJson(actual.record) === canonicalJson(recordFor(desired, actual))
  );
}

/** The record as it stands once everything is applied. */
export function recordFor(desired: DesiredState, actual: ActualState): AppliedRecord {
  const { record } = actual;
  const kept = Object.entries({ ...record?.objects, ...record?.pending }).filter(([text]) => {
    const key = parseKey(text);
    if (key?.kind !== 'contactPoint') return false;
    const stored = actual.contactPoints.find(({ uid }) => uid === key.uid);
    return stored !== undefined && desired.usedContactPoints.includes(stored.name);
  });
  const usedAsTheyAre = desired.contactPoints
    .filter(({ uid, name }) => isUsedAsItIs(actual, uid, name))
    .map(({ uid }) => KEY.contactPoint(uid));
  return {
    format: 1,
    model: desired.plan.model,
    fingerprint: desired.plan.fingerprint,
    folder: {
      uid: desired.folder.uid,
      created:
        record?.folder.uid === desired.folder.uid
          ? record.folder.created
          : actual.folder === undefined || desired.folder.uid === DEFAULT_FOLDER.uid,
    },
    settings: { ...desired.settings },
    objects: Object.fromEntries(
      Object.entries({ ...Object.fromEntries(kept), ...desiredHashes(desired) }).filter(
        ([key]) => !usedAsTheyAre.includes(key),
      ),
    ),
  };
}

/** A contact point of that name is there and not ours: rules send to it, and it is never written. */
export function isUsedAsItIs({ contactPoints }: ActualState, uid: string, name: string): boolean {
  return (
    !contactPoints.some((one) => one.uid === uid) && contactPoints.some((one) => one.name === name && one.uid !== uid)
  );
}
