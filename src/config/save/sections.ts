import { isPart, type Part } from '../../risk/edit/signalDraft.ts';
import type { ModelDocument } from '../draft/modelDocument.ts';
import { sameValue } from '../draft/sameValue.ts';
import { idOf, signalsOf } from '../draft/signals.ts';

/** What is kept of one model: its document, and which datasources of this Grafana its logical ones are. */
export interface KeptModel {
  readonly document: ModelDocument;
  readonly bindings: Readonly<Record<string, string>>;
}

/** A part of a model that two people can have changed apart from each other: `signal:error_rate`, or a name of these. */
export type SectionKey = string;

const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  about: ['title', 'description', 'owner', 'runbook', 'escalation', 'reviewed', 'challengerOf'],
  services: ['identity', 'deployment', 'control'],
  datasources: ['datasources'],
  lines: ['bands', 'minCoverage'],
  policy: ['policy'],
  action: ['action', 'contactPoints'],
};

const SIGNAL = 'signal:';
const ORDER = 'order';
const BINDINGS = 'bindings';
const REST = 'rest';

/** The id of the signal that a section is. */
export function signalOfSection(key: SectionKey): string | undefined {
  return key.startsWith(SIGNAL) ? key.slice(SIGNAL.length) : undefined;
}

/** What stands in each section of a model. */
function sectionsOf({ document, bindings }: KeptModel): ReadonlyMap<SectionKey, unknown> {
  const named = new Set([...Object.values(MEMBERS).flat(), 'signals']);
  const picked = (members: (name: string) => boolean): Part =>
    Object.fromEntries(Object.entries(document).filter(([name]) => members(name)));
  const keys = signalKeys(document);
  return new Map<SectionKey, unknown>([
    ...Object.entries(MEMBERS).map(([key, members]) => [key, picked((name) => members.includes(name))] as const),
    [BINDINGS, bindings],
    ...signalsOf(document).map((signal, at) => [keys[at] ?? '', signal] as const),
    [ORDER, keys],
    [REST, picked((name) => !named.has(name))],
  ]);
}

/** A key for each signal, in order; of several with one id, which a draft can have, each has its own. */
function signalKeys(document: ModelDocument): readonly SectionKey[] {
  const ids = signalsOf(document).map(idOf);
  return ids.map((id, at) => {
    const earlier = ids.slice(0, at).filter((one) => one === id).length;
    return earlier === 0 ? `${SIGNAL}${id}` : `${SIGNAL}${id}#${String(earlier + 1)}`;
  });
}

/** Who changed a section since both began with the same. */
export interface SectionChange {
  readonly key: SectionKey;
  /** Both changed it, and not to the same. */
  readonly isConflict: boolean;
  /** Who did; the last of the two is taken where only one did. */
  readonly by: 'mine' | 'theirs' | 'both';
  /** What stands there; undefined: it is gone. */
  readonly mine: unknown;
  readonly theirs: unknown;
}

/** The sections that differ between two versions, and who changed them since `base`. */
export function changesBetween(base: KeptModel, mine: KeptModel, theirs: KeptModel): readonly SectionChange[] {
  const [before, here, there] = [sectionsOf(base), sectionsOf(mine), sectionsOf(theirs)];
  const keys = [...new Set([...here.keys(), ...there.keys()])].filter((key) => key !== ORDER);
  return keys.flatMap((key): SectionChange[] => {
    const [was, my, their] = [before.get(key), here.get(key), there.get(key)];
    if (sameValue(my, their)) return [];
    const [mineDid, theirsDid] = [!sameValue(was, my), !sameValue(was, their)];
    const by = mineDid && theirsDid ? 'both' : mineDid ? 'mine' : 'theirs';
    return [{ key, isConflict: by === 'both', by, mine: my, theirs: their }];
  });
}

export type Side = 'mine' | 'theirs';

/**
 * One model of two: every section that differs from the side that is chosen for it. Signals keep my order; those that
 * only they have stand behind the one that they stand behind there.
 */
export function mergedBy(mine: KeptModel, theirs: KeptModel, chosen: ReadonlyMap<SectionKey, Side>): KeptModel {
  const [here, there] = [sectionsOf(mine), sectionsOf(theirs)];
  const pick = (key: SectionKey): unknown => {
    const side = sameValue(here.get(key), there.get(key)) ? 'mine' : (chosen.get(key) ?? 'mine');
    return (side === 'mine' ? here : there).get(key);
  };
  const members = [REST, ...Object.keys(MEMBERS)].flatMap((key) => {
    const part = pick(key);
    return isPart(part) ? Object.entries(part) : [];
  });
  const signals = orderOf(mine.document, theirs.document).flatMap((key) => {
    const signal = pick(key);
    return isPart(signal) ? [signal] : [];
  });
  const bindings = pick(BINDINGS);
  return {
    document: { ...Object.fromEntries(members), signals },
    bindings: isPart(bindings) ? textsIn(bindings) : {},
  };
}

function orderOf(mine: ModelDocument, theirs: ModelDocument): readonly SectionKey[] {
  const order = [...signalKeys(mine)];
  const there = signalKeys(theirs);
  there.forEach((key, at) => {
    if (order.includes(key)) return;
    const before = there[at - 1];
    order.splice(before === undefined ? 0 : order.indexOf(before) + 1, 0, key);
  });
  return order;
}

function textsIn(part: Part): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(part).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])),
  );
}
