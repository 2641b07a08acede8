import type { ContactPoint } from '@release-risk/compiler/emit/grafana/contactPoints';
import type { RuleGroup } from '@release-risk/compiler/emit/grafana/ruleGroup';
import type { Plan } from '@release-risk/compiler/plan';
import { hashOf } from './canonical.ts';
import { normalContactPoint, normalDashboard, normalRule, type NormalForm } from './normalForm.ts';
import { overviewUid, RECORD_KEY } from './record.ts';

/** A dashboard in Grafana's own JSON; only what is needed of it is named. */
export interface DashboardContent {
  readonly uid: string;
  readonly title: string;
  readonly [key: string]: unknown;
}

/** What a model's objects are made of. */
export interface DesiredParts {
  readonly plan: Pick<Plan, 'model' | 'fingerprint'>;
  readonly folder: { readonly uid: string; readonly title: string };
  /** Only those to be made here; a contact point that rules only name is not in it. */
  readonly contactPoints: readonly ContactPoint[];
  /** Names that rules send to and that are left as they are, also where an earlier apply made them. */
  readonly usedContactPoints: readonly string[];
  readonly groups: readonly RuleGroup[];
  /** One of them has the uid {@link overviewUid} of the model. */
  readonly dashboards: readonly DashboardContent[];
  /** Plain JSON, without secrets. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** What there should be in Grafana for one model. Uids are stable: the same model gives the same objects. */
export interface DesiredState extends DesiredParts {
  readonly overview: DashboardContent;
  /** The other dashboards. */
  readonly details: readonly DashboardContent[];
}

/** Puts a model's objects together. Throws where the overview, which carries the record, is not among the dashboards. */
export function desiredState(parts: DesiredParts): DesiredState {
  const { model } = parts.plan;
  const marked = parts.dashboards.map((dashboard) => ({ ...dashboard, [RECORD_KEY]: { format: 1, model } }));
  const overview = marked.find(({ uid }) => uid === overviewUid(model));
  if (overview === undefined) throw new TypeError(`The dashboards of ${model} have no ${overviewUid(model)}`);
  return { ...parts, dashboards: marked, overview, details: marked.filter((dashboard) => dashboard !== overview) };
}

/** Names of objects in the record. */
export const KEY = {
  contactPoint: (uid: string) => `contactPoint/${uid}`,
  group: (folderUid: string, title: string) => `group/${folderUid}/${title}`,
  rule: (uid: string) => `rule/${uid}`,
  dashboard: (uid: string) => `dashboard/${uid}`,
} as const;

/** What a key of the record names. Folder uids hold no slash, titles may. */
export type ParsedKey =
  | { readonly kind: 'contactPoint' | 'rule' | 'dashboard'; readonly uid: string }
  | { readonly kind: 'group'; readonly folderUid: string; readonly title: string };

export function parseKey(key: string): ParsedKey | undefined {
  const [kind, first = '', ...rest] = key.split('/');
  if (kind === 'group') return { kind, folderUid: first, title: rest.join('/') };
  const uid = [first, ...rest].join('/');
  return kind === 'contactPoint' || kind === 'rule' || kind === 'dashboard' ? { kind, uid } : undefined;
}

/** Every desired object in its normal form, by key. */
export function desiredForms({
  contactPoints,
  groups,
  dashboards,
  folder,
}: DesiredState): ReadonlyMap<string, NormalForm> {
  return new Map<string, NormalForm>([
    ...contactPoints.map((one) => [KEY.contactPoint(one.uid), normalContactPoint(one)] as const),
    ...groups.map(({ folderUid, title, interval }) => [KEY.group(folderUid, title), { interval }] as const),
    ...groups.flatMap(({ rules }) => rules.map((rule) => [KEY.rule(rule.uid), normalRule(rule)] as const)),
    ...dashboards.map((one) => [KEY.dashboard(one.uid), normalDashboard(one, folder.uid)] as const),
  ]);
}

/** The hash of every desired object, by key: what the record says once it is applied. */
export function desiredHashes(desired: DesiredState): Readonly<Record<string, string>> {
  return hashesOf(desiredForms(desired));
}

export function hashesOf(forms: ReadonlyMap<string, NormalForm>): Record<string, string> {
  return Object.fromEntries([...forms].map(([key, form]) => [key, hashOf(form)]));
}
