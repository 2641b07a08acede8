import type { StateChange } from '@release-risk/grafana/api/stateHistory';
import { alertKey } from '../deliveryId.ts';

/** An alert from firing to not firing, as far as it was seen. Times are epoch milliseconds. */
export interface Episode {
  readonly key: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly ruleUid: string;
  /** Undefined where it fired before what was read. */
  readonly startsAt: number | undefined;
  /** Undefined while it fires. */
  readonly endsAt: number | undefined;
  /** Such as `MissingSeries`: what stands behind the state it went to. */
  readonly reason: string | undefined;
}

/** An alert that recovers still fires until it has. */
const FIRING = /^(Alerting|Recovering)\b/;
const REASON = /\(([^)]+)\)\s*$/;

/** The episodes of a rule's alerts, in the order in which they began. Changes may come in any order, and twice. */
export function episodesOf(ruleUid: string, changes: readonly StateChange[]): readonly Episode[] {
  const byKey = new Map<string, StateChange[]>();
  for (const change of changes) {
    const key = alertKey(change.labels);
    byKey.set(key, [...(byKey.get(key) ?? []), change]);
  }
  const found = [...byKey].flatMap(([key, own]) => episodesOfAlert(key, ruleUid, own));
  return found.sort((a, b) => (a.startsAt ?? 0) - (b.startsAt ?? 0));
}

function episodesOfAlert(key: string, ruleUid: string, changes: readonly StateChange[]): readonly Episode[] {
  const episodes: Episode[] = [];
  let since: number | undefined;
  let labels: Readonly<Record<string, string>> = {};
  for (const { at, from, to, labels: own } of [...changes].sort((a, b) => a.at - b.at)) {
    labels = own;
    if (FIRING.test(to)) {
      if (!FIRING.test(from)) since = at;
    } else if (FIRING.test(from)) {
      episodes.push({ key, labels, ruleUid, startsAt: since, endsAt: at, reason: REASON.exec(to)?.[1] });
      since = undefined;
    }
  }
  if (since !== undefined)
    episodes.push({ key, labels, ruleUid, startsAt: since, endsAt: undefined, reason: undefined });
  return episodes;
}
