import { RULE_LABEL } from '@release-risk/compiler/conventions';
import { listAlerts } from '@release-risk/grafana/api/alerts';
import { readRulesLabelled } from '@release-risk/grafana/api/ruleState';
import { listSilences } from '@release-risk/grafana/api/silences';
import { readStateHistory, type StateChange } from '@release-risk/grafana/api/stateHistory';
import type { GrafanaClient } from '@release-risk/grafana/client';
import { GrafanaError } from '@release-risk/grafana/errors';
import type { Clock } from '@release-risk/query/transport';
import { episodesOf, type Episode } from './episodes.ts';
import type { Look } from './merge.ts';
import type { AlertSource } from './source.ts';

export interface GrafanaSourceParts {
  readonly client: GrafanaClient;
  readonly clock: Pick<Clock, 'now'>;
  /** How far the first look goes back, in milliseconds. */
  readonly lookBackMs?: number | undefined;
  /** What could not be read of the history. */
  readonly problem?: ((text: string) => void) | undefined;
}

const LOOK_BACK_MS = 15 * 60_000;
const FURTHEST_MS = 24 * 60 * 60_000;
/** Grafana writes its history after it has evaluated: what was read may have been incomplete at its end. */
const OVERLAP_MS = 60_000;
const RULES_KEPT_MS = 5 * 60_000;
const RULE_UID = '__alert_rule_uid__';
const OURS = ['act', 'veto'];
const PAGE = 1000;

/** Grafana: its Alertmanager for what fires and is silenced now, its history for what fired and resolved meanwhile. */
export function grafanaSource(parts: GrafanaSourceParts): AlertSource {
  const { client, clock, lookBackMs = LOOK_BACK_MS, problem } = parts;
  let rules: { readonly uids: readonly string[]; readonly at: number } | undefined;

  const ruleUids = async (now: number): Promise<readonly string[]> => {
    if (rules !== undefined && now - rules.at < RULES_KEPT_MS) return rules.uids;
    const found = await readRulesLabelled(client, RULE_LABEL.rule, OURS);
    rules = { uids: found.map(({ uid }) => uid).filter((uid) => uid !== ''), at: now };
    return rules.uids;
  };

  return {
    name: 'grafana',
    async look(before) {
      const at = clock.now();
      const listed = await listAlerts(client);
      const from = Math.max(at - FURTHEST_MS, (before?.readUntil ?? at - lookBackMs) - OVERLAP_MS);
      const history = await readHistory(at, { from, to: at }, [
        ...listed
          .filter(({ labels }) => OURS.includes(labels[RULE_LABEL.rule] ?? ''))
          .map(({ labels }) => labels[RULE_UID]),
        ...Object.values(before?.firing ?? {}).map(({ ruleUid }) => ruleUid),
      ]);
      return {
        at,
        listed,
        readFrom: from,
        ...history,
        missing: 'nothing',
        ruleUrl: (uid) => `${client.url}/alerting/grafana/${encodeURIComponent(uid)}/view`,
      };
    },
  };

  /** Without the silences it cannot be told what of the history a person had silenced, so nothing is. */
  async function readHistory(
    at: number,
    span: Span,
    more: readonly (string | undefined)[],
  ): Promise<Pick<Look, 'episodes' | 'silences' | 'isComplete'>> {
    try {
      const current = await ruleUids(at);
      const gone = new Set(more.filter((uid): uid is string => uid !== undefined && !current.includes(uid)));
      const silences = await listSilences(client);
      const episodes: Episode[] = [];
      let isComplete = true;
      for (const uid of [...current, ...gone]) {
        try {
          episodes.push(...episodesOf(uid, await wholeHistory(client, uid, span)));
        } catch (error) {
          // A rule that was deleted may have no history any more.
          if (!gone.has(uid)) isComplete = false;
          problem?.(reasonOf(error));
        }
      }
      return { episodes, silences, isComplete };
    } catch (error) {
      problem?.(reasonOf(error));
      return { episodes: [], silences: [], isComplete: false };
    }
  }
}

/** Epoch milliseconds. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** Grafana gives the newest of a span; a span with more than a page is read in halves. */
async function wholeHistory(client: GrafanaClient, uid: string, span: Span): Promise<readonly StateChange[]> {
  const page = await readStateHistory(client, uid, { from: span.from / 1000, to: span.to / 1000 }, PAGE);
  if (page.length < PAGE || span.to - span.from <= 2000) return page;
  const middle = Math.floor((span.from + span.to) / 2);
  const older = await wholeHistory(client, uid, { from: span.from, to: middle });
  return [...older, ...(await wholeHistory(client, uid, { from: middle, to: span.to }))];
}

function reasonOf(error: unknown): string {
  if (error instanceof GrafanaError) return `${error.message}. ${error.hint}`;
  return error instanceof Error ? error.message : 'it failed';
}
