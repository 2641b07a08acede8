import { identityKey } from '@release-risk/compiler/identity';
import type { Identity } from '@release-risk/model/model';
import type { Source } from '@release-risk/query/source';
import { aggregate, select } from './grouping.ts';
import { chooseIdentity, type ChosenIdentity } from './identity.ts';
import type { Inventory } from './inventory.ts';
import type { LogInventory } from './logInventory.ts';
import { NAMING_LABELS, usable } from './namingLabels.ts';

/** What the model is about: the labels, the services, and the query that finds them where there is one. */
export interface Subject {
  readonly labels: readonly string[];
  /** In a stable order, at least one. */
  readonly services: readonly Identity[];
  readonly discovery: string | undefined;
  /** Whose rows the services are. */
  readonly from: string;
}

export interface Wish {
  readonly labels: readonly string[] | undefined;
  readonly service: string | undefined;
}

/** The services that a Prometheus knows; undefined when nothing there names any. */
export async function metricSubject(
  source: Source,
  inventory: Inventory,
  wish: Wish,
  at: number,
  signal?: AbortSignal,
): Promise<Subject | undefined> {
  const chosen = chooseIdentity(inventory.seen, wish.labels, wish.service);
  return chosen && (await subjectOf(source, chosen, wish, at, signal));
}

async function subjectOf(
  source: Source,
  { labels, primary }: ChosenIdentity,
  { service }: Wish,
  at: number,
  signal: AbortSignal | undefined,
): Promise<Subject | undefined> {
  const last = labels.at(-1) ?? '';
  const only = service === undefined ? [] : [{ label: last, op: '=' as const, value: service }];
  const discovery = aggregate('count', { labels }, select(primary.family.metric, { labels }, only));
  const { samples } = await source.instant(discovery, at, signal);
  const found = new Map<string, Identity>();
  for (const { labels: row } of samples) {
    if (!labels.every((label) => usable(row[label]))) continue;
    const identity = Object.fromEntries(labels.map((label) => [label, row[label] ?? '']));
    found.set(identityKey(labels, identity), identity);
  }
  const services = [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, identity]) => identity);
  return services.length === 0 ? undefined : { labels, services, discovery, from: primary.family.name };
}

/** The services that a Loki's streams name; undefined when none does. */
export function logSubject({ shape }: LogInventory, { labels, service }: Wish): Subject | undefined {
  if (labels !== undefined && labels.length > 1) return undefined;
  const label = (labels ?? NAMING_LABELS).find((one) =>
    service === undefined ? shape.has(one) : (shape.get(one)?.has(service) ?? false),
  );
  const values = label === undefined ? [] : [...(shape.get(label) ?? [])].sort();
  if (label === undefined || values.length === 0) return undefined;
  const services = (service === undefined ? values : [service]).map((value) => ({ [label]: value }));
  return { labels: [label], services, discovery: undefined, from: `log streams by ${label}` };
}
