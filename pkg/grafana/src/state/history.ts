import { CARRIED_KEY } from '@release-risk/compiler/emit/dashboards/carriedModel';
import { z } from 'zod';
import { findVersion, listVersions, type DashboardVersion } from '../api/dashboards.ts';
import type { GrafanaClient } from '../client.ts';
import { overviewUid, recordIn, type AppliedRecord } from './record.ts';

/** One applied state of a model. */
export interface HistoryEntry {
  /** Version of the overview dashboard. */
  readonly version: number;
  /** ISO 8601. */
  readonly at: string;
  readonly by: string;
  readonly message: string;
  readonly fingerprint: string | undefined;
  /** False while an apply was under way, or where it was cut short there. */
  readonly complete: boolean;
}

/** A version with everything that is needed to apply it again. */
export interface HistoryState extends HistoryEntry {
  readonly dashboard: Readonly<Record<string, unknown>>;
  readonly record: AppliedRecord | undefined;
}

const CARRIED = z.object({ fingerprint: z.string() });
const MOST_VERSIONS = 200;

/** The versions of a model's overview, newest first. Saves that only began an apply which then ended are left out. */
export async function readHistory(client: GrafanaClient, model: string): Promise<readonly HistoryEntry[]> {
  const uid = overviewUid(model);
  const versions = await listVersions(client, uid, MOST_VERSIONS);
  const states: HistoryState[] = [];
  for (const version of versions) {
    // Some Grafanas list versions without their content.
    const whole =
      version.data === undefined || version.data === null ? await findVersion(client, uid, version.version) : version;
    states.push(stateOf(whole ?? version));
  }
  return states
    .filter(({ complete }, at) => complete || at === 0 || states[at - 1]?.complete !== true)
    .map(({ dashboard: _dashboard, record: _record, ...entry }) => entry);
}

/** One version of a model's overview; undefined where there is none of that number. */
export async function readHistoryState(
  client: GrafanaClient,
  model: string,
  version: number,
): Promise<HistoryState | undefined> {
  const found = await findVersion(client, overviewUid(model), version);
  return found && stateOf(found);
}

function stateOf({ version, created, createdBy, message, data }: DashboardVersion): HistoryState {
  const dashboard = data ?? {};
  const record = recordIn(dashboard);
  const carried = CARRIED.safeParse(dashboard[CARRIED_KEY]);
  return {
    version,
    at: created,
    by: createdBy,
    message,
    fingerprint: carried.success ? carried.data.fingerprint : record?.fingerprint,
    complete: record !== undefined && record.pending === undefined,
    dashboard,
    record,
  };
}
