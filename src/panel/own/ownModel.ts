import { API_VERSION } from '@release-risk/language/document/schema';
import { readModel } from '@release-risk/language/document/readModel';
import type { RiskModel } from '@release-risk/model/model';
import type { OwnQueries, OwnSignal } from '../options/ownQueries.ts';
import { findingLine, type OwnFinding } from './ownFinding.ts';
import type { OwnTarget, QueryTarget } from './ownTargets.ts';

/** What own queries make: a model as any other, or every reason why not. */
export type OwnModel =
  | {
      readonly ok: true;
      readonly model: RiskModel;
      readonly document: Readonly<Record<string, unknown>>;
      /** Logical datasource -> uid. */
      readonly bindings: Readonly<Record<string, string>>;
    }
  | { readonly ok: false; readonly findings: readonly OwnFinding[] };

/** How a target is judged that nobody has set up yet: against its own past, with a floor. */
const DEFAULTS: Readonly<Record<'prometheus' | 'loki', OwnSignal>> = {
  prometheus: { worse: 'higher', baseline: { kind: 'trailing' }, limit: { sigmas: 3, atLeastRatio: 0.3 } },
  // A moving window of logs would be read anew at each refresh.
  loki: { worse: 'higher', baseline: { kind: 'sameHour', weeks: 2 }, limit: { sigmas: 3, atLeastRatio: 0.3 } },
};
const WEIGHT = 10;

/** The settings of one signal as they are judged: what was set, over the defaults of its datasource. */
export function signalSettings(own: OwnQueries, { refId, datasource }: QueryTarget): OwnSignal {
  const said = own.signals[refId];
  const defaults = DEFAULTS[datasource.type];
  if (said === undefined) return { weight: WEIGHT, ...defaults };
  const isStatic = said.limit !== undefined && ('above' in said.limit || 'below' in said.limit);
  return { weight: WEIGHT, ...(isStatic ? {} : defaults), ...said };
}

/** The model that a panel's own Prometheus and Loki targets stand for. */
export function ownModel(own: OwnQueries, targets: readonly OwnTarget[]): OwnModel {
  const queries = targets.filter((target) => target.kind === 'query');
  const [first] = queries;
  if (first === undefined) return { ok: false, findings: [] };
  const refused = queries.flatMap(({ refId, refused: names }) =>
    names.map((name) => ({
      refId,
      path: 'query',
      message: `${name} depends on what is looked at, and a score must not: write it out`,
      hint: '',
    })),
  );
  if (refused.length > 0) return { ok: false, findings: refused };
  const logical = logicalNames(queries);
  const ids = signalIds(own, queries);
  const document = {
    apiVersion: API_VERSION,
    kind: 'RiskModel',
    name: slug(own.title, '-', 'own-queries'),
    title: own.title || 'Own queries',
    identity: {
      labels: own.labels,
      services: {
        discover: { datasource: logical.get(first.datasource.uid) ?? '', query: servicesQuery(own, queries) },
      },
    },
    datasources: Object.fromEntries(
      queries.map(({ datasource }) => [logical.get(datasource.uid) ?? '', datasource.type]),
    ),
    signals: queries.map((target, at) => ({
      ...signalSettings(own, target),
      id: ids[at] ?? '',
      title: titleOf(own, target),
      datasource: logical.get(target.datasource.uid) ?? '',
      query: target.expr,
    })),
  };
  const read = readModel(JSON.stringify(document), 'panel');
  if (!read.ok) {
    const findings = read.diagnostics.map(({ path, message, hint }): OwnFinding => {
      const [, at, within] = /^signals\[(\d+)\]\.?(.*)$/.exec(path) ?? [];
      const target = at === undefined ? undefined : queries[Number(at)];
      return { refId: target?.refId, path: within ?? path, message, hint: hint ?? '' };
    });
    return { ok: false, findings: uniqueFindings(findings) };
  }
  const bindings = Object.fromEntries([...logical].map(([uid, name]) => [name, uid]));
  return { ok: true, model: read.model, document, bindings };
}

/** Every service that a query of the first one's datasource knows: one datasource is asked which services there are. */
function servicesQuery({ labels }: OwnQueries, queries: readonly QueryTarget[]): string {
  const [first, ...others] = queries
    .filter(({ datasource }) => datasource.uid === queries[0]?.datasource.uid)
    .map(({ expr }) => `(${expr})`);
  return [first ?? '', ...others].join(` or on (${labels.join(', ')}) `);
}

/** What people read: what was set, else how the target calls its series. */
export function titleOf(own: OwnQueries, { refId, legend }: QueryTarget): string {
  const said = own.signals[refId]?.title?.trim() ?? '';
  if (said !== '') return said.slice(0, 80);
  const called = legend.startsWith('__') || legend.includes('{{') ? '' : legend.trim();
  return (called === '' ? `Query ${refId}` : called).slice(0, 80);
}

/** A logical name for each datasource: its own name in the letters that names have, told apart by a number. */
function logicalNames(queries: readonly QueryTarget[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { datasource } of queries) {
    if (names.has(datasource.uid)) continue;
    names.set(datasource.uid, unused(slug(datasource.name, '-', datasource.type), '-', [...names.values()]));
  }
  return names;
}

function signalIds(own: OwnQueries, queries: readonly QueryTarget[]): readonly string[] {
  const ids: string[] = [];
  for (const target of queries) {
    ids.push(unused(slug(titleOf(own, target), '_', `query_${slug(target.refId, '_', 'x')}`), '_', ids));
  }
  return ids;
}

/** Lower-case letters and digits in groups; `fallback` where nothing is left, as with a title in Cyrillic. */
function slug(text: string, separator: '-' | '_', fallback: string): string {
  const groups = text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const joined = groups
    .join(separator)
    .slice(0, 36)
    .replace(/[-_]+$/, '');
  return /^[a-z]/.test(joined) ? joined : fallback;
}

function unused(wanted: string, separator: '-' | '_', taken: readonly string[]): string {
  if (!taken.includes(wanted)) return wanted;
  let number = 2;
  while (taken.includes(`${wanted}${separator}${String(number)}`)) number += 1;
  return `${wanted}${separator}${String(number)}`;
}

/** Queries are asked for the services, too: what is wrong with one is said once, where it stands. */
function uniqueFindings(all: readonly OwnFinding[]): readonly OwnFinding[] {
  const ofTargets = all.filter(({ refId }) => refId !== undefined);
  const findings = ofTargets.length === 0 ? all : all.filter(({ path }) => !path.startsWith('identity.services'));
  return findings.filter((one, at) => findings.findIndex((other) => findingLine(other) === findingLine(one)) === at);
}
